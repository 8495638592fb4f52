/** Two sandboxes in one process, of one seed: what happens in one is nothing to the other. */
import { expect, test } from "vitest";
import {
  createSandbox,
  type Exchange,
  type Sandbox,
  type SandboxOptions,
  seededRandom,
} from "../../../lib/sandbox/mod.ts";
import { chapters, stageOf } from "../counterparts/scenario/mod.ts";
import { accounts, app, sendingMG } from "../counterparts/scenario/world.ts";
import { accountSid, authToken, emptyMG, MG, sidOf, spare } from "../support.ts";

/** The same, and all that is in it, for ever. */
function frozen<Value>(value: Value): Value {
  if (Object(value) === value) Object.values(Object.freeze(value) as object).forEach(frozen);
  return value;
}

const seed = frozen({ accounts: accounts() });
const basic = `Basic ${btoa(`${accountSid}:${authToken}`)}`;

function make(options: SandboxOptions = {}): Sandbox {
  const now = () => new Date("2126-01-02T03:04:05Z"); // later than any step of the scenario
  const common = { publicUrl: "twilio", customerWrote: true } as const;
  return createSandbox({ ...seed, now, random: seededRandom(1), ...common, ...options });
}

/** What a sandbox says, to the byte. */
async function said({ fetch }: Sandbox, [path, form, authorization]: Asked): Promise<unknown> {
  const init = form ? { method: "POST", body: new URLSearchParams(form) } : {};
  const url = `https://messaging.twilio.com${path}`;
  const answer = await fetch(new Request(url, { ...init, headers: { authorization } }));
  return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
}

type Asked = readonly [path: string, form: Record<string, string> | null, authorization: string];
const pool = `/v1/Services/${MG}/ChannelSenders`;
const messages = `/2010-04-01/Accounts/${accountSid}/Messages`;
const requests: readonly Asked[] = [
  [`${pool}?PageSize=1000`, null, basic],
  [`${pool}?PageSize=1000&PageToken=PT${sidOf(999)}`, null, basic],
  [`${pool}/${spare}`, null, basic],
  [`/v1/Services/${emptyMG}/ChannelSenders`, { Sid: spare }, basic],
  [`/v1/Services/${emptyMG}/ChannelSenders/${spare}`, null, basic],
  ["/v2/token", {
    grant_type: "client_credentials",
    client_id: app.clientId,
    client_secret: app.clientSecret,
  }, ""],
  [`${messages}.json`, {
    MessagingServiceSid: sendingMG,
    To: "whatsapp:+4915112345678", // of no sender's country: they take turns
    Body: "x",
  }, basic],
  [pool, null, ""],
];

test("a long scenario in one leaves no trace in the other", async () => {
  const told: Exchange[] = [];
  const one = make();
  const other = make({ onExchange: (exchange) => told.push(exchange) });
  const before = JSON.stringify(other.state());
  one.fault({ latency: 1, every: 10 });

  const stage = await stageOf(one);
  let steps = 0;
  for (const { options, steps: all } of chapters) {
    if (options) continue; // which both were made without
    for (const step of Object.values(all)) {
      await step(stage);
      steps++;
    }
  }
  await one.deliver();
  await stage.close();
  expect(steps).toBeGreaterThan(60);
  expect(one.exchanges().length).toBeGreaterThan(250);
  expect(one.exchanges(({ struck }) => struck).length).toBeGreaterThan(25);
  expect(one.callbacks().length).toBeGreaterThan(0);
  expect(JSON.stringify(one.state())).not.toBe(before);

  expect(JSON.stringify(other.state())).toBe(before);
  expect([told, other.exchanges(), other.callbacks()]).toEqual([[], [], []]);
  const body = await one.fetch(
    new Request("https://oauth.twilio.com/v2/token", {
      method: "POST",
      body: new URLSearchParams(requests[5]![1]!),
    }),
  ).then((answer) => answer.json());
  const bearer = `Bearer ${body.access_token}`;
  expect(await said(one, [pool, null, bearer])).toMatchObject({ status: 200 });
  expect(await said(other, [pool, null, bearer])).toMatchObject({ status: 401 });

  // From here on it is as one that was alone, but for the chances that the last request has taken.
  const alone = make();
  await said(alone, [pool, null, bearer]);
  for (const request of requests) {
    expect(await said(other, request)).toEqual(await said(alone, request));
  }
  await Promise.all([other.deliver(), alone.deliver()]);
  expect(other.state()).toEqual(alone.state());
  expect(told.map(({ number, struck }) => [number, struck]))
    .toEqual(Array.from({ length: requests.length + 1 }, (_, n) => [n + 1, false]));
}, 30_000);

test("requests at once, and stalls, are each one's own", async () => {
  const [one, other] = [make({ concurrency: 1 }), make({ concurrency: 1 })];
  one.fault({ stall: "head" });
  const leave = new AbortController();
  const url = `https://messaging.twilio.com${pool}`;
  const init = { headers: { authorization: basic }, signal: leave.signal };
  const held = one.fetch(new Request(url, init)).catch(() => "left");
  await one.waitFor({ outcome: "stalled" });
  expect(await said(one, [pool, null, basic])).toMatchObject({ status: 429 });
  expect(await said(other, [pool, null, basic])).toMatchObject({ status: 200 });
  leave.abort();
  expect(await held).toBe("left");
});
