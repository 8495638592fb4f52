import { checkInput } from "../../../wire/input.ts";
import type { Random } from "../../random.ts";
import { type Account, type Service, type State, toSeconds } from "../../state/state.ts";
import { channelSendersOf } from "../channel_senders.ts";
import { newSid } from "../new_sid.ts";
import { phoneNumbersOf } from "../phone_numbers.ts";
import { accountSenders } from "../senders/state.ts";
import { serviceSettings } from "../services/settings.ts";
import { shortCodesOf } from "../short_codes.ts";
import { type Callbacks, type Heard, webUrl } from "./callbacks.ts";
import { sendersOf } from "./choose.ts";
import type { Delivery } from "./delivery.ts";
import { checkInbound, type InboundMessage } from "./inbound_input.ts";
import { inboundParams } from "./inbound_params.ts";
import { restoreMessage } from "./restore.ts";
import type { InboundWebhookSeed } from "./seed.ts";
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

/** Whom an address belongs to. */
interface Owner {
  readonly account: Account;
  readonly service: Service | null;
  readonly channelSender: string | null;
}

/** Where a message is told of. */
interface Webhook {
  readonly url: string;
  readonly method: "POST" | "GET";
}

/** What a sender's own webhook is. */
type OwnWebhook = Omit<InboundWebhookSeed, "sender">;

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
      failed = { ErrorCode: `${answer.code}`, ErrorUrl: webhook.url };
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
    const replies = messages.flatMap((answer) => reply(account, received, answer));
    return { sid: received.sid, ...sids, errorCode, replies };
  };
}

/** The account that has a sender, and the service that the sender is in. */
function ownerOf({ accounts }: State, address: string): Owner | null {
  for (const account of accounts) {
    const isIt = ({ sender }: { sender: string }) => sender === address;
    const channelSender = [...channelSendersOf(account).values()].find(isIt);
    const numbers = [...phoneNumbersOf(account).values(), ...shortCodesOf(account).values()];
    if (!channelSender && !numbers.some(isIt)) continue;
    const services = [...account.services.values()];
    const isIn = (service: Service) => sendersOf(service).some(({ sender }) => sender === address);
    const service = services.find(isIn) ?? null;
    return { account, service, channelSender: channelSender?.sid ?? null };
  }
  return null;
}

/**
 * Where a message is told of, and where else if that fails. The service's webhook is told, but where
 * the service leaves that to the sender's own, and the sender has one. Where neither has any, it is
 * told nowhere; of a service that insists on its own and has none, nothing comes in, as documented.
 *
 * @returns `null` where the message is dropped
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
function webhooksOf({ account, service }: Owner, address: string): Webhook[] | null {
  const own = accountMessaging(account).webhooks.get(address) ?? webhookOfSender(account, address);
  const settings = service && serviceSettings(service);
  if (own && (!settings || settings.useInboundWebhookOnNumber)) {
    const { url, method, fallbackUrl, fallbackMethod } = own;
    return [
      { url, method: toMethod(method) },
      ...fallbackUrl ? [{ url: fallbackUrl, method: toMethod(fallbackMethod) }] : [],
    ];
  }
  if (!settings) return [];
  const { inboundRequestUrl, inboundMethod, fallbackUrl, fallbackMethod } = settings;
  if (inboundRequestUrl === null) return settings.useInboundWebhookOnNumber ? [] : null;
  return [
    { url: inboundRequestUrl, method: toMethod(inboundMethod) },
    ...fallbackUrl === null ? [] : [{ url: fallbackUrl, method: toMethod(fallbackMethod) }],
  ];
}

/**
 * The webhook that `Channels/Senders` says of a sender. It may be a PUT there, which nobody has
 * recorded: here it is a POST.
 */
function webhookOfSender(account: Account, address: string): OwnWebhook | null {
  const senders = [...accountSenders(account).details.values()];
  const webhook = senders.find(({ senderId }) => senderId === address)?.webhook ?? {};
  const textOf = (name: string) => {
    const value = webhook[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const url = textOf("callback_url");
  return url === undefined ? null : { url, fallbackUrl: textOf("fallback_url") ?? null };
}

const toMethod = (method?: string): Webhook["method"] => method === "GET" ? "GET" : "POST";

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
