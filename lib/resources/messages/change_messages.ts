import type { Operation, Recovery } from "../../types.ts";
import { operation } from "../../wire/operation.ts";
import { type Message, toMessage } from "./message.ts";
import { type FetchMessageInput, resource } from "./path.ts";

/** Twilio's code for what is not there. */
const notThere = 20404;

/**
 * Cancels a message that is still `scheduled`, which one is that was created with `sendAt`; it answers
 * with the message, `canceled`. Twilio refuses every other one (30409).
 *
 * Where an attempt got no answer, the message itself tells whether it is canceled; if it is not, it is
 * canceled once more, which can only succeed or be refused because the message was sent meanwhile.
 *
 * @see https://www.twilio.com/docs/messaging/features/message-scheduling#cancel-a-scheduled-message
 * @see https://www.twilio.com/docs/api/errors/30409
 *
 * @example
 * ```ts
 * import { cancelMessage } from "@senderpool/twilio";
 *
 * const input = {
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const request = cancelMessage.request(input);
 * console.log(request.method, await request.text()); // POST Status=canceled
 * const recorded = Response.json({ sid: input.sid, status: "canceled" });
 * console.log((await cancelMessage.parse(recorded)).status); // canceled
 * ```
 */
export const cancelMessage: Operation<FetchMessageInput, Message> = /* @__PURE__ */ operation({
  method: "POST",
  url: resource,
  form: () => ({ Status: "canceled" }),
  read: toMessage,
  // By this code a repeat is refused, whether an earlier attempt canceled the message or it was sent.
  recovery: /* @__PURE__ */ seenBy(30409, ({ status }) => status === "canceled"),
});

/**
 * Takes the text out of a message, and leaves the rest of it: its `body` is empty from then on. There
 * is no way back. Media files are not touched; {@linkcode deleteMessage} takes them away too.
 *
 * Where an attempt got no answer, the message itself tells whether its text is gone; if it is not, it
 * is taken out once more, which does no more the second time than the first.
 *
 * @see https://www.twilio.com/docs/messaging/tutorials/how-to-retrieve-and-modify-message-history
 *
 * @example
 * ```ts
 * import { redactMessage } from "@senderpool/twilio";
 *
 * const input = {
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const request = redactMessage.request(input);
 * console.log(request.method, await request.text()); // POST Body=
 * const recorded = Response.json({ sid: input.sid, body: "", status: "delivered" });
 * console.log((await redactMessage.parse(recorded)).body === ""); // true
 * ```
 */
export const redactMessage: Operation<FetchMessageInput, Message> = /* @__PURE__ */ operation({
  method: "POST",
  url: resource,
  form: () => ({ Body: "" }),
  read: toMessage,
  // A repeat is not refused but where somebody has deleted the message meanwhile.
  recovery: /* @__PURE__ */ seenBy(notThere, ({ body }) => body === ""),
});

/**
 * Deletes a message, and its media. There is no way back. Twilio refuses to while it is on its way
 * (20009); it may take minutes after it was sent, and in rare cases days.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#delete-a-message-resource
 * @see https://www.twilio.com/docs/api/errors/20009
 *
 * @example
 * ```ts
 * import { deleteMessage } from "@senderpool/twilio";
 *
 * const input = {
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(deleteMessage.request(input).method); // DELETE
 * await deleteMessage.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteMessage: Operation<FetchMessageInput, void> = /* @__PURE__ */ operation({
  method: "DELETE",
  url: resource,
  doneCode: 20404,
});

/** How to find out whether a message was changed: it is fetched, and looked at. */
function seenBy(
  doneCode: number,
  isChanged: (message: Message) => boolean,
): Recovery<FetchMessageInput, Message> {
  const find = operation({
    method: "GET",
    url: resource,
    read(body: unknown) {
      const message = toMessage(body);
      return isChanged(message) ? message : null;
    },
  });
  return { doneCode, find, missingCode: notThere };
}
