/** A sandbox that runs for long: whatever is asked of it, no more stays than it is told to keep. */
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { withControl } from "../../../lib/sandbox/control/mod.ts";
import { createSandbox, defaultSeed } from "../../../lib/sandbox/mod.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const [account] = defaultSeed().accounts;
const MG = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const XE = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const app = { clientId: `OQ${"a".repeat(32)}`, clientSecret: "secret" };

function start() {
  const sandbox = createSandbox({
    accounts: [{ ...account!, oauthApps: [app], phoneNumbers: ["+12025550123"] }],
    keep: { messages: 50, tokens: 50, removed: 50 },
    record: 50,
    callbackFetch: () => Promise.resolve(new Response(null, { status: 204 })),
  });
  const fetch = withControl(sandbox);
  const { accountSid, authToken } = sandbox.credentials;
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const ask = async (method: string, path: string, form?: Record<string, string> | string) => {
    const host = path.startsWith("/2010") ? "api" : "messaging";
    const url = path.startsWith("/_sandbox") || path.startsWith("/v1/oauth")
      ? `http://localhost${path}`
      : `https://${host}.twilio.com${path}`;
    const type = typeof form === "string" ? "json" : "x-www-form-urlencoded";
    const body = typeof form === "object" ? new URLSearchParams(form).toString() : form ?? null;
    const headers = { authorization, "content-type": `application/${type}` };
    const response = await fetch(new Request(url, { method, headers, body }));
    const text = await response.text();
    return text === "" ? {} : JSON.parse(text);
  };
  return { sandbox, ask, accountSid };
}

type Started = ReturnType<typeof start>;
const service = "/v1/Services";

/** What is asked again and again. Each leaves something that has to go. */
const works: Record<string, (started: Started, round: number) => Promise<unknown>> = {
  "a sender that comes and goes": async ({ ask }) => {
    await ask("POST", `${service}/${MG}/ChannelSenders`, { Sid: XE });
    await ask("DELETE", `${service}/${MG}/ChannelSenders/${XE}`);
  },
  "a name that comes and goes": async ({ ask }, round) => {
    const path = `${service}/${MG}/AlphaSenders`;
    const { sid } = await ask("POST", path, { AlphaSender: `Shop ${round % 100_000}` });
    await ask("DELETE", `${path}/${sid}`);
  },
  "a service that comes and goes": async ({ ask }) => {
    const { sid } = await ask("POST", service, { FriendlyName: "Shop" });
    await ask("POST", `${service}/${sid}/ChannelSenders`, { Sid: XE });
    await ask("DELETE", `${service}/${sid}`);
  },
  "a sender of the account that comes and goes": async ({ ask }, round) => {
    const sender_id = `whatsapp:+1415${String(round).padStart(7, "0")}`;
    const body = JSON.stringify({ sender_id, profile: { name: "Shop" } });
    const { sid } = await ask("POST", "/v2/Channels/Senders", body);
    await ask("DELETE", `/v2/Channels/Senders/${sid}`);
  },
  "a message to somebody new, with a callback": async ({ ask, accountSid, sandbox }, round) => {
    await ask("POST", `/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      From: "+12025550123",
      To: `+1415${String(round).padStart(7, "0")}`,
      Body: "Hello",
      StatusCallback: "http://localhost/status",
    });
    await sandbox.deliver();
  },
  "a customer who writes": async ({ sandbox }, round) => {
    const from = `+1415${String(round).padStart(7, "0")}`;
    await sandbox.receive({ from, to: "+12025550123", body: "Hello" });
  },
  "what is refused": async ({ ask, accountSid }, round) => {
    await ask("GET", `${service}/MG${String(round).padStart(32, "0")}`);
    await ask("POST", `${service}/${MG}/ChannelSenders`, { Sid: `XE${round}` });
    await ask("POST", `/2010-04-01/Accounts/${accountSid}/Messages.json`, { To: `${round}` });
    await ask("GET", `/v1/${round}`);
  },
  "what drives it": async ({ ask }, round) => {
    const { id } = await ask(
      "POST",
      "/_sandbox/faults",
      '{"operation":"deleteMessage","status":503}',
    );
    await ask("DELETE", `/_sandbox/faults/${id}`);
    await ask("PATCH", "/_sandbox/unknowns", "{}");
    await ask("GET", `/_sandbox/inbox/conversations?search=${round}`);
    await ask("GET", "/_sandbox/exchanges");
    await ask("PUT", "/_sandbox/outcomes", "{");
  },
};

async function heap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

test.each(Object.entries(works))("%s", async (_, work) => {
  const started = start();
  let round = 0;
  const workFor = async (rounds: number) => {
    for (const end = round + rounds; round < end; round++) await work(started, round);
  };
  await workFor(2500); // what is kept is there, and what is compiled
  const growths: number[] = [];
  let before = await heap();
  for (let window = 0; window < 4; window++) {
    await workFor(1000);
    const after = await heap();
    growths.push((after - before) / 1000);
    before = after;
  }
  // A table grows now and then, and what leaks grows always: one SID is some seventy bytes.
  const [, second = Infinity] = growths.sort((one, other) => one - other);
  expect(second).toBeLessThan(60);
}, 120_000);
