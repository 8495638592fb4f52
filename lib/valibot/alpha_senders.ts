import type * as v from "valibot";
import { DateFromTextSchema } from "./dates.ts";
import {
  type Member,
  resource,
  resourceFromWire,
  type ResourceFromWireSchema,
  type ResourceSchema,
  type ResourceWireSchema,
  wireResource,
} from "./members.ts";
import {
  page,
  pageFromWire,
  type PageFromWireSchema,
  type PageSchema,
  type PageWireSchema,
  wirePage,
} from "./page.ts";
import { date, object, type ObjectSchema, text, type TextSchema } from "./parts.ts";
import {
  poolListInput,
  type PoolListInputSchema,
  type PoolMemberMembers,
  poolMembers,
  poolPageInput,
  type PoolPageInputSchema,
  type ServiceReferenceEntries,
  ServiceReferenceSchema,
} from "./pool.ts";
import { AlphaSenderSidSchema } from "./sids.ts";
import { textThat } from "./texts.ts";

/** The members of an alpha sender, where dates have a schema of their own on the wire. */
export type AlphaSenderMembers<DateSchema extends v.GenericSchema> =
  & PoolMemberMembers<"AI", DateSchema>
  & {
    /** The name that recipients see. */
    readonly alphaSender: Member<"alpha_sender", TextSchema>;
  };

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): AlphaSenderMembers<DateSchema> {
  return {
    ...poolMembers("AI", date),
    alphaSender: ["alpha_sender", text()],
  };
}

const wireMembers = () => members(DateFromTextSchema);

/** The entries of {@linkcode AlphaSenderInputSchema}. */
export type AlphaSenderInputEntries = ServiceReferenceEntries & {
  /** SID of the alpha sender. */
  readonly sid: v.GenericSchema<string>;
};

/**
 * What fetches and deletes an alpha sender: the core's `AlphaSenderInput`.
 *
 * @example
 * ```ts
 * import { fetchAlphaSender } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { AlphaSenderInputSchema } from "@senderpool/twilio/valibot";
 *
 * const input = v.safeParse(AlphaSenderInputSchema, {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * if (input.success) fetchAlphaSender.request(input.output);
 * else console.log(v.flatten(input.issues).nested);
 * // { sid: ["expected AI and 32 hex digits, got XE and 32 hex digits"] }
 * ```
 */
export const AlphaSenderInputSchema: ObjectSchema<AlphaSenderInputEntries> = /* @__PURE__ */ object(
  () => ({ ...ServiceReferenceSchema.entries, sid: AlphaSenderSidSchema }),
);

/** A name to send by, as the core knows it. */
export function alphaSenderName(): v.GenericSchema<string> {
  const what = "a name: at most 11 letters, digits, spaces, &, +, - and _, with a letter";
  return textThat((text) => /^(?=.*[a-z])[\w &+-]{1,11}$/i.test(text), what);
}

/** The entries of {@linkcode CreateAlphaSenderInputSchema}. */
export type CreateAlphaSenderInputEntries = ServiceReferenceEntries & {
  /** The name. */
  readonly alphaSender: v.GenericSchema<string>;
};

/** A name to send by: the core's `CreateAlphaSenderInput`. */
export const CreateAlphaSenderInputSchema: ObjectSchema<CreateAlphaSenderInputEntries> =
  /* @__PURE__ */ object(() => ({
    ...ServiceReferenceSchema.entries,
    alphaSender: alphaSenderName(),
  }));

/** Which page of alpha senders to fetch: the core's `AlphaSenderPageInput`. */
export const AlphaSenderPageInputSchema: PoolPageInputSchema = /* @__PURE__ */ poolPageInput();

/** Which alpha senders to list: the core's `AlphaSenderListInput`. */
export const AlphaSenderListInputSchema: PoolListInputSchema = /* @__PURE__ */ poolListInput();

/**
 * An alpha sender as the core gives it. It asks for no more than the core's types do: that a SID begins with
 * its letters. Whoever wants more says so.
 *
 * @example
 * ```ts
 * import { fetchAlphaSender, withSchema } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { AlphaSenderSchema } from "@senderpool/twilio/valibot";
 *
 * const named = v.object({ ...AlphaSenderSchema.entries, alphaSender: v.string() });
 * const recorded = Response.json({ sid: null, alpha_sender: "Twilio" });
 * const sender = await withSchema(fetchAlphaSender, named).parse(recorded);
 * console.log(sender.alphaSender.length); // 6: not null
 * ```
 */
export const AlphaSenderSchema: ResourceSchema<AlphaSenderMembers<v.GenericSchema<Date>>> =
  /* @__PURE__ */ resource(() => members(date()));

/**
 * An alpha sender as it comes over the wire, in snake case, with dates made of its timestamps. It accepts
 * what the core's parser accepts: all but `sid` may be missing, which is the same as `null`, and what
 * it does not know it leaves out.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { AlphaSenderWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", date_created: "2015-07-30T20:12:31Z" };
 * const wire = v.parse(AlphaSenderWireSchema, body);
 * console.log(wire.date_created?.getUTCFullYear(), wire.capabilities); // 2015 null
 * ```
 */
export const AlphaSenderWireSchema: ResourceWireSchema<AlphaSenderMembers<DateFromTextSchema>> =
  /* @__PURE__ */ wireResource(wireMembers);

/**
 * An alpha sender from the wire's form to the core's: what the core's parser does with the body of an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { AlphaSenderFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", alpha_sender: "Twilio" };
 * console.log(v.parse(AlphaSenderFromWireSchema, body).alphaSender); // Twilio
 * ```
 */
export const AlphaSenderFromWireSchema: ResourceFromWireSchema<
  AlphaSenderMembers<DateFromTextSchema>
> = /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of alpha senders as the core gives it: its `Page<AlphaSender>`. */
export const AlphaSenderPageSchema: PageSchema<typeof AlphaSenderSchema> = /* @__PURE__ */ page(
  AlphaSenderSchema,
);

/**
 * A page of alpha senders as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
export const AlphaSenderPageWireSchema: PageWireSchema<
  "alpha_senders",
  typeof AlphaSenderWireSchema
> = /* @__PURE__ */ wirePage("alpha_senders", AlphaSenderWireSchema);

/** A page of alpha senders from the wire's form to the core's, but for the metadata. */
export const AlphaSenderPageFromWireSchema: PageFromWireSchema<
  "alpha_senders",
  typeof AlphaSenderFromWireSchema
> = /* @__PURE__ */ pageFromWire("alpha_senders", AlphaSenderFromWireSchema);
