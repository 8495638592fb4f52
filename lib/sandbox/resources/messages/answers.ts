import { type Answer, refusal } from "../../http/answers.ts";

// What a message is refused with. Unless a function says otherwise, the status is inferred, and the
// sentence is the name in Twilio's error dictionary, https://www.twilio.com/docs/api/errors.

/** There is no `To`. Recorded. */
export const noRecipient = (): Answer => refusal(400, 21604, "A 'To' phone number is required.");

/** There is neither a sender nor a service. Recorded in 2015 and 2017; newer names have both. */
export const namesNoSender = (): Answer =>
  refusal(400, 21603, "A 'From' phone number is required.");

/** `To` is no address. Recorded (dixahq/twilio-client). */
export const invalidRecipient = (to: string): Answer =>
  refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);

/** `From` is no sender of any kind. Recorded (dixahq/twilio-client). */
export const invalidSender = (from: string): Answer =>
  refusal(
    400,
    21212,
    `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
  );

/** The number is not the account's. Recorded. */
export const otherSender = (from: string, account: string): Answer =>
  refusal(400, 21660, `Mismatch between the 'From' number ${from} and the account ${account}`);

/** The account has no such channel sender. Recorded (freescout-help-desk/freescout, issue 3595). */
export const noChannel = (): Answer =>
  refusal(400, 63007, "Twilio could not find a Channel with the specified From address");

/** `From` and `To` are of different channels: two codes are documented, of which 21910 is recorded. */
export const channelsDiffer = (code: 21910 | 30016): Answer =>
  code === 21910
    ? refusal(
      400,
      code,
      "Invalid From and To pair. From and To should be of the same channel",
    )
    : refusal(400, code, "'To' and 'From' channel types are incompatible");

/** There is nothing to send: 21602 is documented for it, 21619 recorded. */
export const noContent = (code: 21602 | 21619): Answer =>
  code === 21602
    ? refusal(400, code, "Message body is required.")
    : refusal(400, code, "A text message body or media urls must be specified.");

/** The text is too long. Recorded (dixahq/twilio-client). */
export const bodyTooLong = (): Answer =>
  refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit.");

/** A URL of media is malformed. */
export const invalidMedia = (): Answer => refusal(400, 21620, "Invalid media URL(s)");

/** There are too many media files. */
export const tooManyMedia = (): Answer =>
  refusal(400, 21623, "Number of media files exceeds allowed limit");

/** There are variables, and no template. */
export const noTemplate = (): Answer => refusal(400, 21654, "ContentSid Required");

/** The template's SID is malformed. */
export const invalidTemplate = (): Answer => refusal(400, 21655, "The ContentSid is Invalid");

/** The variables are no JSON object. */
export const invalidVariables = (): Answer =>
  refusal(400, 21656, "The ContentVariables Parameter is invalid");

/** `StatusCallback` is no URL. Recorded, of URLs of localhost too, which a sandbox takes. */
export const invalidCallback = (url: string): Answer =>
  refusal(400, 21609, `The 'StatusCallback' URL ${url} is not a valid URL.`);

/** `ValidityPeriod` is out of range. */
export const invalidValidity = (): Answer => refusal(400, 21624, "Invalid validity period value");

/** `FallbackFrom` beside `From`. */
export const fallbackBesideSender = (): Answer =>
  refusal(400, 21664, "'FallbackFrom' cannot be used with a 'From' sender");

/** `FallbackFrom` is no sender of SMS that the account has. */
export const invalidFallback = (): Answer => refusal(400, 21665, "Invalid 'FallbackFrom' sender");

/** `FallbackFrom` without a service. */
export const fallbackWithoutService = (): Answer =>
  refusal(400, 21666, "'FallbackFrom' requires MessagingServiceSid");

/** `FallbackFrom`, and a service without a sender on RCS. */
export const fallbackWithoutRcs = (): Answer =>
  refusal(400, 21667, "'FallbackFrom' requires the Messaging Service to have an RCS Sender");

/** The service is not the account's. The status is that of the dictionary. */
export const noService = (): Answer => refusal(404, 21701, "The Messaging Service does not exist");

/** The service's SID is malformed. */
export const invalidService = (): Answer => refusal(400, 21705, "The Messaging Service is invalid");

/** Of a service no sender fits, or there is none: told at once, which Twilio may never do. */
export const noneFits = (code: number): Answer => refusal(400, code, errorName(code) ?? "");

/** `ScheduleType` without a time. */
export const noTime = (): Answer => refusal(400, 35111, "SendAt timestamp is missing");

/** A time that is none, or too soon, or too far off. */
export const invalidTime = (): Answer =>
  refusal(400, 35114, "Scheduling does not support this timestamp");

/** Scheduled without a service. */
export const timeWithoutService = (): Answer =>
  refusal(400, 35118, "MessagingServiceSid is required to schedule a message");

/** A `ScheduleType` other than `fixed`. */
export const invalidSchedule = (): Answer =>
  refusal(400, 35126, "The ScheduleType value provided is not supported for this channel");

/** A change other than to cancel or to redact, or both at once, as documented. */
export const invalidChange = (): Answer => refusal(400, 30400, "Parameters are not valid");

/** To be canceled, and not scheduled any more. The code is documented. */
export const notScheduled = (): Answer => refusal(409, 30409, "This message cannot be canceled");

/**
 * To be deleted, and still on its way. The code is documented; its status is unknown, and that of a
 * text to be taken out it says the same.
 */
export const notComplete = (status: number): Answer =>
  refusal(status, 20009, "Cannot delete this resource before it is complete");

// The names of what a message fails with later, as the error dictionary has them.
const errorNames: Readonly<Record<number, string>> = {
  21610: "Attempt to send to unsubscribed recipient",
  21703: "The Messaging Service does not have a phone number available to send a message",
  21704: "The Messaging Service contains no phone numbers",
  30001: "Queue overflow",
  30002: "Account suspended",
  30003: "Unreachable destination handset",
  30004: "Message blocked",
  30005: "Unknown destination handset",
  30006: "Landline or unreachable carrier",
  30007: "Message filtered",
  30008: "Unknown error",
  63003: "Channel could not find To address",
  63007: "Twilio could not find a Channel with the specified From address",
  63016: "Failed to send freeform message because you are outside the allowed window. If you are " +
    "using WhatsApp, please use a Message Template.",
  63018: "Rate limit exceeded for Channel",
  63024: "Invalid message recipient",
  63036: "The specified phone number cannot be reached by RBM at this time.",
};

/** What a code is called, of those that a message may end with; `null` where it is another. */
export function errorName(code: number | null): string | null {
  return errorNames[code ?? 0] ?? null;
}
