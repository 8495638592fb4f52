/** What a call is known by; "" for what is not known. */
interface KnownCall {
  readonly method: string;
  readonly url: string;
}

/** What an answer is known by. */
interface KnownAnswer extends KnownCall {
  readonly status: number;
  readonly server: string | null;
  readonly requestId: string | null;
}

/** The call, for the end of a message: ` (GET https://…)`. */
export function ofCall({ method, url }: KnownCall): string {
  const call = `${method} ${url}`.trim();
  return call === "" ? "" : ` (${call})`;
}

/** The call and what is known of its answer, for the end of a message. */
export function ofAnswer(fields: KnownAnswer, see: string | null = null): string {
  const { method, url, status, server, requestId } = fields;
  const by = server === null ? "" : ` by ${server}`;
  const request = requestId === null ? "" : `, request ${requestId}`;
  const link = see === null ? "" : `, see ${see}`;
  return ` (${`${method} ${url}`.trim()} answered ${status}${by}${request}${link})`;
}
