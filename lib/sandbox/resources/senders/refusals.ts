/** What requests about senders are refused with. */
import { type Answer, refusal } from "../../http/answers.ts";

/**
 * A body that is none, or a member of it. That the code is for all of these, and that the message names
 * the member, is documented; status and wording are inferred.
 *
 * @see https://www.twilio.com/docs/api/errors/63100
 */
export const invalidBody = (member: string): Answer =>
  refusal(400, 63100, `Sender validation failed: ${member}`);

/** There is such a sender. Recorded in dixahq/twilio-client, with this code of a malformed body. */
export const alreadyThere = (): Answer => refusal(409, 63100, "sender_id provided already exists");

/** The codes are those of the error dictionary; 400 and 409 of the first and last are recorded. */
const creates: Readonly<Record<63101 | 63102 | 63103, [status: number, message: string]>> = {
  63101: [400, "The WhatsApp Business Account ID is invalid"],
  63102: [400, "The account is linked to another WhatsApp Business Account"],
  63103: [409, "The credit line could not be extended to the WhatsApp Business Account"],
};

/** Why a sender is not created, by the code. */
export function notCreated(code: 63101 | 63102 | 63103): Answer {
  const [status, message] = creates[code];
  return refusal(status, code, message);
}

/** RCS can't do that. The code is that of the error dictionary; its status is inferred. */
export const notOnThisChannel = (): Answer =>
  refusal(400, 63105, "The channel does not support this action");

/**
 * Meta declined the name. Code and status are documented; the message has Meta's reason.
 *
 * @see https://www.twilio.com/docs/api/errors/63124
 */
export const nameDeclined = (): Answer =>
  refusal(400, 63124, "The display name was declined by Meta: it does not comply with guidelines");

/**
 * Another name is under way. Code and status are documented.
 *
 * @see https://www.twilio.com/docs/api/errors/63128
 */
export const nameUnderWay = (): Answer =>
  refusal(409, 63128, "Another display name change is in progress for this sender");

/** A list without its channel. The form is that of other missing parameters, the wording inferred. */
export const missingChannel = (): Answer =>
  refusal(400, 20001, "Missing required parameter Channel in the query");
