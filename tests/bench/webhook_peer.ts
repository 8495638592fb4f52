/**
 * What the benchmark knows of who verifies webhooks. Each has an adapter in peers/webhooks/ that
 * verifies what its own service sends: the same fields, with its own signature.
 */

/** A webhook as it is sent, and who verifies it. */
export interface WebhookPeer {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Verifies a request; rejects, or answers `false`, if it was forged. */
  verify(request: Request): Promise<unknown>;
}

/** The default export of an adapter. */
export type Prepare = () => Promise<WebhookPeer>;

/** A row of the tables: the name of an adapter in peers/webhooks/, and how it is called. */
export interface WebhookEntry {
  readonly name: string;
  readonly title: string;
  /** Whether it needs Node, or an imitation of it. */
  readonly node?: boolean;
}

/** What cannot be left out: the key and the hash, of a text that is there already. */
export const webCrypto: WebhookEntry = { name: "web_crypto", title: "WebCrypto alone" };

/** The limit: hand-written, from the request to its fields, and no check but that of the signature. */
export const bareVerify: WebhookEntry = { name: "bare_verify", title: "bare, by hand" };

export const verifiers: readonly WebhookEntry[] = [
  bareVerify,
  webCrypto,
  { name: "verify_signature", title: "**Senderpool** `verifySignature`" },
  { name: "verify_webhook", title: "**Senderpool** `verifyWebhook`" },
  { name: "twilio_validator", title: "`twilio`, `validateRequest`", node: true },
  { name: "octokit", title: "`@octokit/webhooks-methods`", node: true },
  { name: "standardwebhooks", title: "`standardwebhooks`", node: true },
  { name: "svix", title: "`svix`", node: true },
  { name: "stripe", title: "`stripe`", node: true },
];
