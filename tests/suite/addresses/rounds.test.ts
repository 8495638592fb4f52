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
