import type { TwilioResponseError } from "../errors.ts";
import { checkValue } from "../wire/input.ts";
import { responseError } from "../wire/response.ts";
import type { Operation, Recovery } from "../types.ts";
import { withoutValue } from "./without_value.ts";

/**
 * A schema of any library that speaks Standard Schema: Valibot, Zod, ArkType and others.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What the interface consists of. */
  readonly "~standard": {
    /** The version of the interface. */
    readonly version: 1;
    /** The library's name. */
    readonly vendor: string;
    /** Checks a value and says what became of it, at once or later. */
    readonly validate: (
      value: unknown,
    ) => StandardResult<Output> | Promise<StandardResult<Output>>;
    /** Types to infer, of which nothing is there at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says of a value: its output, or what is wrong. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** What is wrong with a value. */
export interface StandardIssue {
  /** What the schema has to say. */
  readonly message: string;
  /** Where in the value: keys, or objects that have one. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * The same operation, whose value a schema checks as well, and perhaps changes: the result is the
 * schema's output. A page is one value. What the schema refuses is never sent again.
 *
 * The error names the first three issues. Their messages are the schema's own, but for the texts,
 * numbers and dates of the value that are quoted in them: those are blanked.
 *
 * @param operation any operation
 * @param schema of any library that speaks Standard Schema; it may take its time, which counts
 * towards the client's `timeout`
 * @throws {TwilioResponseError} from `parse`, when the schema refuses, throws or answers nonsense
 * @throws {TwilioInputError} when it is no schema
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioResponseError, withSchema } from "@senderpool/twilio";
 * import * as v from "valibot";
 *
 * const complete = v.object({ sid: v.string(), sender: v.pipe(v.string(), v.startsWith("rcs:")) });
 * const { parse } = withSchema(fetchChannelSender, complete);
 * const sid = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log((await parse(Response.json({ sid, sender: "rcs:agent" }))).sender.length); // 9
 *
 * const error = await parse(Response.json({ sid, sender: "whatsapp:+12487960483" })).catch((e) => e);
 * if (isTwilioResponseError(error)) console.log(error.reason);
 * // refused by the schema: sender: Invalid start: Expected "rcs:" but received "…"
 * ```
 */
export function withSchema<Input, Output, Checked>(
  operation: Operation<Input, Output>,
  schema: StandardSchema<unknown, Checked>,
): Operation<Input, Checked> {
  const isSchema = typeof schema?.["~standard"]?.validate === "function";
  checkValue(
    isSchema,
    "schema",
    "a Standard Schema: an object with ~standard.validate",
    schema,
  );
  return {
    method: operation.method,
    request: operation.request,
    parse: checkedParse(operation, (value, refused) => checked(value, schema, refused)),
    recovery: operation.recovery && recoveryWithSchema(operation.recovery, schema),
  };
}

/** The error of a value that is refused. */
type Refused = (reason: string) => TwilioResponseError;

/** The parser of an operation, whose value is checked. */
function checkedParse<Value, Checked>(
  operation: Operation<never, Value>,
  check: (value: Value, refused: Refused) => Checked | Promise<Checked>,
): Operation<never, Checked>["parse"] {
  return async (response, options) => {
    const value = await operation.parse(response, options);
    const asked = { method: operation.method ?? "", url: options?.url ?? response.url };
    return await check(value, (reason) => responseError(reason, asked, response));
  };
}

function recoveryWithSchema<Input, Output, Checked>(
  recovery: Recovery<Input, Output>,
  schema: StandardSchema<unknown, Checked>,
): Recovery<Input, Checked> {
  const { method, request } = recovery.find;
  // What is as it was before is nothing to check.
  const parse = checkedParse(
    recovery.find,
    (value, refused) => value === null ? null : checked(value, schema, refused),
  );
  return { ...recovery, find: { method, request, parse } };
}

/** What a schema makes of a value; what it refuses is an error. */
async function checked<Checked>(
  value: unknown,
  schema: StandardSchema<unknown, Checked>,
  refused: Refused,
): Promise<Checked> {
  let reason: string;
  try {
    const result = Object(await schema["~standard"].validate(value));
    if (!result.issues && "value" in result) return await result.value;
    reason = Array.isArray(result.issues)
      ? describeIssues(result.issues, value)
      : "the schema gave neither a value nor issues";
  } catch (thrown) {
    // Its stack would have the message, and the message may have the value.
    const said = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : typeof thrown;
    reason = `the schema threw ${withoutValue(said, value)}`;
  }
  throw refused(reason);
}

/** The first issues, in words. */
function describeIssues(issues: readonly StandardIssue[], value: unknown): string {
  const first = issues.slice(0, 3).map(({ message, path }) => {
    const keys = Array.from(path ?? [], (key) => String(Object(key).key ?? key));
    const where = keys.join(".").slice(0, 99);
    const said = withoutValue(String(message), value);
    return where === "" || said === "" ? where + said : `${where}: ${said}`;
  }).join("; ");
  const more = issues.length > 3 ? `; and ${issues.length - 3} more` : "";
  return first === "" ? "refused by the schema" : `refused by the schema: ${first}${more}`;
}
