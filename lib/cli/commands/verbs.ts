import type { Command } from "commander";
import type {
  CallOptions,
  ChannelSenderInput,
  ChannelSenderListInput,
  Client,
  Listing,
} from "../../../mod.ts";
import { style } from "../output/style.ts";
import { type Column, json, table } from "../output/table.ts";
import { isBrokenPipe, type Platform } from "../platform/platform.ts";
import { whole } from "./flags.ts";
import { type ApiOptions, open, serviceOption } from "./session.ts";

/** What is in the pool of a Messaging Service, as the verbs see it: all that is not theirs. */
export interface PoolResource<Item> {
  /** What one of them is called. */
  readonly one: string;
  /** What several are called. */
  readonly many: string;
  /** What its SIDs look like, for the help. */
  readonly sid: string;
  /** Its methods in a client. */
  readonly methods: (client: Client) => PoolMethods<Item>;
  /** What a table shows of it. */
  readonly columns: readonly Column<Item>[];
}

/** The methods that a client has for a resource of a pool. */
export interface PoolMethods<Item> {
  list(input: ChannelSenderListInput, options?: CallOptions): Listing<Item>;
  fetch(input: ChannelSenderInput, options?: CallOptions): Promise<Item>;
  create(input: ChannelSenderInput, options?: CallOptions): Promise<Item>;
  delete(input: ChannelSenderInput, options?: CallOptions): Promise<void>;
}

/** Options of `list`. */
interface ListOptions extends ApiOptions {
  readonly limit?: number;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** A verb about one thing, which is named by its SID. */
interface Verb {
  readonly name: string;
  readonly description: (one: string) => string;
  readonly run: typeof showOne;
}

const verbs: readonly Verb[] = [
  {
    name: "fetch",
    description: (one) => `show one ${one} of a Messaging Service`,
    run: showOne,
  },
  {
    name: "create",
    description: (one) => `add one ${one} of the account to a Messaging Service`,
    run: createOne,
  },
  {
    name: "delete",
    description: (one) => `remove one ${one} from a Messaging Service; the account keeps it`,
    run: deleteOne,
  },
];

/** Gives a command the verbs of a resource. */
export function addVerbs<Item>(
  parent: Command,
  resource: PoolResource<Item>,
  platform: Platform,
): void {
  const { one, many } = resource;
  parent.command("list")
    .description(`list the ${many} of a Messaging Service`)
    .addOption(serviceOption())
    .option("--limit <n>", `stop after so many ${many} (default: all)`, whole)
    .option("--page-size <n>", "ask for so many at once, 1 to 1000 (default: 1000)", whole)
    .option("--page-token <token>", "go on from a page where a listing stopped")
    .action((_, command: Command) => list(resource, command.optsWithGlobals(), platform));

  for (const { name, description, run } of verbs) {
    parent.command(name)
      .description(description(one))
      .argument("<sid>", `SID of the ${one}: ${resource.sid}`)
      .addOption(serviceOption())
      .action((sid: string, _, command: Command) =>
        run(resource, sid, command.optsWithGlobals(), platform)
      );
  }
}

function showFor<Item>(
  { columns }: PoolResource<Item>,
  options: ApiOptions,
  { stdout }: Platform,
): (items: readonly Item[]) => Promise<void> {
  const show = options.json ? json : table(columns, style(stdout.styled));
  return (items) => stdout.write(show(items));
}

/** Page after page, so that memory holds two pages and no more. */
async function list<Item>(
  resource: PoolResource<Item>,
  options: ListOptions,
  platform: Platform,
): Promise<void> {
  const { client, messagingServiceSid, note } = open(options, platform);
  const show = showFor(resource, options, platform);
  const { limit, pageSize, pageToken } = options;
  const input = { messagingServiceSid, limit, pageSize, pageToken };
  const listing = resource.methods(client).list(input, { signal: platform.signal });
  let count = 0;
  let next: string | undefined;
  try {
    for await (const page of listing.pages()) {
      await show(page.items);
      count += page.items.length;
      // Where the limit cuts a page, there is no token for the rest of it.
      next = page.next?.skip ? undefined : page.next?.pageToken;
    }
    if (!count) await note(`no ${resource.many} in ${messagingServiceSid}`);
  } catch (error) {
    if (isBrokenPipe(error)) next = undefined;
    throw error;
  } finally {
    if (next) await note(`${count} listed, and there are more: go on with --page-token ${next}`);
  }
}

async function showOne<Item>(
  resource: PoolResource<Item>,
  sid: string,
  options: ApiOptions,
  platform: Platform,
): Promise<void> {
  const { client, messagingServiceSid } = open(options, platform);
  const input = { messagingServiceSid, sid };
  const item = await resource.methods(client).fetch(input, { signal: platform.signal });
  await showFor(resource, options, platform)([item]);
}

async function createOne<Item>(
  resource: PoolResource<Item>,
  sid: string,
  options: ApiOptions,
  platform: Platform,
): Promise<void> {
  const { client, messagingServiceSid } = open(options, platform);
  const input = { messagingServiceSid, sid };
  const item = await resource.methods(client).create(input, { signal: platform.signal });
  await showFor(resource, options, platform)([item]);
}

async function deleteOne<Item>(
  resource: PoolResource<Item>,
  sid: string,
  options: ApiOptions,
  platform: Platform,
): Promise<void> {
  const { client, messagingServiceSid, note } = open(options, platform);
  const input = { messagingServiceSid, sid };
  await resource.methods(client).delete(input, { signal: platform.signal });
  await note(`${sid} is no longer in ${messagingServiceSid}`);
}
