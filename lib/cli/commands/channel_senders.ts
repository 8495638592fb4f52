import { type Client, createClient, type Region } from "../../../mod.ts";
import { credentials, service } from "../platform/credentials.ts";
import { json, safe, type Show, style, table } from "../output/output.ts";
import { isBrokenPipe, type Platform } from "../platform/platform.ts";

/** Options of every command that talks to Twilio. */
export interface ApiOptions {
  readonly service?: string;
  readonly baseUrl?: string;
  readonly region?: Region;
  readonly json?: boolean;
}

/** Options of `list`. */
export interface ListOptions extends ApiOptions {
  readonly limit?: number;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** What a command that talks to Twilio works with. */
export interface Session {
  readonly client: Client;
  readonly messagingServiceSid: string;
  readonly show: Show;
  note(text: string): Promise<void>;
}

/**
 * Begins a command that talks to Twilio.
 *
 * @throws {UsageError} when the service or credentials are missing
 */
export function open(options: ApiOptions, platform: Platform): Session {
  const { stdout, stderr, fetch } = platform;
  const { baseUrl, region } = options;
  return {
    messagingServiceSid: service(options.service, platform),
    client: createClient({ ...credentials(platform), fetch, target: { baseUrl, region } }),
    show: options.json ? json : table(style(stdout.styled)),
    note: (text) => stderr.write(`${safe(text)}\n`),
  };
}

/** `senderpool list`: page after page, so that memory holds two pages and no more. */
export async function list(options: ListOptions, platform: Platform): Promise<void> {
  const { client, messagingServiceSid, show, note } = open(options, platform);
  const { stdout, signal } = platform;
  const { limit, pageSize, pageToken } = options;
  const input = { messagingServiceSid, limit, pageSize, pageToken };
  const fullPage = pageSize ?? Math.min(limit ?? 1000, 1000);
  let count = 0;
  let next: string | undefined;
  try {
    for await (const page of client.channelSenders.list(input, { signal }).pages()) {
      await stdout.write(show(page.items));
      count += page.items.length;
      // There is no token for the rest of a page that the limit cuts.
      const cut = count === limit && page.items.length < fullPage;
      next = cut ? undefined : page.next?.pageToken;
    }
    if (!count) await note(`no channel senders in ${messagingServiceSid}`);
  } catch (error) {
    if (isBrokenPipe(error)) next = undefined;
    throw error;
  } finally {
    if (next) await note(`${count} listed, and there are more: go on with --page-token ${next}`);
  }
}

/** `senderpool fetch` */
export async function fetch(sid: string, options: ApiOptions, platform: Platform): Promise<void> {
  const { client, messagingServiceSid, show } = open(options, platform);
  const { stdout, signal } = platform;
  const sender = await client.channelSenders.fetch({ messagingServiceSid, sid }, { signal });
  await stdout.write(show([sender]));
}

/** `senderpool create` */
export async function create(sid: string, options: ApiOptions, platform: Platform): Promise<void> {
  const { client, messagingServiceSid, show } = open(options, platform);
  const { stdout, signal } = platform;
  const sender = await client.channelSenders.create({ messagingServiceSid, sid }, { signal });
  await stdout.write(show([sender]));
}

/** `senderpool delete` */
export async function remove(sid: string, options: ApiOptions, platform: Platform): Promise<void> {
  const { client, messagingServiceSid, note } = open(options, platform);
  await client.channelSenders.delete({ messagingServiceSid, sid }, { signal: platform.signal });
  await note(`${sid} is no longer in ${messagingServiceSid}`);
}
