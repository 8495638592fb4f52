import { describe } from "../../wire/describe.ts";
import { TwilioWebhookError } from "../errors.ts";
import { pairsOf, type WebhookFields } from "../signature.ts";

export type { WebhookFields };

/** Insists on something about a field of an event. The value is not told. */
export function expectField(ok: unknown, name: string, expected: string, value: unknown): void {
  if (ok) return;
  throw new TwilioWebhookError("event", `${name}: expected ${expected}, got ${describe(value)}`);
}

/**
 * The fields of a message by their names. None is repeated by Twilio, and one that is may be the end
 * of a text that somebody wrote: `xFrom+1…`, signed as the text of a message, reads as another sender.
 * Of a framework's parser such a field is a list.
 *
 * @throws {TwilioWebhookError} `"event"`
 */
export function fieldsOf(fields: WebhookFields): Readonly<Record<string, string>> {
  const pairs = pairsOf(fields);
  if (pairs === null) {
    throw new TwilioWebhookError("event", "fields: expected names and texts, got something else");
  }
  const all = Object.fromEntries(pairs);
  if (Object.keys(all).length < pairs.length) {
    throw new TwilioWebhookError("event", "fields: expected each name once, got one repeatedly");
  }
  return all;
}

/** What reads the fields of one event. */
export interface Reader {
  /** The text of a field, or `null` where there is none. */
  text(name: string): string | null;
  /** The text of a field that has to be there, in a form that is known. */
  need(name: string, form: RegExp, expected: string): string;
  /** The text of a field that begins like a SID, or `null` where it is missing or empty. */
  sid<Prefix extends string>(name: string, prefix: Prefix): `${Prefix}${string}` | null;
  /** A whole number, or `null` where it is missing or empty. */
  count(name: string): number | null;
  /** `true` and `false`, or `null` where it is missing or something else. */
  flag(name: string): boolean | null;
}

/** Makes a reader of fields. */
export function readerOf(fields: Readonly<Record<string, string>>): Reader {
  const text = (name: string) => Object.hasOwn(fields, name) ? fields[name]! : null;
  const filled = (name: string) => text(name) || null;
  return {
    text,
    need(name, form, expected) {
      const value = text(name);
      expectField(value !== null && form.test(value), name, expected, value);
      return value!;
    },
    sid<Prefix extends string>(name: string, prefix: Prefix) {
      const value = filled(name);
      const fits = value === null || (value.startsWith(prefix) && /^..[\da-fA-F]{32}$/.test(value));
      expectField(fits, name, `${prefix} and 32 hex digits`, value);
      return value as `${Prefix}${string}` | null;
    },
    count(name) {
      const value = filled(name);
      expectField(value === null || /^\d{1,9}$/.test(value), name, "a whole number", value);
      return value === null ? null : Number(value);
    },
    flag(name) {
      const value = text(name)?.toLowerCase();
      return value === "true" || value === "false" ? value === "true" : null;
    },
  };
}

/** What all events of a message have: where signed fields contradict each other, it is none. */
export function messageOf({ need, sid, text }: Reader): {
  messageSid: `${"SM" | "MM"}${string}`;
  accountSid: `AC${string}`;
  messagingServiceSid: `MG${string}` | null;
  to: string;
} {
  const expected = "SM or MM and 32 hex digits";
  const messageSid = need("MessageSid", /^[SM]M[\da-fA-F]{32}$/, expected);
  const same = text("SmsSid") ?? messageSid;
  expectField(same === messageSid, "SmsSid", "the same as MessageSid", same);
  return {
    messageSid: messageSid as `SM${string}`,
    accountSid: need("AccountSid", /^AC[\da-fA-F]{32}$/, "AC and 32 hex digits") as `AC${string}`,
    messagingServiceSid: sid("MessagingServiceSid", "MG"),
    to: need("To", address, "an address"),
  };
}

/** An address. After a plus, with or without a channel before it, there is a number and no more. */
export const address: RegExp = /^(?:[a-z]+:)?\+\d+$|^(?!(?:[a-z]+:)?\+)\S/;
