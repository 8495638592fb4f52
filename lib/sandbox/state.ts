import { type Collection, collection } from "./collection.ts";
import type { SandboxSeed } from "./seed.ts";

/** A channel sender that an account has. */
export interface Sender {
  readonly sid: string;
  readonly sender: string;
  readonly senderType: string | null;
  readonly countryCode: string | null;
  /** The service that it is attached to: at most one, as for the other senders of a service. */
  service: Service | null;
}

/** A sender in the pool of a service. */
export interface Attachment {
  readonly sender: Sender;
  readonly dateCreated: Date;
  readonly dateUpdated: Date;
}

/** A Messaging Service. */
export interface Service {
  readonly sid: string;
  readonly attachments: Collection<Attachment>;
}

/** An account, without its secrets. */
export interface Account {
  readonly sid: string;
  readonly services: Map<string, Service>;
  readonly senders: Map<string, Sender>;
  /** Its requests that are being answered. */
  concurrent: number;
}

/** Who may sign in: by the SID of an account or of an API key, the secret and the account. */
export type Logins = Map<string, { readonly secret: string; readonly account: Account }>;

// In the spelling of the official examples, which have "Messanger" in one place.
const types: Record<string, string> = { whatsapp: "WhatsApp", messenger: "Messenger", rcs: "RCS" };

/** Makes the state that a checked seed describes. It shares nothing with the seed. */
export function createState(seed: SandboxSeed, now: () => Date): Logins {
  const logins: Logins = new Map();
  for (const { accountSid, authToken, apiKeys, channelSenders, services } of seed.accounts) {
    const account: Account = {
      sid: accountSid,
      services: new Map(),
      senders: new Map(),
      concurrent: 0,
    };
    logins.set(accountSid, { secret: authToken, account });
    for (const key of apiKeys ?? []) logins.set(key.apiKey, { secret: key.apiSecret, account });
    for (const { sid, sender, senderType, countryCode = "US" } of channelSenders ?? []) {
      const type = senderType === undefined ? types[sender.split(":")[0]!] ?? null : senderType;
      account.senders.set(sid, { sid, sender, senderType: type, countryCode, service: null });
    }
    for (const { sid, channelSenders } of services ?? []) {
      const service: Service = { sid, attachments: collection() };
      account.services.set(sid, service);
      for (const entry of channelSenders ?? []) {
        const { sid, dateCreated, dateUpdated } = typeof entry === "string"
          ? { sid: entry }
          : entry;
        const created = dateCreated ? new Date(dateCreated) : now();
        const updated = dateUpdated ? new Date(dateUpdated) : created;
        attach(service, account.senders.get(sid)!, created, updated);
      }
    }
  }
  return logins;
}

/** Puts a sender that is attached to no service at the end of a service's pool. */
export function attach(
  service: Service,
  sender: Sender,
  dateCreated: Date,
  dateUpdated: Date = dateCreated,
): Attachment {
  const attachment = { sender, dateCreated, dateUpdated };
  service.attachments.add(sender.sid, attachment);
  sender.service = service;
  return attachment;
}

/** Takes a sender out of a service's pool; the account keeps it. Says whether it was there. */
export function detach(service: Service, sid: string): boolean {
  const attachment = service.attachments.get(sid);
  if (attachment) attachment.sender.service = null;
  return service.attachments.remove(sid);
}
