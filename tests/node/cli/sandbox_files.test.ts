/** What files and flags tell `senderpool sandbox` of how its world goes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createClient, messages, senders } from "../../../mod.ts";
import { accountSid, authToken, command, MG } from "./harness.ts";
import { serve, stopServed } from "./served.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(stopServed);

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function clientOf(line: string) {
  const { url } = await serve(line);
  const target = { baseUrl: url };
  const extend = { messages, senders };
  const client = createClient({ accountSid, authToken, target, retry: null, extend });
  const drive = async (method: string, path: string) =>
    (await fetch(`${url}/_sandbox/${path}`, { method })).text();
  return { client, drive };
}

const whatsapp = "whatsapp:+12487960483";

describe("a file", () => {
  test("--outcomes says where messages end", async () => {
    const rules = file("outcomes.json", [{ to: "0199", status: "undelivered", errorCode: 63024 }]);
    const { client, drive } = await clientOf(`--outcomes ${rules} --customer-wrote`);
    const to = "whatsapp:+14155550199";
    const { sid } = await client.messages.create({ from: whatsapp, to, body: "Hello" });
    await drive("POST", "deliver");
    expect(await client.messages.fetch({ sid: sid! }))
      .toMatchObject({ status: "undelivered", errorCode: 63024 });
  });

  test("--sender-outcomes says what becomes of senders", async () => {
    const rules = file("senders.json", { senders: [{ senderId: "0101", end: "OFFLINE" }] });
    const { client, drive } = await clientOf(`--sender-outcomes ${rules}`);
    const profile = { name: "Shop" };
    const { sid } = await client.senders.create({ senderId: "whatsapp:+14155550101", profile });
    await drive("POST", "deliver");
    expect((await client.senders.fetch({ sid: sid! })).status).toBe("OFFLINE");
    expect(JSON.parse(await drive("GET", "sender-outcomes")).senders).toHaveLength(1);
  });

  test("--unknowns says what to do where Twilio's behaviour is unknown", async () => {
    const choices = file("unknowns.json", { emptyList: 404 });
    const { client } = await clientOf(`--unknowns ${choices}`);
    const list = client.channelSenders.list({ messagingServiceSid: MG }).toArray();
    await expect(list).rejects.toMatchObject({ status: 404 });
  });

  test("--options says what has no flag of its own", async () => {
    const options = file("options.json", {
      keep: { messages: 2 },
      record: 1,
      senderPace: "manual",
    });
    const { client, drive } = await clientOf(`--options ${options}`);
    for (const to of ["whatsapp:+14155550101", "whatsapp:+14155550102", "whatsapp:+14155550103"]) {
      await client.messages.create({ from: whatsapp, to, body: "Hello" });
    }
    expect(await client.messages.list().toArray()).toHaveLength(2);
    expect(JSON.parse(await drive("GET", "exchanges")).exchanges).toHaveLength(1);
    const profile = { name: "Shop" };
    const { sid } = await client.senders.create({ senderId: "whatsapp:+14155550101", profile });
    for (let time = 0; time < 4; time++) await client.senders.fetch({ sid: sid! });
    expect((await client.senders.fetch({ sid: sid! })).status).toBe("CREATING");
  });
});

test("--without-rcs says who is not reached over RCS", async () => {
  const { drive } = await clientOf("--without-rcs +14155550101 +14155550102");
  const { withoutRcs } = JSON.parse(await drive("GET", "recipients"));
  expect(withoutRcs).toEqual(["+14155550101", "+14155550102"]);
});

describe("wrong usage", () => {
  const given = (flag: string, value: unknown) => `--${flag} ${file(`${flag}.json`, value)}`;

  test.each<[name: string, line: () => string, said: RegExp]>([
    ["no outcomes", () => "--outcomes /no/o.json", /cannot read \/no\/o\.json: there is no such/],
    ["no unknowns", () => "--unknowns /no/u.json", /cannot read \/no\/u\.json: there is no such/],
    ["no options", () => "--options /no/o.json", /cannot read \/no\/o\.json: there is no such/],
    [
      "outcomes that are none",
      () => given("outcomes", {}),
      /outcomes\.json: outcomes: expected an array\nhint: a rule is such as/,
    ],
    [
      "an end that is none",
      () => given("outcomes", [{ status: "lost" }]),
      /outcomes\.json: outcomes\[0\]: expected delivered, read, /,
    ],
    [
      "an end of senders that is none",
      () => given("sender-outcomes", { senders: [{ end: "LOST" }] }),
      /sender-outcomes\.json: senders\[0\]\.end: expected one of ONLINE, /,
    ],
    [
      "a list of rules of senders",
      () => given("sender-outcomes", []),
      /sender-outcomes\.json: expected an object such as \{ "senders"/,
    ],
    [
      "an unknown that is none",
      () => given("unknowns", { emptyLists: 404 }),
      /unknowns\.json: emptyLists: /,
    ],
    [
      "unknowns in a list",
      () => given("unknowns", []),
      /unknowns\.json: expected an object such as/,
    ],
    [
      "an option that is none",
      () => given("options", { kept: 1 }),
      /options\.json: kept: not among the options of a file, which are keep, record, /,
    ],
    [
      "an option with a flag of its own",
      () => given("options", { concurrency: 1 }),
      /options\.json: concurrency: not among the options/,
    ],
    [
      "an option of another kind",
      () => given("options", { keep: { messages: 0 } }),
      /options\.json: keep\.messages: expected a whole number from 1/,
    ],
    [
      "a number that is none",
      () => "--without-rcs 0101",
      /--without-rcs: expected a number in E\.164/,
    ],
  ])("%s", async (_, line, said) => {
    const { code, out, err } = await command(`sandbox --port 0 ${line()}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });
});
