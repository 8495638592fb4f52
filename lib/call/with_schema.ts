import { TwilioResponseError } from "../errors.ts";
import { checkValue } from "../wire/input.ts";
import { responseError } from "../wire/response.ts";
import type { Operation, Recovery } from "../types.ts";

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
    parse: async (response, options) => {
      const value = await operation.parse(response, options);
      const asked = { method: operation.method ?? "", url: options?.url ?? response.url };
      return await checked(value, schema, (reason) => responseError(reason, asked, response));
    },
    recovery: operation.recovery && recoveryWithSchema(operation.recovery, schema),
  };
}

function recoveryWithSchema<Input, Output, Checked>(
  recovery: Recovery<Input, Output>,
  schema: StandardSchema<unknown, Checked>,
): Recovery<Input, Checked> {
  if ("find" in recovery) return { ...recovery, find: withSchema(recovery.find, schema) };
  return {
    doneCode: recovery.doneCode,
    toOutput: async (refusal, options) => {
      const value = await recovery.toOutput(refusal, options);
      const { method, url, status, headers, server, requestId, retryAfter } = refusal;
      const answer = { method, url, status, headers, server, requestId, retryAfter };
      const refused = (reason: string) => new TwilioResponseError({ reason, ...answer });
      return await checked(value, schema, refused);
    },
  };
}

/** What a schema makes of a value; what it refuses is an error. */
async function checked<Checked>(
  value: unknown,
  schema: StandardSchema<unknown, Checked>,
  refused: (reason: string) => TwilioResponseError,
): Promise<Checked> {
  let reason: string;
  try {
    const result = Object(await schema["~standard"].validate(value));
    if (!result.issues && "value" in result) return await result.value;
    reason = Array.isArray(result.issues)
      ? told(result.issues, value)
      : "the schema gave neither a value nor issues";
  } catch (thrown) {
    // Its stack would have the message, and the message may have the value.
    const said = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : typeof thrown;
    reason = `the schema threw ${without(value, said)}`;
  }
  throw refused(reason);
}

/** The first issues, in words. */
function told(issues: readonly StandardIssue[], value: unknown): string {
  const first = issues.slice(0, 3).map(({ message, path }) => {
    const keys = Array.from(path ?? [], (key) => String(Object(key).key ?? key));
    const where = keys.join(".").slice(0, 99);
    return [where, without(value, String(message))].filter(Boolean).join(": ");
  });
  const more = issues.length - first.length;
  const all = first.join("; ") + (more ? `; and ${more} more` : "");
  return `refused by the schema${all && `: ${all}`}`;
}

/** A message without the texts, numbers and dates of a value, and without quoted parts of those. */
function without(value: unknown, message: string): string {
  if (message.length > 500) return `a message of ${message.length} characters`;
  const parts = new Set<unknown>([value]);
  // The set grows as it is iterated, and has each part once, even of a value that contains itself.
  for (const part of parts) {
    if (part === Object(part)) Object.values(part as object).forEach((member) => parts.add(member));
  }
  const texts = [...parts].flatMap((part) => {
    const quotable = part instanceof Date || /^(string|number|bigint)$/.test(typeof part);
    const text = quotable && (part instanceof Date ? part.toJSON() : String(part));
    return text ? [text, JSON.stringify(text).slice(1, -1)] : [];
  });
  // The longest first: a shorter one may be a part of it.
  for (const text of texts.sort((a, b) => b.length - a.length)) {
    message = message.split(text).reduce((before, after) => {
      // A short one may be a part of any word.
      const inside = text.length < 4 && (/\w$/.test(before) || /^\w/.test(after));
      return before + (inside ? text : "…") + after;
    });
  }
  // Every other piece is a quotation mark; the first piece and the last are outside of all quotes.
  const pieces = message.split(/(["'`])/);
  return pieces.map((piece, at) => {
    const quoted = at % 2 === 0 && at > 0 && at < pieces.length - 1 && piece;
    return quoted && texts.some((text) => text.includes(piece)) ? "…" : piece;
  }).join("");
}
