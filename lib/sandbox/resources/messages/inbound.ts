/**
 * Messages of customers: they arrive at the webhook of the service or of the sender that they are
 * written to, and what that answers is sent as a reply.
 */
import { addressIn } from "../../../addresses/addresses.ts";
import { checkInput } from "../../../wire/input.ts";
import type { Random } from "../../random.ts";
import type { Account, Service, State } from "../../state/state.ts";
import { channelSendersOf } from "../channel_senders.ts";
import { newSid } from "../new_sid.ts";
import { phoneNumbersOf } from "../phone_numbers.ts";
import { accountSenders } from "../senders/state.ts";
import { serviceSettings } from "../services/settings.ts";
import { shortCodesOf } from "../short_codes.ts";
import type { Callbacks } from "./callbacks.ts";
import { sendersOf } from "./choose.ts";
import type { Delivery } from "./delivery.ts";
import { inboundFields } from "./inbound_fields.ts";
import { restoreMessage } from "./restore.ts";
import { accountMessaging, type SentMessage } from "./state.ts";
import { messagesOf } from "./twiml.ts";
import type { Told, WebhookAnswer } from "./webhook_call.ts";
import { noteInbound } from "./window.ts";

/** A message that a customer writes. */
export interface InboundMessage {
  /** The customer, such as `whatsapp:+14155550199`. */
  readonly from: string;
  /** Whom it is written to: a sender, a phone number or a short code of an account. */
  readonly to: string;
  /** Text. Default: none. */
  readonly body?: string | undefined;
  /** Its media: their URLs, and of what content type they are (default `image/jpeg`). */
  readonly media?: readonly (string | InboundMediaFile)[] | undefined;
  /** The button of a message of yours that was pressed instead of writing. */
  readonly button?: InboundButton | undefined;
  /** A place on the map. */
  readonly location?: InboundLocation | undefined;
  /** What the customer is called on WhatsApp. */
  readonly profileName?: string | undefined;
}

/** A file that comes with a message. */
export interface InboundMediaFile {
  /** Where it is. */
  readonly url: string;
  /** Its content type, such as `image/png`. */
  readonly contentType: string;
}

/** A button that was pressed. */
export interface InboundButton {
  /** What is written on it. */
  readonly text: string;
  /** What the template says it stands for. Default: the text. */
  readonly payload?: string | undefined;
  /** SID of the message that has it. Default: the last one to the customer. */
  readonly messageSid?: string | undefined;
}

/** A place on the map, in degrees. */
export interface InboundLocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly address?: string | undefined;
  readonly label?: string | undefined;
}

/** What came of a customer's message. */
export interface ReceivedMessage {
  /** SID of the message; `null` where the service drops what comes in. */
  readonly sid: string | null;
  /** SIDs of the replies. */
  readonly replies: readonly string[];
  /** What came of it, in words. */
  readonly reason: string;
}

/** Lets customers write. */
export type Receive = (state: State, inbound: InboundMessage) => Promise<ReceivedMessage>;

/** Where a message is to arrive. */
interface Webhook {
  readonly url: string;
  readonly method: "POST" | "GET";
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: "POST" | "GET";
}

/** Makes what lets customers write. */
export function createReceive(
  now: () => Date,
  random: Random,
  callbacks: Callbacks,
  delivery: Delivery,
): Receive {
  return async (state, inbound) => {
    checkInbound(inbound);
    const { account, service } = ownerOf(state, inbound.to);
    const webhook = webhookOf(account, service, inbound.to);
    if (webhook === "dropped") {
      const reason =
        `dropped: the service has no inboundRequestUrl, and does not defer to its senders`;
      return { sid: null, replies: [], reason };
    }
    const message = add(account, {
      from: inbound.from,
      to: inbound.to,
      body: inbound.body ?? inbound.button?.text ?? "",
      mediaUrls: (inbound.media ?? []).map((one) => typeof one === "string" ? one : one.url),
      status: "received",
      direction: "inbound",
      messagingServiceSid: service?.sid ?? null,
    });
    delivery.arrived(account, message);
    noteInbound(account, inbound.from, inbound.to, now());
    if (webhook === null) return { sid: message.sid, replies: [], reason: "nobody is told of it" };
    const { answer, url } = await tell(account, message, inbound, webhook);
    const asked = answer.reason === null ? messagesOf(answer) : null;
    if (asked === null || isFailure(answer)) {
      return { sid: message.sid, replies: [], reason: `${url} failed: ${failureOf(answer)}` };
    }
    const replies = asked.map(({ body, media, to }) => {
      const reply = add(account, {
        from: inbound.to,
        to: to ?? inbound.from,
        body,
        mediaUrls: media,
        status: "queued",
        direction: "outbound-reply",
        messagingServiceSid: service?.sid ?? null,
      });
      delivery.accept(account, reply);
      return reply.sid;
    });
    return { sid: message.sid, replies, reason: `${url} answered ${answer.status}` };
  };

  function add(
    account: Account,
    seed: Omit<Parameters<typeof restoreMessage>[0], "sid" | "dateCreated">,
  ): SentMessage {
    const { messages } = accountMessaging(account);
    const prefix = seed.mediaUrls?.length ? "MM" : "SM";
    const sid = newSid(prefix, random, (sid) => messages.get(sid) !== undefined, messages.size);
    const message = restoreMessage({ ...seed, sid, dateCreated: now().toISOString() });
    messages.add(sid, message);
    return message;
  }

  /** Tells the webhook, and where that fails the one that is there for it. */
  async function tell(
    account: Account,
    message: SentMessage,
    inbound: InboundMessage,
    { url, method, fallbackUrl, fallbackMethod }: Webhook,
  ): Promise<{ answer: WebhookAnswer; url: string }> {
    const about = { messageSid: message.sid, messageStatus: "received" };
    const params = inboundFields(account, message, inbound);
    const told: Told = {
      kind: "inbound",
      ...about,
      url,
      method,
      params,
      authToken: account.authToken,
    };
    const answer = await callbacks.ask(told);
    if (!isFailure(answer) || fallbackUrl === null) return { answer, url };
    const fallback: Told = {
      ...told,
      kind: "fallback",
      url: fallbackUrl,
      method: fallbackMethod,
      params: { ...params, ErrorCode: `${errorCodeOf(answer)}`, ErrorUrl: url },
    };
    return { answer: await callbacks.ask(fallback), url: fallbackUrl };
  }
}

/** @see https://www.twilio.com/docs/api/errors/11200 and, of TwiML, https://www.twilio.com/docs/api/errors/12100 */
function errorCodeOf({ status, reason }: WebhookAnswer): number {
  return reason !== null || status === null || status >= 400 ? 11200 : 12100;
}

function isFailure(answer: WebhookAnswer): boolean {
  const { status, reason } = answer;
  return reason !== null || status === null || status >= 400 || messagesOf(answer) === null;
}

function failureOf({ status, reason, type }: WebhookAnswer): string {
  if (reason !== null) return reason;
  return status !== null && status >= 400 ? `${status}` : `no TwiML, but ${type || "no type"}`;
}

function checkInbound(inbound: InboundMessage): void {
  checkInput(Object(inbound) === inbound, "inbound", "an object");
  const { from, to, body, media, button, location, profileName } = inbound;
  addressIn(from, "from");
  checkInput(typeof to === "string" && to !== "", "to", "the address of a sender");
  for (const [name, text] of Object.entries({ body, profileName })) {
    checkInput(text === undefined || typeof text === "string", name, "a text");
  }
  checkInput(media === undefined || Array.isArray(media), "media", "an array of URLs");
  for (const [at, one] of (media ?? []).entries()) {
    const url = typeof one === "string" ? one : Object(one).url;
    const isUrl = typeof url === "string" && URL.canParse(url);
    checkInput(isUrl, `media[${at}]`, "a URL, or { url, contentType }");
  }
  checkInput(
    button === undefined || typeof Object(button).text === "string",
    "button",
    "{ text, payload? }",
  );
  const { latitude, longitude } = Object(location);
  const isPlace = Number.isFinite(latitude) && Number.isFinite(longitude);
  checkInput(location === undefined || isPlace, "location", "{ latitude, longitude }");
}

/** Whose address it is, and in which service's pool. */
function ownerOf(state: State, address: string): { account: Account; service: Service | null } {
  for (const account of state.accounts) {
    for (const service of account.services.values()) {
      if (sendersOf(service).some(({ sender }) => sender === address)) return { account, service };
    }
  }
  const account = state.accounts.find((account) => hasSender(account, address));
  checkInput(account, "to", "the address of a sender or a number that an account has");
  return { account, service: null };
}

function hasSender(account: Account, address: string): boolean {
  const all = [channelSendersOf(account), phoneNumbersOf(account), shortCodesOf(account)];
  return all.some((members) => [...members.values()].some(({ sender }) => sender === address));
}

/**
 * Where a message arrives: at the service's webhook, unless it defers to that of the sender, which is
 * the default of new ones. A service without a URL that does not defer drops what comes in.
 *
 * @see https://www.twilio.com/docs/messaging/services
 */
function webhookOf(
  account: Account,
  service: Service | null,
  address: string,
): Webhook | "dropped" | null {
  if (service !== null) {
    const settings = serviceSettings(service);
    if (!settings.useInboundWebhookOnNumber) {
      if (settings.inboundRequestUrl === null) return "dropped";
      return {
        url: settings.inboundRequestUrl,
        method: methodOf(settings.inboundMethod),
        fallbackUrl: settings.fallbackUrl,
        fallbackMethod: methodOf(settings.fallbackMethod),
      };
    }
  }
  return senderWebhook(account, address);
}

/** The webhook of a sender on WhatsApp or RCS, as it was said by `Channels/Senders`. */
function senderWebhook(account: Account, address: string): Webhook | null {
  const details = accountSenders(account).details.values();
  const webhook = [...details].find(({ senderId }) => senderId === address)?.webhook;
  const url = textOrNull(webhook?.["callback_url"]);
  if (url === null) return null;
  return {
    url,
    method: methodOf(webhook?.["callback_method"]),
    fallbackUrl: textOrNull(webhook?.["fallback_url"]),
    fallbackMethod: methodOf(webhook?.["fallback_method"]),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Senders' webhooks may have PUT, which the document says and nobody has recorded: POST here. */
function methodOf(value: unknown): "POST" | "GET" {
  return value === "GET" ? "GET" : "POST";
}
