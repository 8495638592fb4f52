import type * as v from "valibot";
import { type Address, type Channel, parseAddress } from "../addresses/addresses.ts";
import { isTwilioInputError } from "../error_guards.ts";
import { faultless, piped, type TextSchema } from "./parts.ts";

/** What an address is of: its channel, and what comes after the channel's prefix. */
export type AddressFromTextSchema = v.GenericSchema<
  string,
  { channel: "sms" | "whatsapp" | "messenger" | "rcs"; id: string }
>;

/** Says what is wrong with an address: what was expected and what it is, or `null` if it is right. */
type Verdict = (address: Address) => string | null;

/** Text that is an address, of which a verdict may ask for more. */
function address<Prefix extends string = "">(verdict: Verdict = () => null): TextSchema<Prefix> {
  const schema = faultless<string>((input) => {
    try {
      return verdict(parseAddress(input as string));
    } catch (error) {
      // The words are the core's, also of what is no text.
      if (isTwilioInputError(error)) return error.reason;
      throw error;
    }
  });
  return schema as unknown as TextSchema<Prefix>;
}

/** Text that is an address of this channel. */
function addressOf<Prefix extends string>(channel: Channel): TextSchema<Prefix> {
  return address(({ channel: other }) =>
    other === channel ? null : `expected an address of ${channel}, got one of ${other}`
  );
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
export const AddressSchema: TextSchema = /* @__PURE__ */ address();

/** The address of a recipient: any but that of an agent of RCS, which only sends. */
export const RecipientAddressSchema: TextSchema = /* @__PURE__ */ address(({ channel, id }) =>
  channel === "rcs" && !id.startsWith("+") ? "expected a number, got an RCS agent" : null
);

/**
 * The address of a phone, for SMS and MMS: its number in E.164.
 *
 * @see https://www.twilio.com/docs/glossary/what-e164
 */
export const PhoneAddressSchema: TextSchema<"+"> = /* @__PURE__ */ addressOf("sms");

/** An address of WhatsApp, such as `whatsapp:+12487960483`. */
export const WhatsAppAddressSchema: TextSchema<"whatsapp:"> = /* @__PURE__ */ addressOf("whatsapp");

/** An address of Messenger, such as `messenger:104794531907950`. */
export const MessengerAddressSchema: TextSchema<"messenger:"> = /* @__PURE__ */ addressOf(
  "messenger",
);

/** An address of RCS: an agent, such as `rcs:ms_dev_test_agent`, or a phone number. */
export const RcsAddressSchema: TextSchema<"rcs:"> = /* @__PURE__ */ addressOf("rcs");

/**
 * An address from text to what it consists of: what the core's `parseAddress` does.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { AddressFromTextSchema } from "@senderpool/twilio/valibot";
 *
 * console.log(v.parse(AddressFromTextSchema, "rcs:agent")); // { channel: "rcs", id: "agent" }
 * ```
 */
export const AddressFromTextSchema: AddressFromTextSchema = /* @__PURE__ */ piped(
  AddressSchema,
  (text) => parseAddress(text),
);
