import { type Answer, refusal } from "../../http/answers.ts";
import type { Account } from "../../state/state.ts";
import { accountMessaging } from "./state.ts";

/**
 * Why a message to a recipient is refused at once, by Twilio's code. The codes are documented, and that
 * of 21610 is the sentence of the error dictionary; the other sentences, and the status 400, are
 * inferred from reports.
 */
const recipientRefusals: Readonly<Record<number, (to: string, from: string) => string>> = {
  21211: (to) => `The 'To' number ${to} is not a valid phone number.`,
  21408: (to) =>
    `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}`,
  21608: (to) =>
    `The number ${to} is unverified. Trial accounts cannot send messages to unverified numbers; ` +
    `verify ${to} at twilio.com/user/account/phone-numbers/verified, or purchase a Twilio number to ` +
    "send messages to unverified numbers",
  21610: () => "Attempt to send to unsubscribed recipient",
  21612: (to, from) =>
    `Message cannot be sent with the current combination of 'To' (${to}) and/or 'From' (${from}) parameters`,
  21614: (to) => `'To' number is not a valid mobile number: ${to}`,
};

/** The codes that a seed may refuse a recipient with. */
export const recipientCodes: readonly number[] = Object.keys(recipientRefusals).map(Number);

/**
 * The numbers that Twilio's test credentials refuse as recipients. They are nobody's, so that they are
 * refused here to everyone.
 *
 * @see https://www.twilio.com/docs/iam/test-credentials
 */
const magicRecipients: Readonly<Record<string, number>> = {
  "+15005550001": 21211,
  "+15005550002": 21612,
  "+15005550003": 21408,
  "+15005550004": 21610,
  "+15005550009": 21614,
};

/** The same of senders; `null` is one that is taken, whoever's it is. */
const magicSenders: Readonly<Record<string, (() => Answer) | null>> = {
  "+15005550001": () =>
    refusal(
      400,
      21212,
      "The 'From' number +15005550001 is not a valid phone number, shortcode, or alphanumeric sender ID.",
    ),
  "+15005550006": null,
  "+15005550007": () =>
    refusal(
      400,
      21606,
      "The 'From' phone number provided (+15005550007) is not a valid message-capable Twilio phone " +
        "number for this destination",
    ),
  "+15005550008": () =>
    refusal(400, 21611, "This 'From' number has exceeded the maximum number of queued messages"),
};

/** Why nobody may be sent a message here: as the seed has it, or as of a magic number. */
export function refusedRecipient(account: Account, to: string, from: string): Answer | null {
  const code = accountMessaging(account).refused.get(to) ?? magicRecipients[to];
  const sentence = code === undefined ? undefined : recipientRefusals[code];
  return sentence ? refusal(400, code!, sentence(to, from)) : null;
}

/** What a magic number is answered as a sender; `undefined` where it is none. */
export function magicSender(from: string): Answer | null | undefined {
  return Object.hasOwn(magicSenders, from) ? magicSenders[from]?.() ?? null : undefined;
}
