import { describe, expect, test } from "vitest";
import {
  accountShortCodes,
  createClient,
  incomingPhoneNumbers,
  phoneNumbers,
  shortCodes,
} from "../../../../mod.ts";
import { type AccountSeed, createSandbox, defaultSeed } from "../../../../lib/sandbox/mod.ts";
import { AC, basic, caller, MG, refusal, SK } from "../../support/sandbox.ts";
import { caught, expectError } from "../../support/support.ts";

// The numbers that an account has: those that its pools are filled from.
const host = "https://api.twilio.com";
const path = `/2010-04-01/Accounts/${AC}`;
const PN = `PN${"b".repeat(32)}`;
const SC = `SC${"b".repeat(32)}`;
const seed: AccountSeed = {
  accountSid: AC,
  authToken: "12345",
  phoneNumbers: [
    "+12025550100",
    { sid: PN, phoneNumber: "+442071838750", capabilities: ["Voice"] },
    "Ahoy",
    "12345",
  ],
  shortCodes: [{ sid: SC, shortCode: "72345" }, { sid: `SC${"c".repeat(32)}`, shortCode: "82345" }],
  services: [{ sid: MG, phoneNumbers: ["+12025550177"] }],
};

function start(account: AccountSeed = seed) {
  const sandbox = createSandbox({ accounts: [account] });
  const { credentials, fetch } = sandbox;
  const extend = { accountShortCodes, incomingPhoneNumbers, phoneNumbers, shortCodes };
  const client = createClient({ ...credentials, fetch, retry: null, extend });
  return { sandbox, client, call: caller(sandbox) };
}

describe("phone numbers", () => {
  const numbersOf = async (filter: object) => {
    const found = await start().client.incomingPhoneNumbers.list(filter).toArray();
    return found.map(({ phoneNumber }) => phoneNumber);
  };

  test.each<[object, string[]]>([
    [{}, ["+12025550100", "+442071838750", "+12025550177"]],
    [{ phoneNumber: "+12025550177" }, ["+12025550177"]],
    [{ phoneNumber: "+1202" }, ["+12025550100", "+12025550177"]],
    [{ phoneNumber: "5550**0" }, ["+12025550100"]],
    [{ phoneNumber: "0100" }, ["+12025550100"]],
    [{ phoneNumber: "+13" }, []],
    [{ friendlyName: "(202) 555-0177" }, ["+12025550177"]],
    [{ friendlyName: "(202)" }, []],
  ])("%j finds %j", async (filter, expected) => {
    expect(await numbersOf(filter)).toEqual(expected);
    expect(await numbersOf({ ...filter, pageSize: 1 })).toEqual(expected);
  });

  test("a number is found, and put into a pool by its SID", async () => {
    const { client } = start();
    const [found] = await client.incomingPhoneNumbers.list({ phoneNumber: "+12025550100" })
      .toArray();
    expect(found).toMatchObject({
      accountSid: AC,
      capabilities: { voice: true, sms: true, mms: true, fax: false },
      friendlyName: "(202) 555-0100",
    });
    const input = { messagingServiceSid: MG, sid: found!.sid! };
    expect((await client.phoneNumbers.create(input)).phoneNumber).toBe("+12025550100");
    expect(await client.incomingPhoneNumbers.fetch({ sid: found!.sid! })).toEqual(found);
  });

  test("one that only calls says so", async () => {
    const { capabilities } = await start().client.incomingPhoneNumbers.fetch({ sid: PN });
    expect(capabilities).toEqual({ voice: true, sms: false, mms: false, fax: false });
  });

  test("on the wire, in the order of Twilio's example", async () => {
    const { call } = start();
    const body = await (await call(`${host}${path}/IncomingPhoneNumbers/${PN}.json`)).json();
    expect(Object.keys(body).slice(0, 6)).toEqual([
      ...["account_sid", "address_requirements", "address_sid", "api_version", "beta"],
      "capabilities",
    ]);
    expect(body).toMatchObject({
      sid: PN,
      status: "in-use",
      date_created: "Thu, 30 Jul 2015 23:19:04 +0000",
      uri: `${path}/IncomingPhoneNumbers/${PN}.json`,
      subresource_uris: {
        assigned_add_ons: `${path}/IncomingPhoneNumbers/${PN}/AssignedAddOns.json`,
      },
    });
    const list = await call(`${host}${path}/IncomingPhoneNumbers.json?PageSize=1&PhoneNumber=%2B1`);
    expect(await list.json()).toMatchObject({
      page_size: 1,
      next_page_uri: expect.stringMatching(
        /IncomingPhoneNumbers\.json\?PhoneNumber=%2B1&PageSize=1&Page=1&PageToken=PAPN/,
      ),
    });
  });
});

describe("short codes", () => {
  test("are found, and put into a pool by their SIDs", async () => {
    const { client } = start();
    const all = await client.accountShortCodes.list().toArray();
    expect(all.map(({ shortCode }) => shortCode)).toEqual(["72345", "82345"]);
    const [found] = await client.accountShortCodes.list({ shortCode: "72345" }).toArray();
    expect(found).toMatchObject({ sid: SC, friendlyName: "72345", accountSid: AC });
    const input = { messagingServiceSid: MG, sid: found!.sid! };
    expect((await client.shortCodes.create(input)).shortCode).toBe("72345");
    expect(await client.accountShortCodes.fetch({ sid: SC })).toEqual(found);
    expect(await client.accountShortCodes.list({ shortCode: "9" }).toArray()).toEqual([]);
  });
});

test("what is not there is not found", async () => {
  const { client, call } = start();
  const number = client.incomingPhoneNumbers.fetch({ sid: `PN${"f".repeat(32)}` });
  expectError(await caught(() => number), "TwilioApiError", { status: 404, code: 20404 });
  const code = client.accountShortCodes.fetch({ sid: `SC${"f".repeat(32)}` });
  expectError(await caught(() => code), "TwilioApiError", { status: 404, code: 20404 });
  const theirs = `${host}${path.replace(AC, `AC${"f".repeat(32)}`)}`;
  for (const name of ["IncomingPhoneNumbers", "SMS/ShortCodes"]) {
    expect((await refusal(call(`${theirs}/${name}.json`))).slice(0, 2)).toEqual([404, 20404]);
    expect((await refusal(call(`${host}${path}/${name}.json`, { method: "POST" }))).slice(0, 2))
      .toEqual([405, 20004]);
  }
});

test.each([
  ["phone-numbers/incoming-phone-numbers/list", "IncomingPhoneNumbers.json", 200],
  ["phone-numbers/incoming-phone-numbers/read", "IncomingPhoneNumbers.json", 403],
  ["phone-numbers/incoming-phone-numbers/read", `IncomingPhoneNumbers/${PN}.json`, 200],
  ["messaging/short-codes/list", "SMS/ShortCodes.json", 200],
  ["messaging/short-codes/list", `SMS/ShortCodes/${SC}.json`, 403],
  ["messaging/short-codes/read", `SMS/ShortCodes/${SC}.json`, 200],
])("a key that may %s gets %s: %i", async (may, name, status) => {
  const apiKeys = [{ apiKey: SK, apiSecret: "s", permissions: [`/twilio/${may}`] }];
  const { call } = start({ ...seed, apiKeys });
  const answer = await call(`${host}${path}/${name}`, { auth: basic(SK, "s") });
  expect(answer.status).toBe(status);
});

test("an account without numbers has none", async () => {
  const { client } = start(defaultSeed().accounts[0]);
  expect(await client.incomingPhoneNumbers.list().toArray()).toEqual([]);
  expect(await client.accountShortCodes.list().toArray()).toEqual([]);
});
