/** A call of the control API, and what one of its routes is. */

/** What is asked of a route. */
export interface ControlCall {
  readonly request: Request;
  /** What stands for the names in its path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body's value; `undefined` where there is none. */
  readonly body: unknown;
}

/** A route: what it is for stands in the OpenAPI document. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/_sandbox/`, such as `faults/{id}`. */
  readonly path: string;
  /** The name of the operation. */
  readonly id: string;
  readonly summary: string;
  /** What the query may have, and what it means. */
  readonly query?: Readonly<Record<string, string>>;
  /** The JSON Schema of the body; there is none where it is left out. */
  readonly body?: object;
  /** The status of an answer, and the JSON Schema of its body; `null` where it has none. */
  readonly answer: readonly [status: number, schema: object | null];
  handle(call: ControlCall): unknown;
}

/** A call that makes no sense, or asks for what is not there. */
export class ControlError extends Error {
  override name = "ControlError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
