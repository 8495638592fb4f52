import { asBoolean, asSid, asText, objectWith } from "../../wire/answer.ts";
import { asObject } from "../../wire/members.ts";
import { asRfc2822Date } from "../account/rfc2822.ts";

/**
 * A phone number of an account, in a pool or not: what a pool needs to know of it. What it does with
 * calls and messages that come in is left out. Each field may be `null`.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export interface IncomingPhoneNumber {
  /** SID of the phone number, by which a pool takes it. */
  readonly sid: `PN${string}` | null;
  /** SID of the account that has it. */
  readonly accountSid: `AC${string}` | null;
  /** The number, in E.164. */
  readonly phoneNumber: string | null;
  /** What it is called; the number itself unless it was given a name. */
  readonly friendlyName: string | null;
  /** What it can do. Without `sms` and `mms`, no pool takes it. */
  readonly capabilities: NumberCapabilities | null;
  /** Whether it is in use. */
  readonly status: "in-use" | (string & Record<never, never>) | null;
  /** Whether it is Twilio's, or hosted elsewhere. */
  readonly origin: "twilio" | "hosted" | (string & Record<never, never>) | null;
  /** Whether it is new to Twilio's platform. */
  readonly beta: boolean | null;
  /** Whether an address has to be registered for it, and where that is. */
  readonly addressRequirements:
    | "none"
    | "any"
    | "local"
    | "foreign"
    | (string & Record<never, never>)
    | null;
  /** SID of the bundle of papers that it is registered with. */
  readonly bundleSid: `BU${string}` | null;
  /** When it was created. */
  readonly dateCreated: Date | null;
  /** When it was last updated. */
  readonly dateUpdated: Date | null;
  /** Path of this resource. It is never followed. */
  readonly uri: string | null;
}

/** What a phone number can do. */
export interface NumberCapabilities {
  /** Whether it can call. */
  readonly voice: boolean | null;
  /** Whether it can send SMS. */
  readonly sms: boolean | null;
  /** Whether it can send MMS. */
  readonly mms: boolean | null;
  /** Whether it can fax. */
  readonly fax: boolean | null;
}

/** Reads a phone number of an account. */
export function toIncomingPhoneNumber(body: unknown): IncomingPhoneNumber {
  const wire = objectWith(body, "sid");
  return {
    sid: asSid(wire.sid, "sid", "PN"),
    accountSid: asSid(wire.account_sid, "account_sid", "AC"),
    phoneNumber: asText(wire.phone_number, "phone_number"),
    friendlyName: asText(wire.friendly_name, "friendly_name"),
    capabilities: asCapabilities(wire.capabilities),
    status: asText(wire.status, "status"),
    origin: asText(wire.origin, "origin"),
    beta: asBoolean(wire.beta, "beta"),
    addressRequirements: asText(wire.address_requirements, "address_requirements"),
    bundleSid: asSid(wire.bundle_sid, "bundle_sid", "BU"),
    dateCreated: asRfc2822Date(wire.date_created, "date_created"),
    dateUpdated: asRfc2822Date(wire.date_updated, "date_updated"),
    uri: asText(wire.uri, "uri"),
  };
}

function asCapabilities(value: unknown): NumberCapabilities | null {
  return asObject(value, "capabilities", ({ voice, sms, mms, fax }) => ({
    voice: asBoolean(voice, "voice"),
    sms: asBoolean(sms, "sms"),
    mms: asBoolean(mms, "mms"),
    fax: asBoolean(fax, "fax"),
  }));
}
