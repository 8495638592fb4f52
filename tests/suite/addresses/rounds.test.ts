import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import { type PoolSender, type SelectionOptions, selectSender } from "../../../mod.ts";
import { freeze } from "../support/support.ts";

// Who sends SMS: short codes, names and phone numbers, in the order that Twilio documents.
const US = "+12125550199";
const CA = "+14165550199";
const GB = "+442071838751";
const DE = "+4930901821";

/** One of each kind; the SIDs are names. */
const pool = freeze<PoolSender[]>([
  { sid: "us", sender: "+12125550101", countryCode: "US", capabilities: ["SMS", "Voice"] },
  { sid: "gb", sender: "+442071838750", countryCode: "GB", capabilities: ["SMS"] },
  { sid: "free", sender: "+18005550101", countryCode: "US", capabilities: ["SMS", "MMS"] },
  { sid: "name", sender: "Shop", countryCode: null, capabilities: ["SMS"] },
  { sid: "nameFR", sender: "Magasin", countryCode: "FR", capabilities: ["SMS"] },
  { sid: "code", sender: "12345", countryCode: "US", capabilities: ["SMS", "MMS"] },
]);
const without = (...sids: string[]) => pool.filter(({ sid }) => !sids.includes(sid!));
const taken = (senders: readonly PoolSender[], to: string, options: SelectionOptions = {}) =>
  selectSender(senders, { to }, options).sender?.sid;
const turns = (senders: readonly PoolSender[], to: string) =>
  [0, 1, 2, 3].map((turn) => taken(senders, to, { turn }));

describe("the order of kinds", () => {
  test.each<[to: string, senders: PoolSender[], sid: string]>([
    // A short code comes first, in its own country alone.
    [US, pool, "code"],
    [GB, pool, "name"],
    [GB, [...pool, { sid: "codeGB", sender: "78787", countryCode: "GB" }], "codeGB"],
    // A name comes next, where names are taken.
    [DE, pool, "name"],
    [CA, without("code", "free"), "us"],
    [US, without("code"), "us"],
    // Then phone numbers.
    [GB, without("name"), "gb"],
    [DE, without("name"), "us"],
    // A code that says nothing of its country may be of any.
    [DE, [...pool, { sid: "any", sender: "54321", countryCode: null }], "any"],
    // RCS comes before all of them.
    [US, [...pool, { sid: "agent", sender: "rcs:agent", countryCode: "US" }], "agent"],
  ])("%s: case %#", (to, senders, sid) => {
    expect(taken(senders, to)).toBe(sid);
  });

  test("in Canada, toll-free numbers before others, whatever their country", () => {
    const long = { sid: "ca", sender: "+14165550101", countryCode: "CA" };
    const freeCA = { sid: "freeCA", sender: "+18445550101", countryCode: "CA" };
    const senders = [long, ...pool, freeCA];
    expect(turns(senders, CA)).toEqual(["free", "freeCA", "free", "freeCA"]);
    expect(turns([long, ...without("free")], CA)).toEqual(["ca", "ca", "ca", "ca"]);
    // Elsewhere they are as others are.
    expect(turns(without("code"), US)).toEqual(["us", "free", "us", "free"]);
  });

  test("those of a kind share the messages", () => {
    const senders = [...pool, { sid: "code2", sender: "54321", countryCode: "us" }];
    expect(turns(senders, US)).toEqual(["code", "code2", "code", "code2"]);
  });

  test("a named one is taken, whatever its kind", () => {
    for (const [from, sid] of [["12345", "code"], ["Shop", "name"], ["+18005550101", "free"]]) {
      expect(selectSender(pool, { to: DE, from }).sender?.sid).toBe(sid);
    }
  });

  test("none of them is for another channel", () => {
    expect(selectSender(pool, { to: `whatsapp:${US}` })).toMatchObject({
      sender: null,
      code: 21703,
      reason: "none is on WhatsApp",
    });
  });
});

describe("a name", () => {
  test("for the recipient's country comes before those for all others", () => {
    expect(turns(pool, "+33123456789")).toEqual(["nameFR", "nameFR", "nameFR", "nameFR"]);
    expect(turns(pool, DE)).toEqual(["name", "name", "name", "name"]);
  });

  test("is for no other country than its own", () => {
    const { sender, reason } = selectSender([pool[4]!], { to: DE });
    expect([sender, reason]).toEqual([null, "none on SMS can serve the recipient"]);
  });

  test("reaches where the caller says", () => {
    expect(taken(without("code"), US, { names: true })).toBe("name");
    expect(taken(pool, GB, { names: false })).toBe("gb");
    expect(taken(pool, DE, { names: false })).toBe("us");
    expect(taken(pool, US, { country: "FR" })).toBe("nameFR");
  });
});

describe("the sender that served the recipient last", () => {
  const codeGB = { sid: "codeGB", sender: "78787", countryCode: "GB" };

  test.each<[to: string, senders: PoolSender[], sticky: string, sid: string]>([
    // A number of the recipient's country stays, though a code or a name comes first.
    [GB, [...pool, codeGB], "gb", "gb"],
    [GB, pool, "gb", "gb"],
    // So does a name where a code was added, and the other way round.
    [GB, [...pool, codeGB], "name", "name"],
    [GB, [...pool, codeGB], "codeGB", "codeGB"],
    // A number of another country stays where there is a name, but gives way to a code or a number.
    [DE, pool, "us", "us"],
    [GB, [...without("gb"), codeGB], "us", "codeGB"],
    [GB, without("name"), "us", "gb"],
    // What can't serve the recipient does not go on.
    [DE, pool, "code", "name"],
    [US, without("code"), "name", "us"],
    [DE, pool, "nameFR", "name"],
    // A long code stays in Canada though there is a toll-free number.
    [CA, [...pool, { sid: "ca", sender: "+14165550101", countryCode: "CA" }], "ca", "ca"],
    [CA, [...pool, { sid: "free2", sender: "+18445550101", countryCode: "CA" }], "free2", "free2"],
  ])("%s: case %#", (to, senders, sticky, sid) => {
    const selection = selectSender(senders, { to }, { sticky });
    expect(selection.sender?.sid).toBe(sid);
    expect(selection.reason === "served the recipient last").toBe(sticky === sid);
  });
});

describe("capabilities", () => {
  const voice: PoolSender = {
    sid: "voice",
    sender: "+12125550102",
    countryCode: "US",
    capabilities: ["Voice"],
  };

  test("without SMS a number is passed over", () => {
    const { sender, considered } = selectSender([voice, pool[0]!], { to: US });
    expect(sender?.sid).toBe("us");
    expect(considered[0]!.reason).toBe("can't send SMS");
    expect(selectSender([voice], { to: US })).toMatchObject({ sender: null, code: 21703 });
    expect(taken([voice, pool[0]!], US, { sticky: "voice" })).toBe("us");
  });

  test("that are not said, or unknown, are no obstacle", () => {
    for (const capabilities of [null, undefined, ["Telepathy", "SMS"]]) {
      expect(taken([{ ...voice, capabilities }], US)).toBe("voice");
    }
    expect(taken([{ ...voice, capabilities: [] }], US)).toBe(undefined);
  });
});

describe("the reasons", () => {
  const reasons = (to: string, options: SelectionOptions = {}, senders = pool) =>
    selectSender(senders, { to }, options).considered
      .map(({ sender, taken, reason }) => `${taken ? ">" : " "} ${sender.sid} ${reason}`);

  test("where a short code is taken", () => {
    expect(reasons(US)).toEqual([
      "  us is a phone number, and a short code comes first",
      "  gb is a phone number, and a short code comes first",
      "  free is a phone number, and a short code comes first",
      "  name is a name, and the recipient's country takes none",
      "  nameFR is a name, and the recipient's country takes none",
      "> code is the only one on SMS by short code",
    ]);
  });

  test("where a name is taken", () => {
    expect(reasons("+33123456789")).toEqual([
      "  us is a phone number, and a name comes first",
      "  gb is a phone number, and a name comes first",
      "  free is a phone number, and a name comes first",
      "  name is for countries without a name of their own",
      "> nameFR is the only one on SMS by name",
      "  code is a short code of US, where the recipient is not",
    ]);
    expect(reasons(DE)[4]).toBe("  nameFR is for FR alone");
  });

  test("where the name of the country can't send", () => {
    const pool = [
      { sid: null, sender: "Boutique", countryCode: "FR", capabilities: ["Voice"] },
      { sid: null, sender: "Shop", countryCode: null, capabilities: ["SMS"] },
    ];
    const { sender, considered } = selectSender(pool, { to: "+33123456789" });
    expect(sender?.sender).toBe("Shop");
    expect(considered.map(({ reason }) => reason)).toEqual([
      "can't send SMS",
      "is the only one on SMS by name",
    ]);
  });

  test("where a number is taken", () => {
    expect(reasons(GB, { names: false })).toEqual([
      "  us is not of GB, as another is",
      "> gb is the only one on SMS of GB",
      "  free is not of GB, as another is",
      "  name is a name, and the recipient's country takes none",
      "  nameFR is a name, and the recipient's country takes none",
      "  code is a short code of US, where the recipient is not",
    ]);
    expect(reasons(CA)[2]).toBe("> free is the only one on SMS by toll-free number");
    expect(reasons(CA)[0]).toBe("  us is a phone number, and a toll-free number comes first");
  });
});

describe("properties", () => {
  type Kind = "code" | "name" | "number";
  const country = fc.constantFrom("US", "CA", "GB", "DE", null);
  const digits = (length: number) =>
    fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, "0"));
  const start = fc.constantFrom("+1212555", "+1416555", "+1800555", "+4420718", "+4930901");
  const number = fc.tuple(start, digits(4)).map(([start, rest]) => start + rest);
  const address = fc.oneof(
    number,
    digits(5),
    digits(2).map((id) => `Shop ${id}`),
    fc.constantFrom(null, "", "whatsapp:+12125550101"),
  );
  const sender = fc.record({
    sid: digits(2),
    sender: address,
    countryCode: country,
    capabilities: fc.constantFrom(null, ["SMS"], ["Voice"]),
  });
  const senders = fc.array(sender, { maxLength: 10 });
  const options = fc.record({
    turn: fc.nat({ max: 20 }),
    sticky: fc.option(digits(2)),
    names: fc.boolean(),
  }, { requiredKeys: [] });

  function kindOf(text: string | null): Kind | null {
    if (text === null || text === "" || text.includes(":")) return null;
    if (text.startsWith("+")) return "number";
    return /^\d+$/.test(text) ? "code" : "name";
  }
  const countryOf = (text: string) =>
    text.startsWith("+1416") ? "CA" : { "+1": "US", "+4": "" }[text.slice(0, 2)] ||
      (text.startsWith("+44") ? "GB" : "DE");

  /** Whether a sender may serve the recipient, said once more. */
  function fits({ sender, countryCode, capabilities }: PoolSender, to: string, names?: boolean) {
    const kind = kindOf(sender);
    const theirs = countryOf(to);
    if (kind === null || capabilities?.includes("Voice")) return false;
    if (kind === "number") return true;
    if (kind === "name" && !(names ?? /GB|DE/.test(theirs))) return false;
    return countryCode === null || countryCode === theirs;
  }

  function must(ok: unknown, what: string): asserts ok {
    if (!ok) throw new Error(what);
  }

  const recipient = fc.tuple(
    fc.constantFrom("+1212555", "+1416555", "+4420718", "+4930901"),
    digits(4),
  )
    .map(([start, rest]) => start + rest);

  test("one that fits is taken, of the first kind that has any, or by custom; or none does", () => {
    fc.assert(fc.property(senders, recipient, options, (pool, to, options) => {
      const { sender, reason, considered } = selectSender(pool, { to }, options);
      must(considered.every(({ reason }) => reason !== ""), "no reason");
      const fitting = pool.filter((one) => fits(one, to, options.names));
      if (fitting.length === 0) return must(sender === null, `${reason} though nobody fits`);
      must(sender !== null && fitting.includes(sender), `${sender?.sender} does not fit`);
      if (reason === "served the recipient last") {
        return must(sender.sid === options.sticky, "of another custom");
      }
      const first = (["code", "name", "number"] as const)
        .find((kind) => fitting.some((one) => kindOf(one.sender) === kind));
      must(kindOf(sender.sender) === first, `a ${kindOf(sender.sender)} before a ${first}`);
      const isFree = (one: PoolSender) => one.sender?.startsWith("+1800");
      if (first === "number" && countryOf(to) === "CA" && fitting.some(isFree)) {
        must(isFree(sender), "a long code before a toll-free number in Canada");
      }
    }));
  });

  test("of a name for the country and one for all others, the former is taken", () => {
    fc.assert(fc.property(senders, recipient, (pool, to) => {
      const { sender } = selectSender(pool, { to });
      if (!sender || kindOf(sender.sender) !== "name" || sender.countryCode !== null) return;
      const theirs = pool.filter((one) =>
        kindOf(one.sender) === "name" && one.countryCode === countryOf(to)
      );
      must(theirs.every((one) => !fits(one, to)), "a name of the country stands back");
    }));
  });
});
