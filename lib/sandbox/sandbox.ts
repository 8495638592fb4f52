import { check } from "../checks.ts";
import type { Transport } from "../types.ts";
import { type Answer, fault, toResponse, unauthorized } from "./answers.ts";
import { authenticate } from "./auth.ts";
import { channelSenderRoutes } from "./channel_senders.ts";
import type { PageSizeAboveMaximum } from "./paging.ts";
import { route } from "./router.ts";
import { checkSeed, defaultSeed, type SandboxCredentials, type SandboxSeed } from "./seed.ts";
import { createState } from "./state.ts";

/** What a sandbox starts with, and its choices where Twilio's behaviour is unknown. */
export interface SandboxOptions extends Partial<SandboxSeed> {
  /** The clock. Default: the system's. */
  readonly now?: (() => Date) | undefined;
  /** Makes the id of each request: `RQ` and 32 hex digits. Default: at random. */
  readonly requestId?: (() => string) | undefined;
  /** What a page size above 1000 meets. Default `"clamp"`, which the official SDKs rely on. */
  readonly pageSizeAboveMaximum?: PageSizeAboveMaximum | undefined;
  /**
   * The host that URLs in answers name: Twilio's public one, as Twilio does behind any proxy, or
   * that of the request. Default `"request"`: the official SDKs follow `next_page_url`, and would
   * leave a sandbox served elsewhere for the real Twilio, with their credentials. A request to any
   * host of twilio.com gets the public one either way.
   */
  readonly publicUrl?: "twilio" | "request" | undefined;
}

/** An in-memory Twilio. Its state lives in a closure, and is shared with no other sandbox. */
export interface Sandbox {
  /**
   * The transport: give it to `createClient`, or serve it with `Deno.serve(sandbox.fetch)`,
   * `Bun.serve({ fetch: sandbox.fetch })` or {@linkcode nodeListener}. It answers every request, and
   * rejects only with the `reason` of the request's own aborted signal.
   */
  readonly fetch: Transport;
  /** SID and auth token of the first account. Not enumerable, so that a log does not show them. */
  readonly credentials: SandboxCredentials;
}

const publicOrigin = "https://messaging.twilio.com";
const unknownId = `RQ${"0".repeat(32)}`;

/**
 * Makes an in-memory Twilio that is itself a transport.
 *
 * @param options what it starts with (default: {@linkcode defaultSeed}), its clock and its choices
 * @throws {TwilioInputError} when the seed or an option makes no sense; it names the field's path,
 * such as `accounts[0].services[1].sid`
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const sandbox = createSandbox();
 * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * await client.channelSenders.create({
 *   messagingServiceSid,
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * for await (const { sender } of client.channelSenders.list({ messagingServiceSid })) {
 *   console.log(sender); // whatsapp:+12487960483
 * }
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { now = () => new Date(), requestId = randomId } = options;
  const { pageSizeAboveMaximum = "clamp", publicUrl = "request" } = options;
  const seed: SandboxSeed = { accounts: options.accounts ?? defaultSeed().accounts };
  check(typeof now === "function", "now", "a function that returns a Date");
  check(typeof requestId === "function", "requestId", "a function that returns a string");
  check(/^(clamp|refuse)$/.test(pageSizeAboveMaximum), "pageSizeAboveMaximum", "clamp or refuse");
  check(/^(twilio|request)$/.test(publicUrl), "publicUrl", "twilio or request");
  checkSeed(seed);

  const logins = createState(seed, now);
  const settings = { now, pageSizeAboveMaximum };
  const { accountSid, authToken } = seed.accounts[0]!;

  async function fetch(request: Request): Promise<Response> {
    const { method, headers, signal } = request;
    signal?.throwIfAborted();
    const account = method === "OPTIONS" ? null : authenticate(logins, headers);
    const concurrent = account ? ++account.concurrent : 1;
    try {
      const id = requestId();
      const start = now().getTime();
      const url = new URL(request.url);
      const twilio = publicUrl === "twilio" || /(^|\.)twilio\.com$/.test(url.hostname);
      const origin = twilio ? publicOrigin : url.origin;
      // A preflight comes without credentials, and is answered for any path.
      const answer: Answer = method === "OPTIONS"
        ? { status: 204 }
        : account
        ? await route(channelSenderRoutes, { request, url, origin, account, settings })
        : unauthorized();
      return toResponse(method, answer, { id, duration: now().getTime() - start, concurrent });
    } catch {
      signal?.throwIfAborted();
      return toResponse(method, fault(), { id: unknownId, duration: 0, concurrent });
    } finally {
      if (account) account.concurrent--;
    }
  }

  return Object.defineProperty({ fetch } as Sandbox, "credentials", {
    // A getter: Bun's console shows the value of any property that has one.
    get: () => ({ accountSid, authToken }),
  });
}

// Not randomUUID: browsers hide that from pages of plain http.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `RQ${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
