import fc from "../support/fc.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as schemas from "../../../lib/valibot/mod.ts";
import * as core from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { anyText, nearSid, paging } from "../support/arbitraries.ts";
import { agree, agreeOnInput, type Kind } from "../support/parity.ts";

// Lists of an account, and its numbers: core and schemas say the same, as parity.test.ts has it.
const CASES = runtime === "node" ? 2_000 : 500;
const TIMEOUT = 120_000;
const all = schemas as unknown as Record<string, v.GenericSchema>;
const operations = core as unknown as Record<string, core.Operation<never, unknown>>;

/** What comes under a name: one of it, and a page. */
function kindsOf(name: string, list: string): readonly [one: Kind, page: Kind] {
  const one = { fromWire: all[`${name}FromWireSchema`]!, whole: all[`${name}Schema`]! };
  const page = { fromWire: all[`${name}PageFromWireSchema`]!, whole: all[`${name}PageSchema`]! };
  return [
    { name, operation: operations[`fetch${name}`]!, status: 200, ...one },
    { name: `${name}Page`, operation: operations[list]!, status: 200, ...page },
  ];
}

const resources = {
  Message: { prefix: "SM", list: "listMessages", key: "messages" },
  IncomingPhoneNumber: {
    prefix: "PN",
    list: "listIncomingPhoneNumbers",
    key: "incoming_phone_numbers",
  },
  AccountShortCode: { prefix: "SC", list: "listAccountShortCodes", key: "short_codes" },
} as const;

interface Resource {
  readonly prefix: string;
  readonly list: string;
  readonly key: string;
}

for (const [name, resource] of Object.entries<Resource>(resources)) {
  describe(name, () => testAgreement(name, resource));
}

function testAgreement(name: string, { prefix, list, key }: Resource): void {
  const [one, page] = kindsOf(name, list);
  const sid = prefix + "a".repeat(32);

  test.each<[unknown, boolean]>([
    [{ sid: null }, true],
    [{}, false],
    [{ sid, date_created: "Thu, 30 Jul 2015 23:19:04 +0000", more: 1 }, true],
    [{ sid, date_created: "2015-07-30T23:19:04Z" }, false],
    [{ sid, date_updated: "Thu, 31 Jun 2015 23:19:04 +0000" }, false],
    [{ sid: `XE${"a".repeat(32)}` }, false],
    [{ sid, account_sid: sid }, false],
    [{ sid, uri: 5 }, false],
    [{ sid, uri: null }, true],
    ...name === "IncomingPhoneNumber"
      ? [
        [{ sid, capabilities: {} }, true],
        [{ sid, capabilities: { sms: null, mms: false, rcs: 1 } }, true],
        [{ sid, capabilities: { sms: 1 } }, false],
        [{ sid, capabilities: [] }, false],
        [{ sid, capabilities: "SMS" }, false],
        [{ sid, beta: "no" }, false],
        [{ sid, origin: "another", address_requirements: "more" }, true],
        [{ sid, bundle_sid: "" }, false],
      ] as [unknown, boolean][]
      : [],
  ])("%j", async (body, accepted) => {
    expect(await agree(one, body)).toBe(accepted);
    expect(await agree(page, { [key]: [body], next_page_uri: null })).toBe(accepted);
  });

  test.each<[object, boolean]>([
    [{ next_page_uri: null }, true],
    [{ next_page_uri: "" }, true],
    [{}, false],
    [{ next_page_uri: "/x" }, false],
    [{ next_page_uri: "/x?Page=1" }, true],
    [{ next_page_uri: "/x?PageToken=PA%3D&Page=" }, true],
    [{ next_page_uri: "/x?PageToken=%00" }, false],
    [{ next_page_uri: 5 }, false],
    [{ next_page_uri: null, previous_page_uri: "/x?Page=0" }, true],
    [{ next_page_uri: null, previous_page_uri: "/x" }, true],
    [{ next_page_uri: null, previous_page_uri: 5 }, false],
    [{ meta: { next_page_url: null } }, false],
  ])("a page that says %j", async (where, accepted) => {
    expect(await agree(page, { [key]: [{ sid }], ...where })).toBe(accepted);
    expect(await agree(page, { ...where })).toBe(false);
  });

  test("any input of a list", async () => {
    const seen = { true: 0, false: 0 };
    const day = fc.constantFrom<unknown>(
      ...["2026-11-26", "2026-02-29", "2024-02-29", "0000-01-01", "2026-11-26T09:30:00Z"],
      ...["2026-11-26T09:30+02:00", "2026-11-26T09:30:00", "2026-11-26T24:00:00Z", "", "today"],
      ...["9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00", "2026-11-26T09:30:00.25Z"],
      ...[new Date(0), new Date(NaN), new Date(8.64e15), 5, {}],
    );
    const address = fc.oneof(
      fc.constantFrom<unknown>(
        ...["+14155550199", "whatsapp:+14155550199", "12345", "Shop", "rcs:agent", "sim:DE1"],
        ...["4155550199", "", "whatsapp:1", `MG${"a".repeat(32)}`, "a long name indeed", 5],
      ),
      anyText,
    );
    const number = fc.oneof(
      fc.constantFrom<unknown>("+1415", "12345", "1*", "+", "", "(415)", 12345, "123456789"),
      anyText,
    );
    const filters: Record<string, fc.Arbitrary<unknown>> = name === "Message"
      ? { to: address, from: address, sentOn: day, sentBefore: day, sentAfter: day }
      : {
        friendlyName: anyText,
        [name === "AccountShortCode" ? "shortCode" : "phoneNumber"]: number,
      };
    const some = fc.subarray(Object.keys(filters), { maxLength: 2 }).chain((keys) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, filters[key]!])))
    );
    const account = fc.oneof(
      { weight: 4, arbitrary: fc.constant(`AC${"a".repeat(32)}`) },
      nearSid("AC"),
    );
    const property = fc.property(account, some, paging, (accountSid, filter, place) => {
      const input = { accountSid, ...filter, ...place };
      const schema = all[`${name}PageInputSchema`]!;
      seen[`${agreeOnInput(operations[list]!, schema, input)}`]++;
    });
    await fc.assert(property, { numRuns: CASES });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("any input of what is about one", async () => {
    const seen = { true: 0, false: 0 };
    const some = fc.oneof(
      nearSid(prefix),
      fc.constantFrom<unknown>("+12487960483", "12345", "(248) 796-0483", "", 5),
    );
    const record = fc.record({ accountSid: nearSid("AC"), sid: some });
    const names = name === "Message"
      ? ["fetchMessage", "cancelMessage", "redactMessage", "deleteMessage"]
      : [`fetch${name}`];
    await fc.assert(
      fc.property(record, (input) => {
        for (const operation of names) {
          const schema = all[`Fetch${name}InputSchema`]!;
          seen[`${agreeOnInput(operations[operation]!, schema, input)}`]++;
        }
      }),
      { numRuns: CASES },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("what a client may leave out, its schemas do", () => {
    const one = name === "Message" ? "MessageInput" : `${name}Input`;
    expect(v.parse(all[`${one}Schema`]!, { sid })).toEqual({ sid });
    const list = all[`${name}ListInputSchema`]!;
    expect(v.parse(list, { limit: 5, pageSize: 2 })).toEqual({ limit: 5, pageSize: 2 });
    expect(v.is(list, { limit: 0 })).toBe(false);
  });
}
