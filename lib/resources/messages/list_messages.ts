import type { ListInput } from "../../call/listing.ts";
import type { Operation } from "../../types.ts";
import { operation } from "../../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toUriPage } from "../../wire/page.ts";
import type { AccountReference } from "../account/account.ts";
import { type MessageFilter, toFilters } from "./filter.ts";
import { type Message, toMessage } from "./message.ts";
import { collection } from "./path.ts";

/** One page of the messages of an account. */
export interface MessagePageInput extends AccountReference, MessageFilter, PageInput {}

/** The messages of an account. */
export interface MessageListInput extends MessageFilter, ListInput {
  /** SID of the account. Default: the one that the client has messages of. */
  readonly accountSid?: string | undefined;
}

/**
 * Fetches one page of the messages of an account, the newest first. Spread the page's `next` into the
 * input to ask for the next one, or leave the paging to the `list` of {@linkcode messages}.
 *
 * A message that was not sent, such as one that is `scheduled`, has no day on which it was, and is in
 * no list of a day.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 *
 * @example
 * ```ts
 * import { listMessages } from "@senderpool/twilio";
 *
 * const accountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const request = listMessages.request({ accountSid, to: "+14155550199", sentOn: "2026-11-26" });
 * console.log(request.url);
 * // https://api.twilio.com/2010-04-01/Accounts/ACaaa…/Messages.json?To=%2B14155550199&DateSent=2026-11-26
 * const recorded = Response.json({ messages: [], next_page_uri: null });
 * console.log((await listMessages.parse(recorded)).next); // null
 * ```
 */
export const listMessages: Operation<MessagePageInput, Page<Message>> = /* @__PURE__ */ operation({
  method: "GET",
  url: (input: MessagePageInput, target) =>
    collection(input, target) + pageQuery(input, toFilters(input)),
  read: (body, metadata) => toUriPage(body, "messages", toMessage, metadata),
});
