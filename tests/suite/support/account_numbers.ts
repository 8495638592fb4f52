/** What holds of an account's phone numbers and of its short codes: a suite that both share. */
import { describe, expect, test } from "vitest";
import {
  type ClientAccount,
  createSend,
  type Listing,
  type Operation,
  type Send,
} from "../../../mod.ts";
import { AC, caught, expectError, json, observe, secret } from "./support.ts";

/** A kind of numbers. */
export interface AccountNumberKind {
  /** Where they are, below their account. */
  readonly path: string;
  readonly prefix: string;
  /** The member of a page that holds them. */
  readonly key: string;
  /** The filter by what they are, and its name on the wire. */
  readonly filter: readonly [name: string, wireName: string];
  /** What the filter takes, as it is on the wire. */
  readonly takes: readonly (readonly [given: string, wire: string])[];
  /** What it does not take. */
  readonly refuses: readonly unknown[];
  /** What people give in the place of a SID, and what is said to that. */
  readonly mistakes: readonly (readonly [given: unknown, got: string])[];
  /** What people call the filter. */
  readonly otherName: string;
  /** Members that are particular to it, on the wire and as a value. */
  readonly wire: object;
  readonly value: object;
  /** Members that are wrong. */
  readonly wrong: readonly (readonly [object, string])[];
  readonly operations: {
    readonly fetch: Operation<never, unknown>;
    readonly list: Operation<never, unknown>;
  };
  readonly methods: (send: Send, account?: ClientAccount) => {
    fetch(input: { sid: string; accountSid?: string }): Promise<unknown>;
    list(input?: object): Listing<unknown>;
  };
}

/** The suite. */
export function testAccountNumbers(kind: AccountNumberKind): void {
  const { path, prefix, key, filter: [name, wireName], operations } = kind;
  const sid = prefix + "a".repeat(32);
  const collection = `https://api.twilio.com/2010-04-01/Accounts/${AC}/${path}`;
  const build = (operation: Operation<never, unknown>, input: object) =>
    operation.request({ accountSid: AC, ...input } as never);

  describe("the request", () => {
    test("of one", () => {
      const { method, url } = build(operations.fetch, { sid });
      expect(`${method} ${url}`).toBe(`GET ${collection}/${sid}.json`);
    });

    test("of a page, with its filters", () => {
      const { method, url } = build(operations.list, { pageSize: 5, pageToken: "PA1", page: 1 });
      expect(`${method} ${url}`).toBe(`GET ${collection}.json?PageSize=5&Page=1&PageToken=PA1`);
      const { url: named } = build(operations.list, { friendlyName: "Shop & Co", pageSize: 5 });
      expect(named).toBe(`${collection}.json?FriendlyName=Shop+%26+Co&PageSize=5`);
      for (const [given, wire] of kind.takes) {
        expect(build(operations.list, { [name]: given }).url)
          .toBe(`${collection}.json?${wireName}=${wire}`);
      }
    });

    test("without what it needs is refused", async () => {
      for (const given of [...kind.refuses, secret, ""]) {
        const error = await caught(() => build(operations.list, { [name]: given }));
        expectError(error, "TwilioInputError", { field: name });
        expect(`${error}`).not.toContain("hunter2");
      }
      const misnamed = await caught(() => build(operations.list, { [kind.otherName]: "1" }));
      expectError(misnamed, "TwilioInputError", {
        field: kind.otherName,
        reason: `expected ${name}, got an unknown name`,
      });
      const elsewhere = await caught(() => operations.fetch.request({ sid } as never));
      expectError(elsewhere, "TwilioInputError", { field: "accountSid" });
    });

    test.each(kind.mistakes)("says what is no SID: %s", async (given, got) => {
      const error = await caught(() => build(operations.fetch, { sid: given }));
      const reason = `expected ${prefix} and 32 hex digits, got ${got}`;
      expectError(error, "TwilioInputError", { field: "sid", reason });
    });
  });

  describe("the answer", () => {
    const body = { sid, account_sid: AC, ...kind.wire, more: 1 };
    const value = { sid, accountSid: AC, ...kind.value };

    test("is read, with what is missing as null", async () => {
      expect(await operations.fetch.parse(json(200, body))).toMatchObject(value);
      const little = await operations.fetch.parse(json(200, { sid: null })) as object;
      expect(new Set(Object.values(little))).toEqual(new Set([null]));
    });

    test("is read in pages", async () => {
      const page = { [key]: [body], next_page_uri: `/x?PageToken=PA${sid}`, end: 0 };
      const { items, next } = await operations.list.parse(json(200, page)) as {
        items: unknown[];
        next: unknown;
      };
      expect(items).toMatchObject([value]);
      expect(next).toEqual({ page: undefined, pageToken: `PA${sid}` });
    });

    test.each<readonly [object, string]>([
      [{ sid: "XE1" }, "sid: expected a text that starts with"],
      [{ sid, account_sid: sid }, "account_sid: expected a text that starts with AC"],
      [{ sid, friendly_name: 5 }, "friendly_name: expected a text, got 5"],
      [
        { sid, date_created: "2015-07-30T20:12:31Z" },
        "date_created: expected a date and time in RFC 2822",
      ],
      ...kind.wrong,
    ])("%j is refused", async (body, reason) => {
      const error = await caught(() => operations.fetch.parse(json(200, body)));
      expectError(error, "TwilioResponseError", { reason: expect.stringContaining(reason) });
      const page = { [key]: [body], next_page_uri: null };
      const inPage = await caught(() => operations.list.parse(json(200, page)));
      expectError(inPage, "TwilioResponseError", {
        reason: expect.stringContaining(`${key}[0].${reason}`),
      });
    });
  });

  test("the methods of a client ask for its account, and need one", async () => {
    const { fetch, requests } = observe(({ url }) =>
      json(200, url.includes(sid) ? { sid } : { [key]: [{ sid }], next_page_uri: null })
    );
    const mine = kind.methods(createSend({ auth: null, fetch }), { accountSid: AC });
    expect(await mine.fetch({ sid })).toMatchObject({ sid });
    expect(await mine.list({ [name]: kind.takes[0]![0] }).toArray()).toMatchObject([{ sid }]);
    expect(await mine.list().toArray()).toHaveLength(1);
    expect(requests.map(({ url }) => url)).toEqual([
      `${collection}/${sid}.json`,
      `${collection}.json?${wireName}=${kind.takes[0]![1]}&PageSize=1000`,
      `${collection}.json?PageSize=1000`,
    ]);
    const nobodys = kind.methods(createSend({ auth: null, fetch }));
    for (const call of [() => nobodys.fetch({ sid }), () => nobodys.list().toArray()]) {
      expectError(await caught(call), "TwilioInputError", {
        field: "accountSid",
        reason: expect.stringContaining("give it to createClient or to the call"),
      });
    }
  });
}
