import * as v from "valibot";
import { expected, type IssueText } from "./parts.ts";

/**
 * A SID: two letters that say of what, and 32 hex digits. Takes any text, gives `` `XE${string}` ``.
 *
 * @see https://www.twilio.com/docs/glossary/what-is-a-sid
 */
export type SidSchema<Prefix extends string> = v.GenericSchema<string, `${Prefix}${string}`>;

function sid<Prefix extends string>(...prefixes: Prefix[]): SidSchema<Prefix> {
  return of(prefixes, expected(`${prefixes.join(" or ")} and 32 hex digits`));
}

/** A SID in whose place people give something else, and what is said to that. */
function sidNot<Prefix extends string>(
  prefix: Prefix,
  mistake: RegExp,
  got: string,
): SidSchema<Prefix> {
  const what = `${prefix} and 32 hex digits`;
  return of([prefix], (issue) => {
    const { input } = issue;
    const isMistake = typeof input === "string" && mistake.test(input);
    return isMistake ? `expected ${what}, got ${got}` : expected(what)(issue);
  });
}

function of<Prefix extends string>(prefixes: Prefix[], message: IssueText): SidSchema<Prefix> {
  const pattern = RegExp(`^(${prefixes.join("|")})[\\da-fA-F]{32}$`);
  return v.pipe(v.string(message), v.regex(pattern, message)) as unknown as SidSchema<Prefix>;
}

/**
 * The SID of an account: `AC` and 32 hex digits.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { AccountSidSchema } from "@senderpool/twilio/valibot";
 *
 * v.parse(AccountSidSchema, "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
 * ```
 */
export const AccountSidSchema: SidSchema<"AC"> = /* @__PURE__ */ sid("AC");

/**
 * The SID of a Messaging Service: `MG` and 32 hex digits.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { MessagingServiceSidSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(MessagingServiceSidSchema, "whatsapp:+12487960483");
 * console.log(issues?.[0].message); // expected MG and 32 hex digits, got an address
 * ```
 */
export const MessagingServiceSidSchema: SidSchema<"MG"> = /* @__PURE__ */ sid("MG");

/**
 * The SID of a channel sender, which a sender of an account is: `XE` and 32 hex digits.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ChannelSenderSidSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(ChannelSenderSidSchema, "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
 * console.log(issues?.[0].message); // expected XE and 32 hex digits, got PN and 32 hex digits
 * ```
 */
export const ChannelSenderSidSchema: SidSchema<"XE"> = /* @__PURE__ */ sidNot(
  "XE",
  /^(\+|[a-z]+:)/,
  "an address, whose SID is among senders.list({ channel })",
);

/**
 * The SID of a phone number: `PN` and 32 hex digits.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { PhoneNumberSidSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(PhoneNumberSidSchema, "+12487960483");
 * console.log(issues?.[0].message);
 * // expected PN and 32 hex digits, got a phone number: pool.attach takes it, …
 * ```
 */
export const PhoneNumberSidSchema: SidSchema<"PN"> = /* @__PURE__ */ sidNot(
  "PN",
  /^\+?[\d\s().-]{7,}$/,
  "a phone number: pool.attach takes it, or incomingPhoneNumbers.list finds its SID",
);

/** The SID of a short code: `SC` and 32 hex digits. */
export const ShortCodeSidSchema: SidSchema<"SC"> = /* @__PURE__ */ sidNot(
  "SC",
  /^\d{3,8}$/,
  "a short code: pool.attach takes it, or accountShortCodes.list finds its SID",
);

/** The SID of an alpha sender, of a destination alpha sender too: `AI` and 32 hex digits. */
export const AlphaSenderSidSchema: SidSchema<"AI"> = /* @__PURE__ */ sidNot(
  "AI",
  /^[\w &+-]{1,11}$/,
  "a name, whose SID alphaSenders.list finds",
);

/** The SID of an API key, its user name: `SK` and 32 hex digits. */
export const ApiKeySidSchema: SidSchema<"SK"> = /* @__PURE__ */ sid("SK");

/** The client ID of an OAuth app: `OQ` and 32 hex digits. */
export const OAuthClientIdSchema: SidSchema<"OQ"> = /* @__PURE__ */ sid("OQ");

/** The SID of a public key, for public key client validation: `CR` and 32 hex digits. */
export const PublicKeySidSchema: SidSchema<"CR"> = /* @__PURE__ */ sid("CR");

/** The SID of a message: `SM` or `MM` and 32 hex digits. */
export const MessageSidSchema: SidSchema<"SM" | "MM"> = /* @__PURE__ */ sid("SM", "MM");

/** The SID of a content template: `HX` and 32 hex digits. */
export const ContentSidSchema: SidSchema<"HX"> = /* @__PURE__ */ sid("HX");

/** The SID of a TwiML application: `AP` and 32 hex digits. */
export const ApplicationSidSchema: SidSchema<"AP"> = /* @__PURE__ */ sid("AP");
