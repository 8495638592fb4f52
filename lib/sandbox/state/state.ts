import type { Collection } from "./collection.ts";
import type { MessageEnd, MessageSeed } from "../resources/messages/seed.ts";
import type { ApiKeySeed } from "./seed.ts";

/** A channel sender that an account has. */
export interface Sender {
  readonly sid: string;
  readonly sender: string;
  readonly senderType: string | null;
  readonly countryCode: string | null;
  /** The service that it was attached to last, if it still is. */
  service: Service | null;
}

/** A sender in the pool of a service. */
export interface Attachment {
  readonly sender: Sender;
  /** As it goes over the wire: {@linkcode toSeconds}. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

/** A Messaging Service. */
export interface Service {
  readonly sid: string;
  readonly attachments: Collection<Attachment>;
  readonly statusCallback: string | null;
  readonly stickySender: boolean;
  readonly phoneNumbers: readonly string[];
  /** Who served a recipient last. */
  readonly stickies: Map<string, Sticky>;
  /** How many messages were shared, by those who share them. */
  readonly turns: Map<string, number>;
}

/** The address of a sender, and what attached it; a phone number is attached by nothing. */
export interface Sticky {
  readonly sender: string;
  readonly attachment: Attachment | null;
}

/** A message: nothing of it is left out. */
export type SentMessage =
  & {
    -readonly [Name in Exclude<keyof MessageSeed, "outcome">]-?: Exclude<
      MessageSeed[Name],
      undefined
    >;
  }
  & { outcome: { readonly status: MessageEnd; readonly errorCode: number | null } | null };

/** An OAuth app, and the tokens that it has got. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** In seconds. */
  readonly lifetime: number;
  readonly login: Login;
  /** By the token itself, the oldest first. */
  readonly tokens: Map<string, Token>;
}

/** An access token; `expires` is in milliseconds since 1970. */
export interface Token {
  readonly accessToken: string;
  readonly expires: number;
  readonly login: Login;
}

/** An account. */
export interface Account {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeys: readonly ApiKeySeed[];
  readonly oauthApps: readonly OAuthApp[];
  readonly services: Map<string, Service>;
  readonly senders: Map<string, Sender>;
  readonly parentSid: string | null;
  readonly phoneNumbers: readonly string[];
  readonly messages: Map<string, SentMessage>;
  /** Its requests that are being answered. */
  concurrent: number;
}

/** Somebody who signs in. */
export interface Login {
  readonly account: Account;
  readonly secret: string;
  /** What it may do; `null` is everything. */
  readonly permissions: ReadonlySet<string> | null;
}

/** All that a sandbox knows. */
export interface State {
  readonly accounts: Account[];
  /** By the SID of an account or of an API key. */
  readonly logins: Map<string, Login>;
  /** By client ID. */
  readonly apps: Map<string, OAuthApp>;
  /** By the token itself. */
  readonly tokens: Map<string, Token>;
}

/** The same key, as a value of its own. */
export function copyKey({ apiKey, apiSecret, permissions }: ApiKeySeed): ApiKeySeed {
  return { apiKey, apiSecret, ...permissions && { permissions: [...permissions] } };
}

/** Gives an app a token, beside those that it has. */
export function addToken(
  tokens: State["tokens"],
  app: OAuthApp,
  accessToken: string,
  expires: number,
): void {
  const token = { accessToken, expires, login: app.login };
  app.tokens.set(accessToken, token);
  tokens.set(accessToken, token);
}

/** Puts a sender that is not in a service at the end of its pool. */
export function attach(
  service: Service,
  sender: Sender,
  dateCreated: string,
  dateUpdated: string = dateCreated,
): Attachment {
  const attachment = { sender, dateCreated, dateUpdated };
  service.attachments.add(sender.sid, attachment);
  sender.service = service;
  return attachment;
}

/** Takes a sender out of a service's pool; the account keeps it. Says whether it was there. */
export function detach(service: Service, sid: string): boolean {
  const sender = service.attachments.get(sid)?.sender;
  if (sender?.service === service) sender.service = null;
  return service.attachments.remove(sid);
}

/** ISO 8601 in UTC without a fraction, as in the official examples. */
export function toSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+/, "");
}
