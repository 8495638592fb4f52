/**
 * What the benchmark knows of who verifies webhooks. Each has an adapter in peers/webhooks/, bundled
 * by itself, that verifies what its own service sends: the same fields, with its own signature.
 */

/**
 * The default export of an adapter: verifies a request and resolves to what it has in it; rejects or
 * says `false` where it was forged.
 */
export type Verify = (request: Request) => Promise<unknown>;

/** Who signs. */
export type Service = "twilio" | "github" | "standard" | "svix" | "stripe";

/** A row of the tables: the name of an adapter in peers/webhooks/, and how it is called. */
export interface WebhookEntry {
  readonly name: string;
  readonly title: string;
  readonly service: Service;
  /** Whether it needs Node, or an imitation of it. */
  readonly node?: boolean;
}

/** The limit: hand-written, from the request to its fields, and no check but that of the signature. */
export const byHand: WebhookEntry = { name: "by_hand", title: "bare, by hand", service: "twilio" };

const node = true;

export const verifiers: readonly WebhookEntry[] = [
  byHand,
  // What cannot be left out: the key and the hash, of a text that is there already.
  { name: "web_crypto", title: "WebCrypto alone", service: "twilio" },
  { name: "verify_signature", title: "**Senderpool** `verifySignature`", service: "twilio" },
  { name: "verify_webhook", title: "**Senderpool** `verifyWebhook`", service: "twilio" },
  { name: "validate_request", title: "`twilio`, `validateRequest`", service: "twilio", node },
  { name: "octokit", title: "`@octokit/webhooks-methods`", service: "github", node },
  { name: "standardwebhooks", title: "`standardwebhooks`", service: "standard", node },
  { name: "svix", title: "`svix`", service: "svix", node },
  { name: "stripe", title: "`stripe`", service: "stripe", node },
];
