/** Whom a message of a customer reaches: the account, the service, and the webhooks that are told. */
import type { Account, Service, State } from "../../state/state.ts";
import { channelSendersOf } from "../channel_senders.ts";
import { accountSenders } from "../senders/state.ts";
import { serviceSettings } from "../services/settings.ts";
import { membersOf } from "../pool.ts";
import { sendersOf } from "./choose.ts";
import type { InboundWebhookSeed } from "./seed.ts";
import { accountMessaging } from "./state.ts";

/** Whom an address belongs to. */
export interface Owner {
  readonly account: Account;
  readonly service: Service | null;
  readonly channelSender: string | null;
}

/** Where a message is told of. */
export interface Webhook {
  readonly url: string;
  readonly method: "POST" | "GET";
}

/** What a sender's own webhook is. */
type OwnWebhook = Omit<InboundWebhookSeed, "sender">;

/** The account that has a sender, and the service that the sender is in. */
export function ownerOf({ accounts }: State, address: string): Owner | null {
  for (const account of accounts) {
    const isIt = ({ sender }: { sender: string }) => sender === address;
    if (!membersOf(account).some(isIt)) continue;
    const channelSender = [...channelSendersOf(account).values()].find(isIt);
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
export function webhooksOf({ account, service }: Owner, address: string): Webhook[] | null {
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
