import { checkInput } from "../../../wire/input.ts";
import type { Random } from "../../random.ts";
import { type Account, currentAccount, type State, toSeconds } from "../../state/state.ts";
import { withoutUserInfo } from "../../record/masking.ts";
import { newSid } from "../new_sid.ts";
import { type Callbacks, type Heard, webUrl } from "./callbacks.ts";
import type { Delivery } from "./delivery.ts";
import { checkInbound, type InboundMessage } from "./inbound_input.ts";
import { inboundParams } from "./inbound_params.ts";
import { ownerOf, type Webhook, webhooksOf } from "./inbound_webhooks.ts";
import { restoreMessage } from "./restore.ts";
import { accountMessaging, type SentMessage } from "./state.ts";
import { readTwiml, type TwimlMessage } from "./twiml.ts";
import { noteInbound } from "./window.ts";

/** An inbound message, and what came of it. */
export interface ReceivedMessage {
  /** SID of the message; `null` where it was dropped, because the service has no webhook. */
  readonly sid: string | null;
  /** SID of the account whose sender it was for. */
  readonly accountSid: string;
  /** SID of the Messaging Service that the sender is in; `null` where it is in none. */
  readonly messagingServiceSid: string | null;
  /** Twilio's code for why no webhook gave a good answer; `null` where one did, or there is none. */
  readonly errorCode: number | null;
  /** SIDs of the messages that were sent in answer. */
  readonly replies: readonly string[];
}

/** Takes in messages of customers. */
export type Receive = (state: State, input: InboundMessage) => Promise<ReceivedMessage>;

/** What one needs to take in messages. */
export interface InboundParts {
  readonly now: () => Date;
  readonly random: Random;
  readonly callbacks: Callbacks;
  readonly delivery: Delivery;
}

/** Makes what takes in messages of customers. */
export function createInbound({ now, random, callbacks, delivery }: InboundParts): Receive {
  function add(
    account: Account,
    seed: Omit<Parameters<typeof restoreMessage>[0], "sid" | "dateCreated">,
  ): SentMessage {
    const { messages } = accountMessaging(account);
    const isTaken = (sid: string) => messages.get(sid) !== undefined;
    const sid = newSid(seed.mediaUrls?.length ? "MM" : "SM", random, isTaken, messages.size);
    const message = restoreMessage({ ...seed, sid, dateCreated: now().toISOString() });
    delivery.add(account, message);
    return message;
  }

  /** Sends what a webhook answered, to whom wrote, from whom it was sent to. What cannot be, is not. */
  function reply(account: Account, received: SentMessage, answer: TwimlMessage): string[] {
    const { body, media, statusCallback } = answer;
    const isMessage = (body || media.length) && Array.from(body).length <= 1600;
    if (!isMessage || media.length > 10 || !media.every((url) => webUrl(url))) return [];
    const { to, from, channelSender, messagingServiceSid } = received;
    const message = add(account, {
      to: from!,
      from: to,
      channelSender,
      messagingServiceSid,
      body,
      mediaUrls: media,
      direction: "outbound-reply",
      status: "queued",
      statusCallback: statusCallback && webUrl(statusCallback) ? statusCallback : null,
    });
    delivery.accept(account, message);
    return [message.sid];
  }

  /** Asks the webhooks one after the other, until one gives a good answer. */
  async function ask(
    account: Account,
    { sid }: SentMessage,
    params: Record<string, string>,
    webhooks: readonly Webhook[],
  ): Promise<{ messages: readonly TwimlMessage[]; errorCode: number | null }> {
    let failed: { ErrorCode: string; ErrorUrl: string } | null = null;
    for (const webhook of webhooks) {
      const heard = await callbacks.tell({
        ...webhook,
        messageSid: sid,
        messageStatus: "received",
        params: { ...params, ...failed },
        authToken: account.authToken,
        reads: true,
      });
      const answer = answerIn(heard);
      if (answer.messages) return { messages: answer.messages, errorCode: null };
      failed = { ErrorCode: `${answer.code}`, ErrorUrl: withoutUserInfo(webhook.url) };
    }
    return { messages: [], errorCode: failed && Number(failed.ErrorCode) };
  }

  return async (state, given) => {
    const input = checkInbound(given);
    const owner = ownerOf(state, input.to);
    checkInput(owner, "to", "a sender that an account has");
    const { account, service, channelSender } = owner;
    const sids = { accountSid: account.sid, messagingServiceSid: service?.sid ?? null };
    const webhooks = webhooksOf(owner, input.to);
    if (!webhooks) return { sid: null, ...sids, errorCode: null, replies: [] };

    const received = add(account, {
      to: input.to,
      from: input.from,
      channelSender,
      messagingServiceSid: sids.messagingServiceSid,
      body: input.body,
      mediaUrls: input.media.map(({ url }) => url),
      direction: "inbound",
      status: "received",
      dateSent: toSeconds(now()),
    });
    noteInbound(account, input.from, input.to, now());
    delivery.announce(account, received);
    const params = inboundParams(account, received, input);
    const { messages, errorCode } = await ask(account, received, params, webhooks);
    // A seed may have been put in meanwhile.
    const current = currentAccount(account, state);
    const replies = messages.flatMap((answer) => reply(current, received, answer));
    return { sid: received.sid, ...sids, errorCode, replies };
  };
}

/**
 * What a webhook answered, or the code of why that is none: no answer, an error status, too much, or
 * no TwiML.
 *
 * @see https://www.twilio.com/docs/api/errors/11200
 * @see https://www.twilio.com/docs/api/errors/11205
 * @see https://www.twilio.com/docs/api/errors/11750
 */
function answerIn({ outcome, status, type, text }: Heard): ReturnType<typeof readTwiml> {
  if (status === null) return { messages: null, code: 11205 };
  if (outcome !== "answered" || status >= 400) return { messages: null, code: 11200 };
  if (text === null) return { messages: null, code: 11750 };
  return readTwiml(type, text);
}
