import * as v from "valibot";
import {
  expected,
  type Nullable,
  object,
  type ObjectSchema,
  type Optional,
  text,
  type TextSchema,
} from "./parts.ts";

/** The entries of {@linkcode MetadataSchema}. */
export type MetadataEntries = {
  /** HTTP method. */
  readonly method: Optional<string>;
  /** URL of the call. */
  readonly url: TextSchema;
  /** HTTP status. */
  readonly status: v.GenericSchema<number>;
  /** Response headers. */
  readonly headers: v.GenericSchema<Headers>;
  /** Who answered. */
  readonly server: Nullable<TextSchema>;
  /** Twilio's id of the request. */
  readonly requestId: Nullable<TextSchema>;
  /** The attempt that brought the value. */
  readonly attempt: Optional<number>;
  /** Whether an earlier attempt had done what was asked. */
  readonly recognised: Optional<boolean>;
};

/**
 * What a response says beside its value: the core's `Metadata`, as a page and `withMetadata` have it.
 *
 * @example
 * ```ts
 * import { deleteChannelSender, withMetadata } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { MetadataSchema } from "@senderpool/twilio/valibot";
 *
 * const recorded = new Response(null, { status: 204 });
 * const { metadata } = await withMetadata(deleteChannelSender).parse(recorded);
 * console.log(v.is(MetadataSchema, metadata)); // true
 * ```
 */
export const MetadataSchema: ObjectSchema<MetadataEntries> = /* @__PURE__ */ object(() => ({
  method: v.optional(text()),
  url: text(),
  status: v.number(expected("a number")),
  headers: v.instance(Headers, expected("Headers")),
  server: v.nullable(text()),
  requestId: v.nullable(text()),
  attempt: v.optional(v.number(expected("a number"))),
  recognised: v.optional(v.boolean(expected("true or false"))),
}));
