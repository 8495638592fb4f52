import * as v from "valibot";
import { type Channel, parseAddress, recipient } from "../addresses/addresses.ts";
import { checkInput } from "../wire/input.ts";
import { asCore, expected, piped, type TextSchema } from "./parts.ts";

/** What an address is of: its channel, and what comes after the channel's prefix. */
export type AddressFromTextSchema = v.GenericSchema<
  string,
  { channel: "sms" | "whatsapp" | "messenger" | "rcs"; id: string }
>;

function address(test: (text: string) => unknown): v.GenericSchema<string> {
  return v.pipe(v.string(expected("an address")), asCore(test));
}

function of<Prefix extends string>(channel: Channel): TextSchema<Prefix> {
  return address((text) => {
    const { channel: other } = parseAddress(text);
    checkInput(other === channel, "address", `an address of ${channel}, got one of ${other}`);
  }) as TextSchema<Prefix>;
}

/**
 * An address of any channel: a phone number in E.164, or an address of WhatsApp, Messenger or RCS.
 *
 * @see https://www.twilio.com/docs/messaging/channels
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { AddressSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(AddressSchema, "whatsapp:12487960483");
 * console.log(issues?.[0].message);
 * // expected + and 7 to 15 digits, or a user's id, got digits without +
 * ```
 */
export const AddressSchema: TextSchema = /* @__PURE__ */ address(parseAddress);

/** An address that a message can go to: an agent of RCS only sends. */
export const RecipientSchema: TextSchema = /* @__PURE__ */ address((text) => recipient(text, "to"));

/**
 * A phone number in E.164.
 *
 * @see https://www.twilio.com/docs/glossary/what-e164
 */
export const PhoneNumberSchema: TextSchema<"+"> = /* @__PURE__ */ of("sms");

/** An address of WhatsApp, such as `whatsapp:+12487960483`. */
export const WhatsAppAddressSchema: TextSchema<"whatsapp:"> = /* @__PURE__ */ of("whatsapp");

/** An address of Messenger, such as `messenger:104794531907950`. */
export const MessengerAddressSchema: TextSchema<"messenger:"> = /* @__PURE__ */ of("messenger");

/** An address of RCS: an agent, such as `rcs:ms_dev_test_agent`, or a phone number. */
export const RcsAddressSchema: TextSchema<"rcs:"> = /* @__PURE__ */ of("rcs");

/**
 * An address from text to what it consists of: what the core's `parseAddress` does.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ParsedAddressSchema } from "@senderpool/twilio/valibot";
 *
 * console.log(v.parse(ParsedAddressSchema, "rcs:agent")); // { channel: "rcs", id: "agent" }
 * ```
 */
export const ParsedAddressSchema: AddressFromTextSchema = /* @__PURE__ */ piped(
  AddressSchema,
  (text) => parseAddress(text),
);
