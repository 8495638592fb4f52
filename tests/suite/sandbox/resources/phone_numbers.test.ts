import { describe, expect, test } from "vitest";
import { createClient, messages, phoneNumbers } from "../../../../mod.ts";
import { type AccountSeed, createSandbox } from "../../../../lib/sandbox/mod.ts";
import { AC, MG, MG2 } from "../../support/sandbox.ts";
import { testNumbers } from "../../support/sandbox_numbers.ts";

describe("phone numbers", () =>
  testNumbers({
    path: "PhoneNumbers",
    prefix: "PN",
    seed: "phoneNumbers",
    own: "phoneNumber",
    wireName: "phone_number",
    numberOf: (index) => `+1500555${1000 + index}`,
    capabilities: ["MMS", "SMS", "Voice"],
  }));

const US = "+12025550100";
const GB = "+447700900123";
const PN = `PN${"a".repeat(32)}`;

function start(more: Partial<AccountSeed>) {
  const sandbox = createSandbox({
    accounts: [{
      accountSid: AC,
      authToken: "token",
      services: [{ sid: MG }, { sid: MG2 }],
      ...more,
    }],
  });
  const { credentials, fetch } = sandbox;
  const client = createClient({ ...credentials, fetch, extend: { messages, phoneNumbers } });
  const sender = async (to: string) => {
    const { sid } = await client.messages.create({ messagingServiceSid: MG, to, body: "x" });
    await sandbox.deliver();
    const { from, errorCode } = await client.messages.fetch({ sid: sid! });
    return from ?? errorCode;
  };
  return { sandbox, client, sender };
}

describe("phone numbers that are texts in a seed", () => {
  const made = (number: string) => `PN${number.slice(1).padStart(32, "0")}`;

  test("have SIDs, countries by their digits, and can be attached", async () => {
    const { client, sandbox } = start({ phoneNumbers: [US, GB, "12345", "Shop"] });
    const input = { messagingServiceSid: MG, sid: made(GB) };
    const { phoneNumber, countryCode } = await client.phoneNumbers.create(input);
    expect([phoneNumber, countryCode]).toEqual([GB, "GB"]);
    const [account] = sandbox.state().accounts;
    expect(account!.phoneNumbers).toEqual([US, GB, "12345", "Shop"]);
  });

  test("may stand in a service alone, or for one that has a SID", async () => {
    const services = [{ sid: MG, phoneNumbers: [US, GB] }];
    const { client } = start({ phoneNumbers: [{ sid: PN, phoneNumber: GB }], services });
    const listed = await client.phoneNumbers.list({ messagingServiceSid: MG }).toArray();
    expect(listed.map(({ sid }) => sid)).toEqual([made(US), PN]);
  });

  test.each<[string, Partial<AccountSeed>, string]>([
    [
      "services[1].phoneNumbers[0]",
      { services: [{ sid: MG, phoneNumbers: [US] }, { sid: MG2, phoneNumbers: [US] }] },
      "a SID that occurs once",
    ],
    [
      "services[0].phoneNumbers[0]",
      { services: [{ sid: MG, phoneNumbers: ["12345"] }] },
      "shortCodes",
    ],
    [
      "services[0].phoneNumbers[0]",
      { services: [{ sid: MG, phoneNumbers: ["Shop"] }] },
      "alphaSenders",
    ],
    [
      "services[0].phoneNumbers[0]",
      { services: [{ sid: MG, phoneNumbers: [PN] }] },
      "one of the account's",
    ],
  ])("make sense, or are refused with what to do: %s", (field, more, remedy) => {
    const fails = expect.objectContaining({
      field: `accounts[0].${field}`,
      reason: expect.stringContaining(remedy),
    });
    expect(() => start(more)).toThrow(fails);
  });
});

describe("messages of a service", () => {
  test("are sent by phone numbers that were attached over HTTP, and no more by those detached", async () => {
    const { client, sender } = start({ phoneNumbers: [US, { sid: PN, phoneNumber: GB }] });
    expect(await sender("+447700900456")).toBe(21704);
    const one = { messagingServiceSid: MG, sid: PN };
    await client.phoneNumbers.create(one);
    expect(await sender("+447700900456")).toBe(GB);
    await client.phoneNumbers.create({ ...one, sid: `PN${US.slice(1).padStart(32, "0")}` });
    expect(await sender("+12025550199")).toBe(US);
    expect(await sender("+447700900456")).toBe(GB);
    await client.phoneNumbers.delete(one);
    expect(await sender("+447700900456")).toBe(US);
  });

  test("stick to a number only while it stays in the pool", async () => {
    const { client, sender } = start({
      services: [{ sid: MG, phoneNumbers: ["+12025550101", "+12025550102"] }, { sid: MG2 }],
    });
    const to = "+12025550199";
    const first = await sender(to);
    expect([await sender(to), await sender(to)]).toEqual([first, first]);
    const sid = `PN${String(first).slice(1).padStart(32, "0")}`;
    await client.phoneNumbers.delete({ messagingServiceSid: MG, sid });
    const second = await sender(to);
    expect(second).not.toBe(first);
    await client.phoneNumbers.create({ messagingServiceSid: MG, sid });
    expect(await sender(to)).toBe(second);
  });

  test("may name a short code or a name of the pool", async () => {
    const { client, sandbox } = start({
      shortCodes: [{ sid: `SC${"a".repeat(32)}`, shortCode: "72345" }],
      services: [{
        sid: MG,
        shortCodes: [`SC${"a".repeat(32)}`],
        alphaSenders: [{ sid: `AI${"a".repeat(32)}`, alphaSender: "Shop" }],
      }],
    });
    for (const from of ["72345", "Shop"]) {
      const input = { messagingServiceSid: MG, from, to: "+12025550199", body: "x" };
      const { sid } = await client.messages.create(input);
      await sandbox.deliver();
      expect((await client.messages.fetch({ sid: sid! })).from).toBe(from);
    }
    const other = { messagingServiceSid: MG, from: "72346", to: "+12025550199", body: "x" };
    await expect(client.messages.create(other)).rejects.toMatchObject({ code: 21660 });
  });
});
