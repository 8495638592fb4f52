import { createServer } from "node:http";
import { type ChannelSender, createClient, isTwilioApiError } from "../../../mod.ts";
import { createSandbox, nodeListener } from "../../sandbox/mod.ts";
import { safe, style } from "../output/style.ts";
import { pairs, table } from "../output/table.ts";
import { close, listen } from "../platform/listen.ts";
import type { Platform } from "../platform/platform.ts";
import { channelSenders } from "./nouns/pool_rows.ts";

// Every sandbox starts with an empty service, and with these three senders that are in none.
const messagingServiceSid = `MG${"a".repeat(32)}`;
const whatsapp = `XE${"a".repeat(31)}a`;
const messenger = `XE${"a".repeat(31)}b`;
const rcs = `XE${"a".repeat(31)}c`;

const next = `
The same with an account of yours, from the terminal:
  export TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=…
  npx @senderpool/twilio list --service MG…
  npx @senderpool/twilio --help

A sandbox like this one, served for your own tests:
  npx @senderpool/twilio sandbox

In your code, in Node, Deno, Bun, Workers and browsers:
  npm install @senderpool/twilio    or    deno add jsr:@senderpool/twilio
`;

/**
 * `senderpool demo`: the four operations, sent over real HTTP to a sandbox on the loopback interface.
 * Each step shows the code that it runs, and what comes of it.
 */
export async function demo(platform: Platform): Promise<void> {
  const sandbox = createSandbox();
  const server = createServer(nodeListener(sandbox.fetch));
  const baseUrl = await listen(server, 0, "127.0.0.1");
  try {
    await tour(baseUrl, sandbox.credentials, platform);
  } finally {
    close(server);
  }
}

async function tour(
  baseUrl: string,
  { accountSid, authToken }: { readonly accountSid: string; readonly authToken: string },
  { stdout, signal }: Platform,
): Promise<void> {
  const styled = style(stdout.styled);
  const widths: number[] = [];
  const senders = (items: readonly ChannelSender[]) =>
    table(channelSenders.columns, styled, { widths })(items);
  const indent = (text: string) => text.replace(/^(?=.)/gm, "  ");
  let count = 0;

  async function step(title: string, code: string, run: () => Promise<string>): Promise<void> {
    signal?.throwIfAborted();
    await stdout.write(`\n${styled.bold(`${++count}. ${title}`)}\n`);
    await stdout.write(`${indent(code.replace(/.+/g, styled.code))}\n\n`);
    await stdout.write(indent(await run()));
  }

  await stdout.write(
    `A sandbox of Twilio's API listens at ${baseUrl} for the length of this demo.\n`,
  );

  const client = createClient({ accountSid, authToken, target: { baseUrl } });
  await step(
    "Attach a WhatsApp, a Messenger and an RCS sender to a Messaging Service",
    `const client = createClient({ accountSid, authToken, target: { baseUrl } });
for (const sid of [whatsapp, messenger, rcs]) {
  added.push(await client.channelSenders.create({ messagingServiceSid, sid }));
}`,
    async () => {
      const added: ChannelSender[] = [];
      for (const sid of [whatsapp, messenger, rcs]) {
        added.push(await client.channelSenders.create({ messagingServiceSid, sid }));
      }
      return senders(added);
    },
  );

  await step(
    "List them page by page, two at a time",
    `const list = client.channelSenders.list({ messagingServiceSid, pageSize: 2 });
for await (const page of list.pages()) pages.push(page.items);`,
    async () => {
      const pages: ChannelSender[][] = [];
      const list = client.channelSenders.list({ messagingServiceSid, pageSize: 2 });
      for await (const page of list.pages()) pages.push(page.items);
      expect(pages.map((page) => page.length).join() === "2,1", "two senders, then one");
      return pages.map((page, n) => `${styled.dim(`page ${n + 1}`)}\n${senders(page)}`).join("\n");
    },
  );

  await step(
    "Fetch one",
    `const sender = await client.channelSenders.fetch({ messagingServiceSid, sid: rcs });`,
    async () => {
      const sender = await client.channelSenders.fetch({ messagingServiceSid, sid: rcs });
      expect(sender.sid === rcs, "the RCS sender");
      return fields(sender, ["sid", "sender", "senderType", "countryCode", "dateCreated"]);
    },
  );

  await step(
    "Attach a sender twice: Twilio refuses, and the error says why",
    `try {
  await client.channelSenders.create({ messagingServiceSid, sid: whatsapp });
} catch (error) {
  if (isTwilioApiError(error)) refusal = error;
}`,
    async () => {
      let refusal: unknown;
      try {
        await client.channelSenders.create({ messagingServiceSid, sid: whatsapp });
      } catch (error) {
        if (isTwilioApiError(error)) refusal = error;
      }
      expect(isTwilioApiError(refusal) && refusal.code === 21710, "a refusal with code 21710");
      return fields(refusal, ["name", "status", "code", "reason", "moreInfo", "requestId"]);
    },
  );

  await step(
    "Detach one; the others are left",
    `await client.channelSenders.delete({ messagingServiceSid, sid: messenger });
for await (const sender of client.channelSenders.list({ messagingServiceSid })) {
  left.push(sender);
}`,
    async () => {
      const left: ChannelSender[] = [];
      await client.channelSenders.delete({ messagingServiceSid, sid: messenger });
      for await (const sender of client.channelSenders.list({ messagingServiceSid })) {
        left.push(sender);
      }
      expect(left.map(({ sid }) => sid).join() === `${whatsapp},${rcs}`, "the other two senders");
      return senders(left);
    },
  );
  await stdout.write(next);
}

/** Some fields of an object, one a line. */
function fields<Value>(value: Value, names: readonly (keyof Value & string)[]): string {
  const text = (field: unknown) => field instanceof Date ? field.toISOString() : String(field);
  return pairs(names.map((name) => [name, safe(text(value[name]))]));
}

function expect(ok: boolean, what: string): asserts ok {
  if (!ok) throw new Error(`the demo went wrong: expected ${what}`);
}
