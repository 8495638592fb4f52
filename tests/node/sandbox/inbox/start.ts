/** A sandbox with its inbox on loopback, and a receiver of its webhooks. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { guardedListener } from "../../../../lib/cli/commands/sandbox/listener.ts";
import { controlOf } from "../../../../lib/sandbox/control/mod.ts";
import { createSandbox, defaultSeed, type Sandbox } from "../../../../lib/sandbox/mod.ts";

export const MG = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
export const sender = "whatsapp:+12487960483";
export const customer = "whatsapp:+14155550199";

/** What was started. */
export interface StartedInbox {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** Where webhooks go; `/page` is a web page of another origin. */
  readonly receiver: string;
  /** The fields that webhooks were told. */
  readonly heard: Record<string, string>[];
  /** Puts so many messages in, of a fifth as many customers. */
  fill(count: number): void;
  close(): void;
}

export async function startInbox(): Promise<StartedInbox> {
  const heard: Record<string, string>[] = [];
  const receiver = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => text += chunk);
    request.on("end", () => {
      if (request.url === "/page") {
        return void response.setHeader("content-type", "text/html").end("<p>Hi");
      }
      const fields = Object.fromEntries(new URLSearchParams(text));
      heard.push(fields);
      response.setHeader("content-type", "text/xml");
      const reply = `<Message>You wrote: ${fields["Body"]}</Message>`;
      response.end(`<Response>${fields["SmsStatus"] === "received" ? reply : ""}</Response>`);
    });
  });
  const receiverUrl = await listening(receiver);
  const [account] = defaultSeed().accounts;
  const services = [{
    sid: MG,
    friendlyName: "Restaurant",
    channelSenders: ["XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
    inboundRequestUrl: `${receiverUrl}/inbound`,
    useInboundWebhookOnNumber: false,
  }];
  const wrote = [{ customer, sender, date: new Date().toISOString() }];
  const seed = { accounts: [{ ...account!, services, wrote }] };
  const sandbox = createSandbox({ ...seed, pace: "manual" });
  const control = controlOf(sandbox);
  const server = createServer(guardedListener(sandbox.fetch, control, {}, false));
  const url = await listening(server);
  return {
    sandbox,
    url,
    receiver: receiverUrl,
    heard,
    fill(count) {
      const dateCreated = "2026-01-02T03:04:05Z";
      const messages = Array.from({ length: count }, (_, at) => ({
        sid: `SM${at.toString(16).padStart(32, "0")}`,
        from: sender,
        to: `whatsapp:+1415${`${at % (count / 5)}`.padStart(7, "0")}`,
        body: `This is number ${at}.`,
        status: "delivered",
        dateCreated,
      }));
      sandbox.reset({ accounts: [{ ...seed.accounts[0]!, messages }] });
    },
    close() {
      for (const one of [server, receiver]) {
        one.close();
        one.closeAllConnections();
      }
    },
  };
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
