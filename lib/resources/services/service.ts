import { asBoolean, asDate, asSid, asText, asWholeNumber, objectWith } from "../../wire/answer.ts";
import { asTexts } from "../../wire/members.ts";

/**
 * A Messaging Service. Twilio leaves out what it has not got, which is `null` here as well.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
export interface Service {
  /** SID of the service. */
  readonly sid: `MG${string}` | null;
  /** SID of the account that it belongs to. */
  readonly accountSid: `AC${string}` | null;
  /** What it is called, in at most 64 characters. Several may be called the same. */
  readonly friendlyName: string | null;
  /** When it was created. */
  readonly dateCreated: Date | null;
  /** When it was last updated; `null` until then. */
  readonly dateUpdated: Date | null;
  /** URL that is told of messages that come in; `null` where they are dropped without a trace. */
  readonly inboundRequestUrl: string | null;
  /** HTTP method of that. */
  readonly inboundMethod: "GET" | "POST" | (string & Record<never, never>) | null;
  /** URL that is called where the first one fails. */
  readonly fallbackUrl: string | null;
  /** HTTP method of that. */
  readonly fallbackMethod: "GET" | "POST" | (string & Record<never, never>) | null;
  /** URL that is told of the statuses of messages. */
  readonly statusCallback: string | null;
  /** Whether a recipient is always served by the same sender. */
  readonly stickySender: boolean | null;
  /** Whether an MMS becomes a text with links where the recipient can't receive any. */
  readonly mmsConverter: boolean | null;
  /** Whether characters are replaced by similar ones of GSM-7. */
  readonly smartEncoding: boolean | null;
  /** Reserved by Twilio. */
  readonly scanMessageContent:
    | "inherit"
    | "enable"
    | "disable"
    | (string & Record<never, never>)
    | null;
  /** Obsolete, says Twilio. */
  readonly fallbackToLongCode: boolean | null;
  /** Whether numbers of the recipient's area code are preferred. */
  readonly areaCodeGeomatch: boolean | null;
  /** For how long a message may wait to be sent, in seconds. */
  readonly validityPeriod: number | null;
  /** Reserved by Twilio. */
  readonly synchronousValidation: boolean | null;
  /** What it is for. */
  readonly usecase: Usecase | null;
  /** Whether it has an A2P campaign for the United States. */
  readonly usAppToPersonRegistered: boolean | null;
  /** Whether the webhook of a number goes before that of the service. */
  readonly useInboundWebhookOnNumber: boolean | null;
  /** URL of this resource. It is never followed. */
  readonly url: string | null;
  /** URLs of what belongs to it, by name. They are never followed. */
  readonly links: Readonly<Record<string, string>> | null;
}

/** What a service is for. An open set. */
export type Usecase =
  | "notifications"
  | "marketing"
  | "verification"
  | "discussion"
  | "poll"
  | "undeclared"
  | (string & Record<never, never>);

/** Reads a service. */
export function toService(body: unknown): Service {
  const wire = objectWith(body, "sid");
  return {
    sid: asSid(wire.sid, "sid", "MG"),
    accountSid: asSid(wire.account_sid, "account_sid", "AC"),
    friendlyName: asText(wire.friendly_name, "friendly_name"),
    dateCreated: asDate(wire.date_created, "date_created"),
    dateUpdated: asDate(wire.date_updated, "date_updated"),
    inboundRequestUrl: asText(wire.inbound_request_url, "inbound_request_url"),
    inboundMethod: asText(wire.inbound_method, "inbound_method"),
    fallbackUrl: asText(wire.fallback_url, "fallback_url"),
    fallbackMethod: asText(wire.fallback_method, "fallback_method"),
    statusCallback: asText(wire.status_callback, "status_callback"),
    stickySender: asBoolean(wire.sticky_sender, "sticky_sender"),
    mmsConverter: asBoolean(wire.mms_converter, "mms_converter"),
    smartEncoding: asBoolean(wire.smart_encoding, "smart_encoding"),
    scanMessageContent: asText(wire.scan_message_content, "scan_message_content"),
    fallbackToLongCode: asBoolean(wire.fallback_to_long_code, "fallback_to_long_code"),
    areaCodeGeomatch: asBoolean(wire.area_code_geomatch, "area_code_geomatch"),
    validityPeriod: asWholeNumber(wire.validity_period, "validity_period"),
    synchronousValidation: asBoolean(wire.synchronous_validation, "synchronous_validation"),
    usecase: asText(wire.usecase, "usecase"),
    usAppToPersonRegistered: asBoolean(
      wire.us_app_to_person_registered,
      "us_app_to_person_registered",
    ),
    useInboundWebhookOnNumber: asBoolean(
      wire.use_inbound_webhook_on_number,
      "use_inbound_webhook_on_number",
    ),
    url: asText(wire.url, "url"),
    links: asTexts(wire.links, "links"),
  };
}
