import { describe, expect, test } from "vitest";
import { TwilioInputError } from "../../../../mod.ts";
import {
  type AccountSeed,
  createSandbox,
  defaultSeed,
  type SandboxOptions,
} from "../../../../lib/sandbox/mod.ts";

const sid = (prefix: string, digit: string) => prefix + digit.repeat(32);
const account: AccountSeed = {
  accountSid: sid("AC", "1"),
  authToken: "token",
  apiKeys: [{ apiKey: sid("SK", "1"), apiSecret: "secret" }],
  channelSenders: [
    { sid: sid("XE", "1"), sender: "whatsapp:+12487960483" },
    { sid: sid("XE", "2"), sender: "rcs:agent", senderType: null, countryCode: null },
    { sid: sid("XE", "3"), sender: "viber:1", countryCode: "DE" },
    { sid: sid("XE", "4"), sender: "messenger:1", senderType: "Messanger" },
  ],
  services: [
    {
      sid: sid("MG", "1"),
      channelSenders: [
        sid("XE", "4"),
        {
          sid: sid("XE", "1"),
          dateCreated: "2023-07-30T20:12:31Z",
          dateUpdated: "2023-07-30T22:12:33+02:00",
        },
        { sid: sid("XE", "3"), dateCreated: "2023-01-01T00:00:00Z" },
        sid("XE", "2"),
      ],
    },
    { sid: sid("MG", "2") },
  ],
};

async function listed(options: SandboxOptions, service = sid("MG", "1")) {
  const sandbox = createSandbox(options);
  const { accountSid, authToken } = sandbox.credentials;
  const response = await sandbox.fetch(
    new Request(`https://messaging.twilio.com/v1/Services/${service}/ChannelSenders`, {
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    }),
  );
  const { senders } = await response.json();
  return senders as Record<string, string | null>[];
}

describe("a seed", () => {
  test("says what is attached, since when, and of which type", async () => {
    const senders = await listed({ accounts: [account], now: () => new Date(0) });
    const rows = senders.map((sender) => [
      sender.sender,
      sender.sender_type,
      sender.country_code,
      sender.date_created,
      sender.date_updated,
    ]);
    expect(rows).toEqual([
      ["messenger:1", "Messanger", "US", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"],
      ["whatsapp:+12487960483", "WhatsApp", "US", "2023-07-30T20:12:31Z", "2023-07-30T20:12:33Z"],
      ["viber:1", null, "DE", "2023-01-01T00:00:00Z", "2023-01-01T00:00:00Z"],
      ["rcs:agent", null, null, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"],
    ]);
  });

  test("is not altered, and may be altered afterwards", async () => {
    const accounts: AccountSeed[] = JSON.parse(JSON.stringify([account]));
    const sandbox = createSandbox({ accounts });
    expect(accounts).toEqual([account]);
    accounts.length = 0;
    expect(sandbox.credentials).toEqual({ accountSid: sid("AC", "1"), authToken: "token" });
    expect((await listed({ accounts: [account] })).length).toBe(4);
  });

  test("may be frozen, and serves many sandboxes", async () => {
    const frozen = Object.freeze([Object.freeze(account)]);
    expect((await listed({ accounts: frozen })).length).toBe(4);
    expect((await listed({ accounts: frozen })).length).toBe(4);
  });

  test("is by default the account of the reference page, nothing attached", async () => {
    const { accounts } = defaultSeed();
    expect(accounts.map(({ accountSid }) => accountSid)).toEqual([sid("AC", "a")]);
    expect(accounts[0]!.services!.length).toBe(2);
    for (const service of accounts[0]!.services!) {
      expect(await listed({}, service.sid)).toEqual([]);
    }
    expect(createSandbox().credentials.authToken).toBe(accounts[0]!.authToken);
    expect(defaultSeed()).not.toBe(defaultSeed());
  });
});

/** A good item of each list of a seed, and a member that it does not have. */
function misspelt(): [string, SandboxOptions][] {
  const xe = { sid: sid("XE", "1"), sender: "whatsapp:+12125550100" };
  const alpha = { sid: sid("AI", "1"), alphaSender: "Shop" };
  const date = "2026-01-02T03:04:05Z";
  const message = { sid: sid("SM", "1"), to: "+12125550100", from: "+12125550101", body: "" };
  const ofAccount: [string, object][] = [
    ["apiKeys", { apiKey: sid("SK", "1"), apiSecret: "secret" }],
    ["oauthApps", { clientId: sid("OQ", "1"), clientSecret: "secret" }],
    ["channelSenders", xe],
    ["phoneNumbers", { sid: sid("PN", "1"), phoneNumber: "+12125550100" }],
    ["shortCodes", { sid: sid("SC", "1"), shortCode: "12345" }],
    ["senders", { sid: sid("XE", "2"), senderId: "whatsapp:+12125550102" }],
    ["deletedSenders", { sid: sid("XE", "3"), at: 0 }],
    ["deletedServices", { sid: sid("MG", "2"), at: 0 }],
    ["messages", { ...message, status: "sent", dateCreated: date }],
    ["deletedMessages", { sid: sid("SM", "2"), at: 0 }],
    ["wrote", { customer: "whatsapp:+12125550100", sender: xe.sender, date }],
    ["inboundWebhooks", { sender: xe.sender, url: "http://localhost/in" }],
  ];
  const ofService: [string, object][] = [
    ["channelSenders", { sid: xe.sid }],
    ["alphaSenders", alpha],
    ["destinationAlphaSenders", alpha],
    ["stickies", { to: "+12125550100", sender: "+12125550101" }],
  ];
  const withIn = (inAccount: object, inService: object = {}) => ({
    accounts: [{
      ...account,
      channelSenders: [xe],
      services: [{ sid: sid("MG", "1"), ...inService }],
      ...inAccount,
    }],
  });
  const bad = (item: object) => [{ ...item, colour: "red" }];
  return [
    ...ofAccount.map(([list, item]): [string, SandboxOptions] => [
      `accounts[0].${list}[0].colour`,
      withIn({ [list]: bad(item) }),
    ]),
    ...ofService.map(([list, item]): [string, SandboxOptions] => [
      `accounts[0].services[0].${list}[0].colour`,
      withIn({}, { [list]: bad(item) }),
    ]),
  ];
}

describe("a mistake in a seed is told of by its path", () => {
  const other: AccountSeed = { accountSid: sid("AC", "2"), authToken: "token" };
  const services = (...channelSenders: unknown[][]) =>
    channelSenders.map((senders, i) => ({ sid: sid("MG", `${i + 1}`), channelSenders: senders }));
  const [one, two] = [sid("XE", "1"), sid("XE", "2")];

  const mistakes: [string, unknown][] = [
    ["accounts", { accounts: [] }],
    ["accounts", { accounts: {} }],
    ["accounts[0]", { accounts: [null] }],
    ["accounts[0].accountSid", { accounts: [{}] }],
    ["accounts[0].accountSid", { accounts: [{ ...account, accountSid: "AC1" }] }],
    ["accounts[0].accountSid", { accounts: [{ ...account, accountSid: sid("ac", "1") }] }],
    ["accounts[0].accountSid", { accounts: [{ ...account, accountSid: `${sid("AC", "1")}\n` }] }],
    ["accounts[1].accountSid", { accounts: [account, { ...other, accountSid: sid("AC", "1") }] }],
    ...misspelt(),
    ["accounts[0].chanelSenders", { accounts: [{ ...account, chanelSenders: [] }] }],
    ["accounts[0].alphaSenders", { accounts: [{ ...account, alphaSenders: [] }] }], // a service's
    [
      "accounts[0].services[0].friendlyname",
      { accounts: [{ ...account, services: [{ sid: sid("MG", "1"), friendlyname: "Shop" }] }] },
    ],
    ["accounts[0].authToken", { accounts: [{ ...account, authToken: "" }] }],
    ["accounts[0].authToken", { accounts: [{ ...account, authToken: "sesame open" }] }],
    ["accounts[0].authToken", { accounts: [{ accountSid: sid("AC", "1") }] }],
    ["accounts[0].apiKeys", { accounts: [{ ...account, apiKeys: "SK" }] }],
    ["accounts[1].apiKeys[0].apiKey", { accounts: [account, { ...other, ...pick("apiKeys") }] }],
    [
      "accounts[0].apiKeys[0].apiSecret",
      { accounts: [{ ...account, apiKeys: [{ apiKey: sid("SK", "1") }] }] },
    ],
    [
      "accounts[0].channelSenders[0].sid",
      { accounts: [{ ...other, channelSenders: [{ sid: sid("PN", "1"), sender: "rcs:a" }] }] },
    ],
    [
      "accounts[0].channelSenders[1].sid",
      { accounts: [{ ...other, channelSenders: [sender({}), sender({})] }] },
    ],
    [
      "accounts[1].channelSenders[0].sid",
      { accounts: [account, { ...other, channelSenders: [sender({})] }] },
    ],
    ["accounts[0].channelSenders[0].sender", wrong({ sender: "+12487960483" })],
    ["accounts[0].channelSenders[0].sender", wrong({ sender: undefined })],
    ["accounts[0].channelSenders[0].senderType", wrong({ senderType: 1 })],
    ["accounts[0].channelSenders[0].countryCode", wrong({ countryCode: "usa" })],
    ["accounts[0].services[0].sid", { accounts: [{ ...other, services: [{ sid: "x" }] }] }],
    ["accounts[1].services[0].sid", { accounts: [account, { ...other, services: services([]) }] }],
    ["accounts[0].services[0].channelSenders", attached(services("XE" as never))],
    ["accounts[0].services[0].channelSenders[0]", attached(services([sid("XE", "9")]))],
    ["accounts[0].services[0].channelSenders[0]", attached(services(["whatsapp:+12487960483"]))],
    ["accounts[0].services[0].channelSenders[1]", attached(services([one, one]))],
    [
      "accounts[0].services[1].channelSenders[0].sid",
      attached(services([two, one], [{ sid: one }])),
    ],
    [
      "accounts[0].services[0].channelSenders[0].dateCreated",
      attached(services([{ sid: one, dateCreated: "yesterday" }])),
    ],
    [
      "accounts[0].services[0].channelSenders[0].dateUpdated",
      attached(services([{ sid: one, dateUpdated: "never" }])),
    ],
    ["now", { now: 1 }],
    ["requestId", { requestId: "RQ" }],
    ["pageSizeAboveMaximum", { pageSizeAboveMaximum: "cut" }],
    ["publicUrl", { publicUrl: "https://example.com" }],
  ];

  test.each(mistakes)("%s (%#)", (field, options) => {
    let thrown: unknown;
    try {
      createSandbox(options as SandboxOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown instanceof TwilioInputError).toBe(true);
    const { field: named, message } = thrown as TwilioInputError;
    expect(named).toBe(field);
    expect(message).toContain(field);
    expect(message.includes("sesame")).toBe(false);
  });

  function pick(key: keyof AccountSeed): object {
    return { [key]: account[key] };
  }
  function sender(fields: object): object {
    return { sid: sid("XE", "1"), sender: "rcs:agent", ...fields };
  }
  function wrong(fields: object): object {
    return { accounts: [{ ...other, channelSenders: [sender(fields)] }] };
  }
  function attached(services: object): object {
    return { accounts: [{ ...account, services }] };
  }
});
