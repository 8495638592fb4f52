/** What the files about the sandbox's phone numbers and short codes share: both are asked the same. */
import { describe, expect, test } from "vitest";
import type { AccountSeed, SandboxOptions } from "../../../lib/sandbox/mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { AC, base, basic, caller, MG, MG2, refusal, SK, start, whole } from "./sandbox.ts";

/** A kind, and what is its own. */
export interface NumberCase {
  readonly path: "PhoneNumbers" | "ShortCodes";
  readonly prefix: string;
  readonly seed: "phoneNumbers" | "shortCodes";
  /** What one is called in a seed, and on the wire. */
  readonly own: string;
  readonly wireName: string;
  /** The number, or the code, of an index. */
  readonly numberOf: (index: number) => string;
  readonly capabilities: readonly string[];
}

const here = "Phone Number or Short Code is already in the Messaging Service.";
const elsewhere = "Phone Number or Short Code is associated with another Messaging Service.";

/** Tests what both kinds have in common. */
export function testNumbers(kind: NumberCase): void {
  const { path, prefix, seed, own, wireName, numberOf, capabilities } = kind;
  const field = `${path.slice(0, -1)}Sid`;
  const sidOf = (index: number) => prefix + index.toString(16).padStart(32, "0");
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  const collection = (service = MG) => `/v1/Services/${service}/${path}`;

  /** An account with so many numbers, of which the first `attached` are in its first service. */
  function account(attached: number, known = attached + 3, more: object = {}): AccountSeed {
    return {
      accountSid: AC,
      authToken: "the-auth-token",
      [seed]: range(known).map((index) => ({
        sid: sidOf(index),
        [own]: numberOf(index),
        ...index === 0 && { countryCode: "CA" },
      })),
      services: [
        { sid: MG, [seed]: range(attached).map(sidOf) },
        { sid: MG2 },
      ],
      ...more,
    };
  }

  function begin(attached = 3, options: SandboxOptions & { more?: object } = {}) {
    const { more, ...rest } = options;
    const accounts = [account(attached, attached + 3, more)];
    const started = start({ accounts, ...rest });
    const attach = (sid: string, service = MG) =>
      started.call(collection(service), { method: "POST", body: `${field}=${sid}` });
    return { ...started, attach };
  }

  test("create, fetch, list and delete", async () => {
    const { call, attach } = begin(1);
    const created = await attach(sidOf(2));
    expect(created.status).toBe(201);
    const body = await created.json();
    expect(body).toEqual({
      sid: sidOf(2),
      account_sid: AC,
      service_sid: MG,
      date_created: "2026-01-02T03:04:05Z",
      date_updated: null,
      [wireName]: numberOf(2),
      country_code: "US",
      capabilities,
      url: `${base}${collection()}/${sidOf(2)}`,
    });
    expect(await (await call(`${collection()}/${sidOf(2)}`)).json()).toEqual(body);
    const list = await (await call(collection())).json();
    expect(list.meta.key).toBe(`${wireName}s`);
    expect(list[`${wireName}s`].map(({ sid }: { sid: string }) => sid)).toEqual([
      sidOf(0),
      sidOf(2),
    ]);
    expect(list[`${wireName}s`][0].country_code).toBe("CA");
    const deleted = await call(`${collection()}/${sidOf(2)}`, { method: "DELETE" });
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    expect((await attach(sidOf(2), MG2)).status).toBe(201);
  });

  test("many pages, forwards, in their order", async () => {
    const { call } = begin(123);
    const seen: string[] = [];
    let url: string | null = `${collection()}?PageSize=50`;
    for (let page = 0; url !== null; page++) {
      const body: Record<string, { sid: string }[]> & { meta: { next_page_url: string | null } } =
        await (await call(url)).json();
      seen.push(...body[`${wireName}s`]!.map(({ sid }) => sid));
      url = body.meta.next_page_url;
      expect(page).toBeLessThan(3);
    }
    expect(seen).toEqual(range(123).map(sidOf));
  });

  describe("refusals", () => {
    const missing = `Missing required parameter ${field} in the post body`;
    test.each<[string, string, unknown[]]>([
      ["nothing", "", [400, 20001, missing]],
      ["an empty field", `${field}=`, [400, 20001, missing]],
      ["a number", `${field}=%2B15005550006`, [400, 21421, "Phone Number is invalid"]],
      ["another SID", `${field}=XE${"a".repeat(32)}`, [400, 21421, "Phone Number is invalid"]],
      ["nobody's", `${field}=${prefix}${"f".repeat(32)}`, [400, 21421, "Phone Number is invalid"]],
      ["one that is here", `${field}=${sidOf(0)}`, [409, 21710, here]],
    ])("create by %s", async (_, body, expected) => {
      const { call } = begin();
      expect(await refusal(call(collection(), { method: "POST", body }))).toEqual(expected);
    });

    test("one that is in another service, or can do neither SMS nor MMS", async () => {
      const { attach } = begin();
      expect(await refusal(attach(sidOf(0), MG2))).toEqual([409, 21712, elsewhere]);
      const dumb = { sid: sidOf(9), [own]: numberOf(9), capabilities: ["Voice"] };
      const mute = begin(0, { more: { [seed]: [dumb] } });
      expect((await refusal(mute.attach(sidOf(9)))).slice(0, 2)).toEqual([400, 21715]);
    });

    test("one more than 400 of both kinds, until there is room again", async () => {
      const other = seed === "phoneNumbers"
        ? range(150).map((index) => ({
          sid: `SC${`${index}`.padStart(32, "0")}`,
          shortCode: `${10_000 + index}`,
        }))
        : range(150).map((index) => ({
          sid: `PN${`${index}`.padStart(32, "0")}`,
          phoneNumber: `+1500555${1000 + index}`,
        }));
      const theirs = seed === "phoneNumbers" ? "shortCodes" : "phoneNumbers";
      const services = [
        { sid: MG, [seed]: range(250).map(sidOf), [theirs]: other.map(({ sid }) => sid) },
        { sid: MG2 },
      ];
      const { call, attach } = begin(250, { more: { [theirs]: other, services } });
      const full = [412, 21714, "Number Pool size limit reached."];
      expect(await refusal(attach(sidOf(250)))).toEqual(full);
      await call(`${collection()}/${sidOf(7)}`, { method: "DELETE" });
      expect((await attach(sidOf(250))).status).toBe(201);
      expect(await refusal(attach(sidOf(251)))).toEqual(full);
      expect((await attach(sidOf(251), MG2)).status).toBe(201);
    });

    test("what is not there, by its path without the version", async () => {
      const { call } = begin();
      const gone = (path: string) => [
        404,
        20404,
        `The requested resource ${path.slice(3)} was not found`,
      ];
      for (
        const target of [
          `${collection()}/${sidOf(5)}`,
          `${collection(MG2)}/${sidOf(0)}`,
          collection(`MG${"f".repeat(32)}`),
        ]
      ) {
        expect(await refusal(call(target))).toEqual(gone(target));
      }
      const unknown = `${collection()}/${sidOf(5)}`;
      expect(await refusal(call(unknown, { method: "DELETE" }))).toEqual(gone(unknown));
    });

    test("chosen otherwise", async () => {
      const { call, attach } = begin(3, {
        senderHere: "repeat",
        senderElsewhere: "move",
        senderNotHere: 21711,
      });
      expect((await attach(sidOf(0))).status).toBe(200);
      expect((await attach(sidOf(0), MG2)).status).toBe(201);
      expect((await refusal(call(`${collection()}/${sidOf(0)}`, { method: "DELETE" })))[1])
        .toBe(21711);
    });
  });

  test("restricted keys have permissions of their own", async () => {
    const permission = `/twilio/messaging/services.${path.toLowerCase()}/`;
    const targets = {
      list: [collection(), "GET"],
      read: [`${collection()}/${sidOf(0)}`, "GET"],
      create: [collection(), "POST"],
      delete: [`${collection()}/${sidOf(9)}`, "DELETE"],
    } as const;
    for (const name of Object.keys(targets)) {
      const key = { apiKey: SK, apiSecret: "secret", permissions: [permission + name] };
      const { call } = begin(3, { more: { apiKeys: [key] } });
      for (const [other, [target, method]] of Object.entries(targets)) {
        const { status } = await call(target, { method, auth: basic(SK, "secret") });
        expect([name, other, status === 403]).toEqual([name, other, name !== other]);
      }
    }
  });

  test("faults and records know the operations", async () => {
    const name = path.slice(0, -1) as "PhoneNumber" | "ShortCode";
    const { sandbox, call, attach } = begin();
    sandbox.fault({ operation: `create${name}`, status: 503, first: 1 });
    expect((await attach(sidOf(3))).status).toBe(503);
    expect((await attach(sidOf(3))).status).toBe(201);
    await call(collection());
    expect(sandbox.exchanges().map(({ operation }) => operation)).toEqual([
      `create${name}`,
      `create${name}`,
      `list${path}`,
    ]);
  });

  describe("seeds", () => {
    test("in and out, with what was removed, to the byte", async () => {
      const { sandbox, call, attach } = begin();
      const first = await (await call(`${collection()}?PageSize=1`)).json();
      await call(`${collection()}/${sidOf(0)}`, { method: "DELETE" });
      await call(`${collection()}/${sidOf(1)}`, { method: "DELETE" });
      await attach(sidOf(0), MG2);
      await attach(sidOf(4));
      const restore = (year: number) =>
        createSandbox({
          ...JSON.parse(JSON.stringify(sandbox.state())),
          now: () => new Date(`${year}-01-01T00:00:00Z`),
          requestId: () => "RQ",
        });
      const [again, other] = [restore(2030), restore(2040)];
      expect(again.state()).toEqual(sandbox.state());
      const [there, here] = [caller(again), caller(other)];
      for (const target of [collection(), collection(MG2), first.meta.next_page_url as string]) {
        const answer = await whole(there(target));
        expect(answer).toBe(await whole(here(target)));
        expect(answer).toContain("[200,");
      }
    });

    const one = { sid: sidOf(0), [own]: numberOf(0) };
    test.each<[string, object]>([
      [`${seed}[0].sid`, { [seed]: [{ ...one, sid: MG }] }],
      [`${seed}[1].sid`, { [seed]: [one, one] }],
      [`${seed}[0].${own}`, { [seed]: [{ ...one, [own]: "x" }] }],
      [`${seed}[0].countryCode`, { [seed]: [{ ...one, countryCode: "usa" }] }],
      [`${seed}[0].capabilities`, { [seed]: [{ ...one, capabilities: "SMS" }] }],
      [`${seed}[0].capabilities[0]`, { [seed]: [{ ...one, capabilities: [1] }] }],
      [`services[0].${seed}[0]`, { [seed]: [one], services: [{ sid: MG, [seed]: [sidOf(1)] }] }],
      [
        `services[1].${seed}[0]`,
        {
          [seed]: [one],
          services: [{ sid: MG, [seed]: [one.sid] }, { sid: MG2, [seed]: [one.sid] }],
        },
      ],
      [
        `services[0].${seed}[0].dateCreated`,
        { [seed]: [one], services: [{ sid: MG, [seed]: [{ sid: one.sid, dateCreated: "x" }] }] },
      ],
    ])("that make no sense: %s", (field, more) => {
      expect(() => start({ accounts: [account(0, 0, more)] })).toThrow(
        expect.objectContaining({ name: "TwilioInputError", field: `accounts[0].${field}` }),
      );
    });
  });
}
