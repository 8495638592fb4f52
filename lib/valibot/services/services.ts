import * as v from "valibot";
import { DateFromTextSchema } from "../dates.ts";
import {
  type Member,
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
import {
  date,
  expected,
  type OpenSchema,
  text,
  texts,
  type TextSchema,
  type TextsSchema,
} from "../parts.ts";

/** What a service is for: an open set. */
export type UsecaseSchema = OpenSchema<
  "notifications" | "marketing" | "verification" | "discussion" | "poll" | "undeclared"
>;

/** An HTTP method: an open set. */
export type MethodSchema = OpenSchema<"GET" | "POST">;

/** The members of a Messaging Service, where dates have a schema of their own on the wire. */
export type ServiceMembers<DateSchema extends v.GenericSchema> = {
  /** SID of the service. */
  readonly sid: Member<"sid", TextSchema<"MG">>;
  /** SID of the account. */
  readonly accountSid: Member<"account_sid", TextSchema<"AC">>;
  /** What it is called. */
  readonly friendlyName: Member<"friendly_name", TextSchema>;
  /** When it was created. */
  readonly dateCreated: Member<"date_created", DateSchema>;
  /** When it was last updated. */
  readonly dateUpdated: Member<"date_updated", DateSchema>;
  /** URL that is told of messages that come in. */
  readonly inboundRequestUrl: Member<"inbound_request_url", TextSchema>;
  /** HTTP method of that. */
  readonly inboundMethod: Member<"inbound_method", MethodSchema>;
  /** URL that is called where the first one fails. */
  readonly fallbackUrl: Member<"fallback_url", TextSchema>;
  /** HTTP method of that. */
  readonly fallbackMethod: Member<"fallback_method", MethodSchema>;
  /** URL that is told of the statuses of messages. */
  readonly statusCallback: Member<"status_callback", TextSchema>;
  /** Whether a recipient is always served by the same sender. */
  readonly stickySender: Member<"sticky_sender", v.GenericSchema<boolean>>;
  /** Whether an MMS becomes a text with links. */
  readonly mmsConverter: Member<"mms_converter", v.GenericSchema<boolean>>;
  /** Whether characters are replaced by similar ones of GSM-7. */
  readonly smartEncoding: Member<"smart_encoding", v.GenericSchema<boolean>>;
  /** Reserved by Twilio. */
  readonly scanMessageContent: Member<
    "scan_message_content",
    OpenSchema<"inherit" | "enable" | "disable">
  >;
  /** Obsolete. */
  readonly fallbackToLongCode: Member<"fallback_to_long_code", v.GenericSchema<boolean>>;
  /** Whether numbers of the recipient's area code are preferred. */
  readonly areaCodeGeomatch: Member<"area_code_geomatch", v.GenericSchema<boolean>>;
  /** For how long a message may wait to be sent, in seconds. */
  readonly validityPeriod: Member<"validity_period", v.GenericSchema<number>>;
  /** Reserved by Twilio. */
  readonly synchronousValidation: Member<"synchronous_validation", v.GenericSchema<boolean>>;
  /** What it is for. */
  readonly usecase: Member<"usecase", UsecaseSchema>;
  /** Whether it has an A2P campaign. */
  readonly usAppToPersonRegistered: Member<"us_app_to_person_registered", v.GenericSchema<boolean>>;
  /** Whether the webhook of a number goes before that of the service. */
  readonly useInboundWebhookOnNumber: Member<
    "use_inbound_webhook_on_number",
    v.GenericSchema<boolean>
  >;
  /** URL of this resource. */
  readonly url: Member<"url", TextSchema>;
  /** URLs of what belongs to it. */
  readonly links: Member<"links", TextsSchema>;
};

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): ServiceMembers<DateSchema> {
  const flag = v.boolean(expected("true or false"));
  const notPeriod = expected("a whole number");
  const period = v.pipe(v.number(notPeriod), v.integer(notPeriod));
  return {
    sid: ["sid", text("MG")],
    accountSid: ["account_sid", text("AC")],
    friendlyName: ["friendly_name", text()],
    dateCreated: ["date_created", date],
    dateUpdated: ["date_updated", date],
    inboundRequestUrl: ["inbound_request_url", text()],
    inboundMethod: ["inbound_method", text()],
    fallbackUrl: ["fallback_url", text()],
    fallbackMethod: ["fallback_method", text()],
    statusCallback: ["status_callback", text()],
    stickySender: ["sticky_sender", flag],
    mmsConverter: ["mms_converter", flag],
    smartEncoding: ["smart_encoding", flag],
    scanMessageContent: ["scan_message_content", text()],
    fallbackToLongCode: ["fallback_to_long_code", flag],
    areaCodeGeomatch: ["area_code_geomatch", flag],
    validityPeriod: ["validity_period", period],
    synchronousValidation: ["synchronous_validation", flag],
    usecase: ["usecase", text()],
    usAppToPersonRegistered: ["us_app_to_person_registered", flag],
    useInboundWebhookOnNumber: ["use_inbound_webhook_on_number", flag],
    url: ["url", text()],
    links: ["links", texts()],
  };
}

const wireMembers = () => members(DateFromTextSchema);

/** A Messaging Service as the core gives it. It asks for no more than the core's types do. */
export const ServiceSchema: ResourceSchema<ServiceMembers<v.GenericSchema<Date>>> =
  /* @__PURE__ */ resource(() => members(date()));

/**
 * A Messaging Service as it comes over the wire, in snake case, with dates made of its timestamps. It
 * accepts what the core's parser accepts: all but `sid` may be missing, which is the same as `null`,
 * and what it does not know it leaves out.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ServiceWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", date_created: "2015-07-30T20:12:31Z" };
 * const wire = v.parse(ServiceWireSchema, body);
 * console.log(wire.date_created?.getUTCFullYear(), wire.usecase); // 2015 null
 * ```
 */
export const ServiceWireSchema: ResourceWireSchema<ServiceMembers<DateFromTextSchema>> =
  /* @__PURE__ */ wireResource(wireMembers);

/**
 * A Messaging Service from the wire's form to the core's: what the core's parser does with the body of
 * an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ServiceFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", friendly_name: "Shop" };
 * console.log(v.parse(ServiceFromWireSchema, body).friendlyName); // Shop
 * ```
 */
export const ServiceFromWireSchema: ResourceFromWireSchema<ServiceMembers<DateFromTextSchema>> =
  /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of Messaging Services as the core gives it: its `Page<Service>`. */
export const ServicePageSchema: PageSchema<typeof ServiceSchema> = /* @__PURE__ */ page(
  ServiceSchema,
);

/**
 * A page of Messaging Services as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
export const ServicePageWireSchema: PageWireSchema<"services", typeof ServiceWireSchema> =
  /* @__PURE__ */ wirePage("services", ServiceWireSchema);

/** A page of Messaging Services from the wire's form to the core's, but for the metadata. */
export const ServicePageFromWireSchema: PageFromWireSchema<
  "services",
  typeof ServiceFromWireSchema
> = /* @__PURE__ */ pageFromWire("services", ServiceFromWireSchema);
