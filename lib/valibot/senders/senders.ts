import * as v from "valibot";
import { DateFromTextSchema } from "../dates.ts";
import {
  resource,
  resourceFromWire,
  type ResourceFromWireSchema,
  type ResourceSchema,
  type ResourceWireSchema,
  wireResource,
} from "../members.ts";
import {
  page,
  pageFromWire,
  type PageFromWireSchema,
  type PageSchema,
  type PageWireSchema,
  wirePage,
} from "../page.ts";
import { date, isMap } from "../parts.ts";
import { type SenderMembers, senderMembers } from "./members.ts";

/** A sender of an account as the core gives it. It asks for no more than the core's types do. */
export const SenderSchema: ResourceSchema<SenderMembers<"core", v.GenericSchema<Date>>> =
  /* @__PURE__ */ resource(() => senderMembers("core", date()));

/**
 * A sender of an account as it comes over the wire, in snake case, with a date made of its timestamp.
 * All but `sid` may be missing, which is the same as `null`, and what it does not know it leaves out.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { SenderWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", profile: { name: "Shop" } };
 * const wire = v.parse(SenderWireSchema, body);
 * console.log(wire.profile?.name, wire.profile?.about, wire.status); // Shop null null
 * ```
 */
export const SenderWireSchema: ResourceWireSchema<
  SenderMembers<"wire", DateFromTextSchema>
> = /* @__PURE__ */ wireResource(() => senderMembers("wire", DateFromTextSchema));

/**
 * A sender of an account from the wire's form to the core's: what the core's parser does with the body
 * of an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { SenderFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const sid = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const body = { sid, profile: { logo_url: "https://shop.example/logo.png" } };
 * console.log(v.parse(SenderFromWireSchema, body).profile?.logoUrl);
 * // https://shop.example/logo.png
 * ```
 */
export const SenderFromWireSchema: ResourceFromWireSchema<
  SenderMembers<"fromWire", DateFromTextSchema>
> = /* @__PURE__ */ fromWire();

const names = [
  "pending_display_name",
  "pending_display_name_status",
  "pending_display_name_status_date",
];

/** The latest change of a name may be told of in the profile: then it is as if it stood beside that. */
function besideProfile(body: unknown): unknown {
  if (!isMap(body) || !isMap(body["profile"])) return body;
  const { profile } = body;
  return {
    ...body,
    ...Object.fromEntries(names.map((name) => [name, body[name] ?? profile[name]])),
  };
}

function fromWire(): ResourceFromWireSchema<SenderMembers<"fromWire", DateFromTextSchema>> {
  const sender = resourceFromWire(() => senderMembers("fromWire", DateFromTextSchema));
  const whole = v.pipe(v.unknown(), v.transform(besideProfile), sender);
  return whole as v.GenericSchema as typeof sender;
}

/** A page of senders as the core gives it: its `Page<Sender>`. */
export const SenderPageSchema: PageSchema<typeof SenderSchema> = /* @__PURE__ */ page(SenderSchema);

/**
 * A page of senders as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 */
export const SenderPageWireSchema: PageWireSchema<"senders", typeof SenderWireSchema> =
  /* @__PURE__ */ wirePage("senders", SenderWireSchema);

/** A page of senders from the wire's form to the core's, but for the metadata. */
export const SenderPageFromWireSchema: PageFromWireSchema<"senders", typeof SenderFromWireSchema> =
  /* @__PURE__ */ pageFromWire("senders", SenderFromWireSchema);
