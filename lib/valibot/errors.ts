import * as v from "valibot";
import { DateFromTextSchema } from "./dates.ts";
import {
  expected,
  type Nullable,
  object,
  type ObjectSchema,
  piped,
  text,
  type TextSchema,
} from "./parts.ts";

/** What may be anything, or missing. */
export type AnySchema = v.OptionalSchema<v.UnknownSchema, undefined>;

/** A whole number; anything else becomes `null`, as in the core's parser. */
export type CodeSchema = v.NullishSchema<v.GenericSchema<unknown, number | null>, null>;

/** A text that is not empty; anything else becomes `null`, as in the core's parser. */
export type OptionalTextSchema = v.NullishSchema<v.GenericSchema<unknown, string | null>, null>;

/** The entries of {@linkcode LegacyErrorWireSchema}. */
export type LegacyErrorWireEntries = {
  /** Twilio's error code, such as 20404. */
  readonly code: CodeSchema;
  /** What is wrong, in a sentence. */
  readonly message: TextSchema;
  /** Address of the documentation of the code. */
  readonly more_info: OptionalTextSchema;
  /** HTTP status. */
  readonly status: CodeSchema;
  /** A longer explanation. */
  readonly detail: OptionalTextSchema;
  /** What else there is to say. */
  readonly details: AnySchema;
};

/** The entries of {@linkcode ProblemWireSchema}. */
export type ProblemWireEntries = {
  /** Address of the documentation of the kind of problem. */
  readonly type: OptionalTextSchema;
  /** What is wrong, in a sentence. */
  readonly title: TextSchema;
  /** HTTP status. */
  readonly status: CodeSchema;
  /** A longer explanation. */
  readonly detail: OptionalTextSchema;
  /** Address of this occurrence. */
  readonly instance: AnySchema;
  /** Twilio's error code. */
  readonly code: CodeSchema;
  /** What is wrong with each field, as `{ detail, pointer }`. */
  readonly errors: AnySchema;
};

/** The entries of {@linkcode ApiErrorBodySchema}. */
export type ApiErrorBodyEntries = {
  /** Twilio's error code, such as 20404. */
  readonly code: Nullable<v.GenericSchema<number>>;
  /** Twilio's own sentence. */
  readonly reason: TextSchema;
  /** A longer explanation. */
  readonly detail: Nullable<TextSchema>;
  /** Address of the documentation of the code. */
  readonly moreInfo: Nullable<TextSchema>;
  /** What else the body says; `undefined` where it is missing, as it is from JSON. */
  readonly details: v.GenericSchema;
};

/** The entries of {@linkcode ApiErrorSchema}. */
export type ApiErrorEntries = ApiErrorBodyEntries & {
  /** HTTP method of the call. */
  readonly method: TextSchema;
  /** URL of the call. */
  readonly url: TextSchema;
  /** HTTP status. */
  readonly status: v.GenericSchema<number>;
  /** Who answered. */
  readonly server: Nullable<TextSchema>;
  /** Twilio's id of the request. */
  readonly requestId: Nullable<TextSchema>;
  /** The seconds to wait, or the moment to wait for, which is a text in JSON. */
  readonly retryAfter: Nullable<v.GenericSchema<number | Date | string, number | Date>>;
};

function code(): CodeSchema {
  return v.nullish(piped(v.unknown(), toCode), null);
}

function toCode(code: unknown): number | null {
  return Number.isInteger(code) ? code as number : null;
}

function optionalText(): OptionalTextSchema {
  return v.nullish(piped(v.unknown(), (value) => firstText(value)), null);
}

/** The first that is a text and not empty, or `null` where none is. */
function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

function sentence(): TextSchema {
  const message = expected("a text that is not empty");
  return v.pipe(v.string(message), v.nonEmpty(message));
}

/**
 * Twilio's refusal in its older form, which most of its products have. All but the `message` may be
 * missing, empty or odd, which is the same as `null`: an odd explanation does not hide the refusal.
 *
 * @see https://www.twilio.com/docs/usage/twilios-response
 */
export const LegacyErrorWireSchema: ObjectSchema<LegacyErrorWireEntries> = /* @__PURE__ */ object(
  () => ({
    code: code(),
    message: sentence(),
    more_info: optionalText(),
    status: code(),
    detail: optionalText(),
    details: v.optional(v.unknown()),
  }),
);

/**
 * Twilio's refusal in the form of RFC 9457 (problem details), which newer products have. All but the
 * `title` may be missing, empty or odd, as in {@linkcode LegacyErrorWireSchema}.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const ProblemWireSchema: ObjectSchema<ProblemWireEntries> = /* @__PURE__ */ object(() => ({
  type: optionalText(),
  title: sentence(),
  status: code(),
  detail: optionalText(),
  instance: v.optional(v.unknown()),
  code: code(),
  errors: v.optional(v.unknown()),
}));

/** What a `TwilioApiError` of the core has from the body of the answer. */
export const ApiErrorBodySchema: ObjectSchema<ApiErrorBodyEntries> = /* @__PURE__ */ object(() => ({
  code: v.nullable(v.number(expected("a number"))),
  reason: text(),
  detail: v.nullable(text()),
  moreInfo: v.nullable(text()),
  details: v.optional(v.unknown(), () => undefined) as v.GenericSchema,
}));

/**
 * What a `TwilioApiError` of the core tells, without its headers and its story, from the error itself
 * or from its JSON. A service can hand it on, and its callers read it.
 *
 * @example
 * ```ts
 * import { fetchChannelSender } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { ApiErrorSchema } from "@senderpool/twilio/valibot";
 *
 * const recorded = Response.json({ code: 20404, message: "not found" }, { status: 404 });
 * const error = await fetchChannelSender.parse(recorded).catch((error) => error);
 * const sent = JSON.stringify(v.parse(ApiErrorSchema, error));
 * console.log(v.parse(ApiErrorSchema, JSON.parse(sent)).code); // 20404
 * ```
 */
export const ApiErrorSchema: ObjectSchema<ApiErrorEntries> = /* @__PURE__ */ object(() => ({
  ...ApiErrorBodySchema.entries,
  method: text(),
  url: text(),
  status: v.number(expected("a number")),
  server: v.nullable(text()),
  requestId: v.nullable(text()),
  retryAfter: v.nullable(retryAfter()),
}));

function retryAfter(): v.GenericSchema<number | Date | string, number | Date> {
  return v.union([v.number(), v.date(), DateFromTextSchema], expected("a number or a date"));
}

/**
 * A refusal, in either of its forms, from the body of an answer to what a `TwilioApiError` tells. It
 * does what the core's parser does: without a text in `message` or `title` it is none of Twilio's, and
 * what else is empty or odd in it is left out.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ApiErrorFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const legacy = { code: 20404, message: "not found", status: 404 };
 * const problem = { type: "about:blank", title: "not found", status: 404, code: 20404 };
 * console.log(v.parse(ApiErrorFromWireSchema, legacy).reason); // not found
 * console.log(v.parse(ApiErrorFromWireSchema, problem).reason); // not found
 * ```
 */
export const ApiErrorFromWireSchema: v.GenericSchema<
  unknown,
  v.InferOutput<typeof ApiErrorBodySchema>
> = /* @__PURE__ */ apiErrorFromWire();

function apiErrorFromWire(): typeof ApiErrorFromWireSchema {
  const whole = piped(v.unknown(), (body): v.InferInput<typeof ApiErrorBodySchema> => {
    const wire = Object(body); // what is no object has none of the members
    return {
      code: toCode(wire.code),
      reason: firstText(wire.message, wire.title) as string,
      detail: firstText(wire.detail),
      moreInfo: firstText(wire.more_info, wire.type),
      details: wire.details ?? wire.errors,
    };
  });
  return v.pipe(whole, ApiErrorBodySchema);
}
