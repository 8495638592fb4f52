import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import {
  type Channel,
  type ChannelSender,
  fetchChannelSender,
  type PoolSender,
  type Selection,
  type SelectionOptions,
  selectSender,
  TwilioInputError,
} from "../../../mod.ts";
import { caught, expectError, freeze, json, MG, wire } from "../support/support.ts";

/** A pool of all channels; the SIDs are names. */
const pool = freeze<PoolSender[]>([
  { sid: "us1", sender: "whatsapp:+12125550101", countryCode: "US" },
  { sid: "us2", sender: "whatsapp:+12125550102", countryCode: "US" },
  { sid: "ca", sender: "whatsapp:+14165550103", countryCode: "CA" },
  { sid: "gb", sender: "whatsapp:+442071838750", countryCode: "GB" },
  { sid: "page1", sender: "messenger:104794531907950", countryCode: "US" },
  { sid: "page2", sender: "messenger:104794531907951", countryCode: "GB" },
  { sid: "agent1", sender: "rcs:agent_one", countryCode: "US" },
  { sid: "agent2", sender: "rcs:agent_two", countryCode: "GB" },
  { sid: "agent3", sender: "rcs:agent_three", countryCode: "GB" },
  { sid: "none", sender: null, countryCode: "US" },
  { sid: "viber", sender: "viber:whatsapp:+12125550101", countryCode: "US" },
]);
const withoutRcs = pool.filter(({ sender }) => !sender?.startsWith("rcs:"));
const numbers: PoolSender[] = [
  { sid: "us", sender: "+12125550101", countryCode: "US" },
  { sid: "de", sender: "+4930901820", countryCode: "DE" },
  { sid: "fr", sender: "+33123456789", countryCode: "FR" },
];

const US = "+12125550199";
const CA = "+14165550199";
const GB = "+442071838751";
const DE = "+4930901820";

/** What is taken on each of these turns. */
const turns = (count: number, senders: PoolSender[], to: string, options: SelectionOptions = {}) =>
  Array.from({ length: count }, (_, turn) => selectSender(senders, { to }, { ...options, turn }))
    .map(({ sender, channel }) => `${channel} ${sender?.sid}`);

describe("the channel", () => {
  test.each<[to: string, senders: PoolSender[], channel: Channel, sid: string]>([
    [`whatsapp:${CA}`, pool, "whatsapp", "ca"],
    ["messenger:1", pool, "messenger", "page1"],
    [`rcs:${US}`, pool, "rcs", "agent1"],
    // RCS comes first for a plain number.
    [US, pool, "rcs", "agent1"],
    [US, [...numbers, ...pool], "rcs", "agent1"],
    // Never another channel for a plain number.
    [US, [...withoutRcs, ...numbers], "sms", "us"],
  ])("%s", (to, senders, channel, sid) => {
    const { sender, ...rest } = selectSender(senders, { to });
    expect([rest.channel, rest.code, sender?.sid]).toEqual([channel, null, sid]);
  });

  test.each<[to: string, channel: Channel, senders: PoolSender[]]>([
    [US, "sms", withoutRcs],
    [`whatsapp:${US}`, "whatsapp", pool.filter(({ sender }) => !sender?.startsWith("whatsapp:"))],
    ["messenger:1", "messenger", numbers],
    [`rcs:${US}`, "rcs", [...withoutRcs, ...numbers]],
    [`whatsapp:${US}`, "whatsapp", numbers],
    [US, "sms", [{ sid: null, sender: null, countryCode: null }]],
  ])("%s: none is on %s", (to, channel, senders) => {
    const { considered, ...rest } = selectSender(senders, { to });
    expect(rest).toMatchObject({ sender: null, channel, code: 21703 });
    expect(rest.reason).toMatch(/^none is on (SMS|WhatsApp|Messenger|RCS)$/);
    expect(considered.map(({ sender }) => sender)).toEqual(senders);
    expect(considered.every(({ taken }) => !taken)).toBe(true);
  });

  test("an empty pool", () => {
    for (const message of [{ to: US }, { to: `whatsapp:${US}`, from: "whatsapp:+12125550101" }]) {
      expect(selectSender([], message)).toMatchObject({
        sender: null,
        code: 21704,
        reason: "the pool is empty",
        considered: [],
      });
    }
  });

  test("a recipient who can't be reached over RCS is by SMS, but not one who asked for it", () => {
    const senders = [...pool, ...numbers];
    expect(turns(2, senders, US, { rcs: false })).toEqual(["sms us", "sms us"]);
    expect(turns(2, senders, US, { rcs: true })).toEqual(["rcs agent1", "rcs agent1"]);
    expect(turns(1, senders, `rcs:${US}`, { rcs: false })).toEqual(["rcs agent1"]);
    expect(selectSender(pool, { to: US }, { rcs: false }).code).toBe(21703);
  });
});

describe("the country", () => {
  test.each<[to: string, options: SelectionOptions, sids: string[]]>([
    [`whatsapp:${US}`, {}, ["us1", "us2"]],
    [`whatsapp:${CA}`, {}, ["ca"]],
    [`whatsapp:${GB}`, {}, ["gb"]],
    // Any sender of the channel where there is none of the country, or the country is unknown.
    [`whatsapp:${DE}`, {}, ["us1", "us2", "ca", "gb"]],
    ["whatsapp:+870773111632", {}, ["us1", "us2", "ca", "gb"]],
    // Candidates are equal: a mobile number that may be of Guernsey, one that is toll-free.
    ["whatsapp:+447700900123", {}, ["gb"]],
    ["whatsapp:+18005550100", {}, ["us1", "us2", "ca"]],
    // A user without a number, by the country of the id.
    ["whatsapp:GB.13491208655302741918", {}, ["gb"]],
    ["whatsapp:US.ENT.11815799212886844830", {}, ["us1", "us2"]],
    ["whatsapp:FR.1", {}, ["us1", "us2", "ca", "gb"]],
    // What the caller knows goes before what the number tells.
    [`whatsapp:${US}`, { country: "CA" }, ["ca"]],
    [`whatsapp:${US}`, { country: "gb" }, ["gb"]],
    [`whatsapp:${US}`, { country: "DE" }, ["us1", "us2", "ca", "gb"]],
    [`whatsapp:${US}`, { country: null }, ["us1", "us2"]],
    [`rcs:${US}`, {}, ["agent1"]],
    [GB, {}, ["agent2", "agent3"]],
    [DE, {}, ["agent1", "agent2", "agent3"]],
    // No country rule is documented for Messenger.
    ["messenger:1", {}, ["page1", "page2"]],
    ["messenger:1", { country: "GB" }, ["page1", "page2"]],
  ])("%s %j", (to, options, sids) => {
    const taken = turns(sids.length * 2, pool, to, options).map((one) => one.split(" ")[1]);
    expect(taken).toEqual([...sids, ...sids]);
  });

  test.each([
    [DE, ["de"]],
    [CA, ["us"]],
    [US, ["us"]],
  ])("on SMS: %s", (to, sids) => {
    expect(turns(sids.length, numbers, to)).toEqual(sids.map((sid) => `sms ${sid}`));
  });

  test("on SMS, any number where none is of the country or of the United States", () => {
    expect(turns(3, numbers.slice(1), CA)).toEqual(["sms de", "sms fr", "sms de"]);
  });

  test("of a sender that does not say is that of its number", () => {
    const senders = [
      { sid: "us", sender: "whatsapp:+12125550101", countryCode: null },
      { sid: "ca", sender: "whatsapp:+14165550103", countryCode: null },
      { sid: "lower", sender: "whatsapp:+12125550102", countryCode: "ca" },
    ];
    expect(turns(2, senders, `whatsapp:${US}`)).toEqual(["whatsapp us", "whatsapp us"]);
    expect(turns(2, senders, `whatsapp:${CA}`)).toEqual(["whatsapp ca", "whatsapp lower"]);
    // One that may be of either is.
    const mobile = [{ sid: "gb", sender: "whatsapp:+447700900123", countryCode: null }, ...pool];
    expect(turns(2, mobile, `whatsapp:${GB}`)).toEqual(["whatsapp gb", "whatsapp gb"]);
    expect(selectSender(mobile, { to: `whatsapp:${GB}` }).sender).toBe(mobile[0]);
    // An agent has no number.
    const agents = [{ sid: "agent", sender: "rcs:agent", countryCode: null }];
    expect(turns(1, agents, US)).toEqual(["rcs agent"]);
  });
});

describe("the sender that served the recipient last", () => {
  test.each<[to: string, sticky: string, sids: string[]]>([
    [`whatsapp:${US}`, "us1", ["us1", "us1", "us1"]],
    [`whatsapp:${US}`, "us2", ["us2", "us2", "us2"]],
    [`whatsapp:${US}`, "whatsapp:+12125550102", ["us2", "us2", "us2"]],
    // Not one of another country, of another channel, or of another pool.
    [`whatsapp:${US}`, "ca", ["us1", "us2", "us1"]],
    [`whatsapp:${US}`, "agent1", ["us1", "us2", "us1"]],
    [`whatsapp:${US}`, "us9", ["us1", "us2", "us1"]],
    [`whatsapp:${US}`, "", ["us1", "us2", "us1"]],
    // It need not be of the country where nobody is.
    [`whatsapp:${DE}`, "ca", ["ca", "ca", "ca"]],
    // Not on RCS.
    [GB, "agent3", ["agent2", "agent3", "agent2"]],
    [`rcs:${GB}`, "agent3", ["agent2", "agent3", "agent2"]],
    ["messenger:1", "page2", ["page2", "page2", "page2"]],
  ])("%s, %s", (to, sticky, sids) => {
    const taken = turns(3, pool, to, { sticky }).map((one) => one.split(" ")[1]);
    expect(taken).toEqual(sids);
  });

  test("on SMS", () => {
    const senders = [...numbers, { sid: "us2", sender: "+12125550102", countryCode: "US" }];
    expect(turns(2, senders, US, { sticky: "us2" })).toEqual(["sms us2", "sms us2"]);
    expect(turns(2, senders, US, { sticky: "de" })).toEqual(["sms us", "sms us2"]);
  });

  test("null is none", () => {
    const senders = [{ sid: null, sender: "rcs:a", countryCode: null }, ...pool];
    expect(turns(2, senders, `whatsapp:${US}`, { sticky: null })).toEqual([
      "whatsapp us1",
      "whatsapp us2",
    ]);
  });
});

describe("a sender that is named", () => {
  test.each<[from: string, to: string, channel: Channel, sid: string]>([
    ["whatsapp:+442071838750", `whatsapp:${US}`, "whatsapp", "gb"],
    ["messenger:104794531907951", "messenger:1", "messenger", "page2"],
    ["rcs:agent_two", `rcs:${US}`, "rcs", "agent2"],
    ["rcs:agent_two", US, "rcs", "agent2"],
  ])("%s to %s", (from, to, channel, sid) => {
    for (const options of [{}, { turn: 5 }, { sticky: "us1" }, { rcs: false }]) {
      const selection = selectSender(pool, { to, from }, options);
      expect([selection.sender?.sid, selection.channel, selection.code]).toEqual([
        sid,
        channel,
        null,
      ]);
    }
  });

  test.each<[from: string, to: string, code: number, reason: string]>([
    ["whatsapp:+12125550109", `whatsapp:${US}`, 63007, "from is not in the pool"],
    ["rcs:agent_four", US, 63007, "from is not in the pool"],
    ["+12125550101", US, 63007, "from is not in the pool"],
    ["12345", US, 63007, "from is not in the pool"],
    ["Acme", US, 63007, "from is not in the pool"],
    ["whatsapp:+12125550101", US, 30016, "from is on WhatsApp, to on SMS"],
    ["+12125550101", `whatsapp:${US}`, 30016, "from is on SMS, to on WhatsApp"],
    ["12345", `whatsapp:${US}`, 30016, "from is on SMS, to on WhatsApp"],
    ["rcs:agent_one", `whatsapp:${US}`, 30016, "from is on RCS, to on WhatsApp"],
    ["+12125550101", `rcs:${US}`, 30016, "from is on SMS, to on RCS"],
    ["messenger:104794531907950", US, 30016, "from is on Messenger, to on SMS"],
  ])("%s to %s: %i", (from, to, code, reason) => {
    const { considered, ...rest } = selectSender(pool, { to, from });
    expect(rest).toMatchObject({ sender: null, code, reason });
    expect(considered.map(({ reason }) => reason)).toEqual(
      pool.map(({ sender }) =>
        sender === from
          ? expect.stringMatching(/^is the one in from, but not on \w+$/)
          : "is not the one in from"
      ),
    );
  });

  test("as a Messaging Service is none", () => {
    for (const from of [MG, null, undefined, ""]) {
      expect(selectSender(pool, { to: `whatsapp:${CA}`, from }).sender?.sid).toBe("ca");
    }
  });

  test("twice in the pool is the first one", () => {
    const senders = [pool[2]!, pool[0]!, pool[2]!];
    const { considered } = selectSender(senders, {
      to: `whatsapp:${US}`,
      from: "whatsapp:+14165550103",
    });
    expect(considered.map(({ taken, reason }) => [taken, reason])).toEqual([
      [true, "is the one in from"],
      [false, "is not the one in from"],
      [false, "has the address in from, as one before it"],
    ]);
  });
});

describe("the reasons", () => {
  const reasons = (selection: Selection<PoolSender>) => [
    selection.reason,
    ...selection.considered.map(({ sender, taken, reason }) =>
      `${taken ? ">" : " "} ${sender.sid} ${reason}`
    ),
  ];

  test("by turn, in a country", () => {
    expect(reasons(selectSender(pool, { to: `whatsapp:${US}` }, { turn: 3 }))).toEqual([
      "is number 2 of 2 on WhatsApp of US, and has the turn",
      "  us1 is number 1 of 2, and number 2 has the turn",
      "> us2 is number 2 of 2 on WhatsApp of US, and has the turn",
      "  ca is not of US, as another is",
      "  gb is not of US, as another is",
      "  page1 is on Messenger, not on WhatsApp",
      "  page2 is on Messenger, not on WhatsApp",
      "  agent1 is on RCS, not on WhatsApp",
      "  agent2 is on RCS, not on WhatsApp",
      "  agent3 is on RCS, not on WhatsApp",
      "  none is on no known channel, not on WhatsApp",
      "  viber is on no known channel, not on WhatsApp",
    ]);
  });

  test("on RCS before SMS, in any country", () => {
    expect(reasons(selectSender([pool[0]!, ...pool.slice(6, 8)], { to: DE }))).toEqual([
      "is number 1 of 2 on RCS (none is of DE), and has the turn",
      "  us1 is on WhatsApp, not on RCS, which comes first",
      "> agent1 is number 1 of 2 on RCS (none is of DE), and has the turn",
      "  agent2 is number 2 of 2, and number 1 has the turn",
    ]);
  });

  test("by custom", () => {
    expect(reasons(selectSender(pool.slice(0, 3), { to: `whatsapp:${US}` }, { sticky: "us2" })))
      .toEqual([
        "served the recipient last",
        "  us1 is not the one that served the recipient last",
        "> us2 served the recipient last",
        "  ca is not of US, as another is",
      ]);
  });

  test("by custom of the first one, and of several countries", () => {
    const to = "whatsapp:+447700900123";
    const senders = [pool[3]!, { ...pool[3]!, sid: "je", countryCode: "JE" }, pool[0]!];
    expect(reasons(selectSender(senders, { to }, { sticky: "gb", turn: 1 }))).toEqual([
      "served the recipient last",
      "> gb served the recipient last",
      "  je is not the one that served the recipient last",
      "  us1 is not of GB or GG or IM or JE, as another is",
    ]);
    expect(selectSender(senders.slice(2), { to }).reason)
      .toBe("is the only one on WhatsApp (none is of GB or GG or IM or JE)");
  });

  test.each([
    [pool, `whatsapp:${CA}`, "is the only one on WhatsApp of CA"],
    [
      pool.slice(3, 4),
      "whatsapp:+447700900123",
      "is the only one on WhatsApp of GB or GG or IM or JE",
    ],
    [pool.slice(3, 4), `whatsapp:${CA}`, "is the only one on WhatsApp (none is of CA)"],
    [pool.slice(3, 4), "whatsapp:+870773111632", "is the only one on WhatsApp"],
    [pool.slice(4, 5), "messenger:1", "is the only one on Messenger"],
    [numbers, CA, "is the only one on SMS of US (none is of CA)"],
    [numbers, US, "is the only one on SMS of US"],
  ])("the only one: case %#", (senders, to, reason) => {
    expect(selectSender(senders, { to }).reason).toBe(reason);
  });

  test("are plain data, and show no number", () => {
    const selection = selectSender(pool, { to: `whatsapp:${US}` });
    expect(JSON.parse(JSON.stringify(selection))).toEqual(selection);
    const { considered, reason } = selection;
    const words = [reason, ...considered.map(({ reason }) => reason)].join();
    expect(words).not.toMatch(/\d{3}/);
  });
});

describe("bad input", () => {
  const reasons: Record<string, string> = {
    to: "expected ",
    from: "expected ",
    turn: "expected 0 or more",
    country: "expected two letters of ISO 3166-1",
  };

  test.each<[message: object, options: object, field: string]>([
    [{}, {}, "to"],
    [{ to: "12125550199" }, {}, "to"],
    [{ to: "rcs:agent" }, {}, "to"],
    [{ to: "WhatsApp:+12125550199" }, {}, "to"],
    [{ to: US, from: "WhatsApp:+12125550199" }, {}, "from"],
    [{ to: US, from: "+1 212" }, {}, "from"],
    [{ to: US, from: "viber:x" }, {}, "from"],
    [{ to: US }, { turn: -1 }, "turn"],
    [{ to: US }, { turn: 0.5 }, "turn"],
    [{ to: US }, { turn: NaN }, "turn"],
    [{ to: US }, { turn: 2 ** 53 }, "turn"],
    [{ to: US }, { turn: "1" }, "turn"],
    [{ to: US }, { country: "USA" }, "country"],
    [{ to: US }, { country: "" }, "country"],
  ])("%j %j", async (message, options, field) => {
    const error = await caught(() => selectSender(pool, message as { to: string }, options));
    expectError(error, "TwilioInputError", { field });
    expect((error as TwilioInputError).reason).toContain(reasons[field]);
  });

  test.each([[null], [undefined], ["+12125550100"], [5]])(
    "%j is no sender in a pool",
    async (sender) => {
      const senders = [...pool, sender] as PoolSender[];
      const error = await caught(() => selectSender(senders, { to: US }));
      expectError(error, "TwilioInputError", { field: `pool[${pool.length}]` });
    },
  );

  test.each([
    [{ sender: 12345 }, "sender"],
    [{ sender: "12345", countryCode: 5 }, "countryCode"],
    [{ sender: "12345", capabilities: "SMS" }, "capabilities"],
  ])("%j is no sender in a pool, and the error says why", async (sender, member) => {
    const senders = [...pool, sender as unknown as PoolSender];
    const error = await caught(() => selectSender(senders, { to: US }));
    expectError(error, "TwilioInputError", { field: `pool[${pool.length}].${member}` });
  });

  test("an option that is misspelt", async () => {
    const options = { contry: "DE" } as object;
    const error = await caught(() => selectSender(pool, { to: US }, options));
    expectError(error, "TwilioInputError", { field: "contry" });
  });

  test("null is no options", () => {
    expect(selectSender(pool, { to: US }, null as never)).toEqual(selectSender(pool, { to: US }));
  });

  test("a listing is no pool yet", async () => {
    async function* listing() {
      yield* pool;
    }
    for (const senders of [listing(), null, undefined, {}]) {
      const error = await caught(() =>
        selectSender(senders as unknown as PoolSender[], { to: US })
      );
      const reason = "expected an iterable; of a listing, an array";
      expectError(error, "TwilioInputError", { field: "pool", reason });
    }
  });
});

describe("a pool", () => {
  test("is of channel senders as they are, and of any iterable", async () => {
    const sender: ChannelSender = await fetchChannelSender.parse(json(200, wire(1)));
    const selection = selectSender(new Set([sender]).values(), { to: `whatsapp:${US}` });
    expect(selection.sender).toBe(sender);
    expect(selection.sender?.senderType).toBe("WhatsApp");
  });

  test("of twice as many is read twice as often", () => {
    const reads = (count: number) => {
      let reads = 0;
      const senders = Array.from({ length: count }, (_, index) => ({
        sid: `XE${index}`,
        get sender() {
          reads++;
          return `${index % 2 ? "whatsapp" : "rcs"}:+1212555${index}`;
        },
        countryCode: index % 3 ? null : "CA",
      }));
      const options = { turn: count, sticky: "XE0" };
      const { considered } = selectSender(senders, { to: `whatsapp:${US}` }, options);
      expect(considered).toHaveLength(count);
      return reads;
    };
    const few = reads(600);
    expect(few).toBeLessThan(600 * 4);
    expect(reads(60_000)).toBe(few * 100);
  });

  test("of 100,000 senders", () => {
    const senders = Array.from({ length: 100_000 }, (_, index) => ({
      sid: `XE${index}`,
      sender: `whatsapp:+1212${String(index).padStart(7, "0")}`,
      countryCode: "US",
    }));
    const { sender, considered } = selectSender(senders, { to: `whatsapp:${US}` }, {
      turn: 99_999,
    });
    expect(sender?.sid).toBe("XE99999");
    expect(considered.filter(({ taken }) => taken)).toHaveLength(1);
  });
});

describe("properties", () => {
  const digits = (length: number) =>
    fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, "0"));
  const start = fc.constantFrom(
    "+1212",
    "+1416",
    "+1242",
    "+1800",
    "+7916",
    "+7701",
    "+44771",
    "+49",
  );
  const number = fc.tuple(start, digits(6)).map(([start, rest]) => start + rest);
  const country = fc.constantFrom("US", "CA", "GB", "DE", "RU", "KZ", null);
  const address = fc.oneof(
    number,
    number.map((id) => `whatsapp:${id}`),
    digits(15).map((id) => `messenger:${id}`),
    digits(2).map((id) => `rcs:agent_${id}`),
    fc.constantFrom(null, "", "viber:1", "12345"),
  );
  const senders = fc.array(
    fc.record({ sid: digits(3).map((id) => `XE${id}`), sender: address, countryCode: country }),
    { maxLength: 12 },
  );
  const to = fc.oneof(
    number,
    number.map((id) => `whatsapp:${id}`),
    number.map((id) => `rcs:${id}`),
    digits(15).map((id) => `messenger:${id}`),
    fc.constantFrom("whatsapp:US.123", "whatsapp:GB.ENT.1a"),
  );
  const options = fc.record({
    country: fc.option(country),
    sticky: fc.option(digits(3).map((id) => `XE${id}`)),
    turn: fc.nat(),
    rcs: fc.boolean(),
  }, { requiredKeys: [] });
  const named = fc.boolean();
  const all = fc.tuple(senders, to, options, named, fc.nat());

  function must(ok: unknown, what: string): asserts ok {
    if (!ok) throw new Error(what);
  }

  /** A selection, and what it was made of. */
  function select(
    [pool, to, options, named, at]: typeof all extends fc.Arbitrary<infer T> ? T : never,
  ) {
    const sender = pool[at % pool.length]?.sender;
    const from = named && sender !== "viber:1" ? sender : null;
    const input = freeze([pool, { to, from }, options] as const);
    const before = JSON.stringify(input);
    const selection = selectSender(...input);
    must(JSON.stringify(input) === before, "the input is altered");
    return { pool, to, from, selection };
  }
  const prefix = (text: string) => /^(whatsapp|messenger|rcs):/.exec(text)?.[1] ?? "sms";

  test("exactly one is taken, or none and there is a code", () => {
    fc.assert(fc.property(all, (input) => {
      const { pool, selection: { sender, code, reason, considered } } = select(input);
      must(considered.length === pool.length, "not every sender is considered");
      must(considered.every((one, index) => one.sender === pool[index]), "another order");
      must(considered.every((one) => one.reason), "no reason");
      const taken = considered.filter(({ taken }) => taken);
      must(taken.length === (sender ? 1 : 0), `${taken.length} taken`);
      must(sender ? code === null : code !== null, `code ${code}`);
      if (sender) must(taken[0]!.sender === sender && taken[0]!.reason === reason, "another taken");
    }));
  });

  test("the one that is taken has an address of the right channel", () => {
    fc.assert(fc.property(all, (input) => {
      const { to, from, selection: { sender, channel } } = select(input);
      if (!sender) return;
      must(prefix(sender.sender!) === channel, `${sender.sender} on ${channel}`);
      must(channel === prefix(to) || (prefix(to) === "sms" && channel === "rcs"), `to ${to}`);
      if (from) must(sender.sender === from, "not the one that is named");
    }));
  });

  test("none is taken where one would fit: never", () => {
    fc.assert(fc.property(all, (input) => {
      const { pool, to, from, selection: { sender, code } } = select(input);
      const fitting = pool.filter(({ sender }) =>
        sender && (prefix(to) === "sms" ? /^\+/ : new RegExp(`^${prefix(to)}:`)).test(sender)
      );
      if (!from && fitting.length > 0) must(sender, `code ${code}`);
      if (!sender && !from && pool.length > 0) must(code === 21703, `code ${code}`);
    }));
  });

  test("those that may be taken are taken as often as each other, or once less", () => {
    fc.assert(fc.property(senders, to, fc.integer({ min: 1, max: 40 }), (pool, to, count) => {
      const times = new Map<PoolSender, number>();
      for (let turn = 0; turn < count; turn++) {
        const { sender, considered } = selectSender(pool, { to }, { turn });
        if (!sender) return;
        // Those of the others that are in the same round have a number.
        for (const one of considered) {
          if (/^is number|^is the only/.test(one.reason) && !times.has(one.sender)) {
            times.set(one.sender, 0);
          }
        }
        times.set(sender, times.get(sender)! + 1);
      }
      must(Math.max(...times.values()) - Math.min(...times.values()) <= 1, "uneven");
    }));
  });

  test("the same input, the same selection", () => {
    fc.assert(fc.property(all, (input) => {
      const [first, second] = [select(input), select(structuredClone(input))];
      must(JSON.stringify(first) === JSON.stringify(second), "another selection");
    }));
  });

  test("any text for an address is an input error at most", () => {
    fc.assert(fc.property(senders, fc.string(), fc.string(), (pool, to, from) => {
      try {
        selectSender(pool, { to, from });
      } catch (error) {
        must(error instanceof TwilioInputError, String(error));
      }
    }));
  });
});

describe("what is told where one looks closely", () => {
  const ids = (senders: PoolSender[], to: string, options: SelectionOptions = {}) =>
    selectSender(senders, { to }, options).considered.map(({ reason }) => reason);

  test("where none on the channel serves, those elsewhere and those on it have reasons of their own", () => {
    const senders = [
      { sid: "wa", sender: "whatsapp:+12125550100" },
      { sid: "name", sender: "Shop" },
    ];
    expect(ids(senders, US)).toEqual([
      "is on WhatsApp, not on SMS",
      "is a name, and the recipient's country takes none",
    ]);
  });

  test("who has no SID is nobody's sticky sender", () => {
    const unnamed = [{ sender: "+12125550101" }, { sender: "+12125550102" }];
    expect(selectSender(unnamed, { to: US }, { turn: 1 }).sender).toBe(unnamed[1]);
  });

  test("a name may begin with digits, and have nine of them", () => {
    const { sender, reason } = selectSender([{ sid: "a", sender: "7Eleven" }], { to: DE });
    expect([sender?.sid, reason]).toEqual(["a", "is the only one on SMS by name"]);
    const named = { sid: "b", sender: "A123456789" };
    expect(selectSender([named], { to: DE, from: "A123456789" }).sender).toBe(named);
  });

  test("null is no country, and a message that is none is told of", async () => {
    expect(selectSender(numbers, { to: DE }, { country: null }).sender?.sid).toBe("de");
    expectError(
      await caught(() => selectSender(numbers, null as never)),
      "TwilioInputError",
      { message: "message: expected an object with to, got nothing" },
    );
    expectError(
      await caught(() => selectSender(numbers, { to: DE }, { turn: -1 })),
      "TwilioInputError",
      { message: "turn: expected 0 or more, got -1" },
    );
  });
});
