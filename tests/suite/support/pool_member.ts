/** What the files about the kinds of a pool share: each is asked the same, with what is its own. */
import { describe, expect, test } from "vitest";
import {
  createSend,
  type Listing,
  type Operation,
  type Page,
  type Resource,
  type Target,
  withRetry,
} from "../../../mod.ts";
import { AC, caught, expectError, json, MG, observe } from "./support.ts";

/** A kind, and what is its own. */
export interface PoolKindCase {
  /** The last part of its path. */
  readonly path: string;
  readonly prefix: string;
  readonly key: string;
  /** What creates one, and the form of that. */
  readonly create: { readonly input: object; readonly form: string };
  /** The members of its own, on the wire and in the core. */
  readonly wire: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, string>>;
  /** What people give in the place of a SID, and what is said to that. */
  readonly mistakes: readonly (readonly [sid: unknown, got: string | RegExp])[];
  readonly operations: {
    readonly create: Operation<never, unknown>;
    readonly fetch: Operation<never, unknown>;
    readonly list: Operation<never, unknown>;
    readonly delete: Operation<never, void>;
  };
  readonly methods: Resource<PoolMethods>;
  /** Whether fetching tells what a create did. */
  readonly recovers: boolean;
}

interface PoolMethods {
  create(input: never, options?: object): Promise<unknown>;
  fetch(input: never, options?: object): Promise<unknown>;
  list(input: never, options?: object): Listing<unknown>;
  delete(input: never, options?: object): Promise<void>;
}

/** Tests what all kinds have in common. */
export function testPoolKind(kind: PoolKindCase): void {
  const { path, prefix, key, create, operations } = kind;
  const collection = `https://messaging.twilio.com/v1/Services/${MG}/${path}`;
  const sid = prefix + "a".repeat(32);
  const one = { messagingServiceSid: MG, sid };
  const resource = `${collection}/${sid}`;
  const wire = {
    sid,
    account_sid: AC,
    service_sid: MG,
    date_created: "2015-07-30T20:12:31Z",
    date_updated: null,
    capabilities: ["SMS", "Telepathy"],
    url: resource,
    ...kind.wire,
  };
  const value = {
    sid,
    accountSid: AC,
    serviceSid: MG,
    dateCreated: new Date("2015-07-30T20:12:31Z"),
    dateUpdated: null,
    capabilities: ["SMS", "Telepathy"],
    url: resource,
    ...kind.value,
  };
  const build = (operation: Operation<never, unknown>, input: unknown, target?: Target) =>
    operation.request(input as never, target);

  describe("requests", () => {
    test("go where the kind is, with what it takes", async () => {
      const requests = [
        build(operations.create, { messagingServiceSid: MG, ...create.input }),
        build(operations.fetch, one),
        build(operations.list, { messagingServiceSid: MG, pageSize: 2, page: 1, pageToken: "PT1" }),
        build(operations.delete, one, { region: "ie1" }),
      ];
      expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
        `POST ${collection}`,
        `GET ${resource}`,
        `GET ${collection}?PageSize=2&Page=1&PageToken=PT1`,
        `DELETE ${resource.replace("messaging.", "messaging.dublin.ie1.")}`,
      ]);
      expect(await requests[0]!.text()).toBe(create.form);
    });

    test.each<readonly [unknown, string | RegExp]>([
      [undefined, "nothing"],
      ["", "an empty text"],
      [MG, "MG and 32 hex digits"],
      [sid.toLowerCase(), "a text of 34 characters"],
      [`${sid}/x`, "a text of 36 characters"],
      ...kind.mistakes,
    ])("say what is no SID: %s", async (given, got) => {
      for (const operation of [operations.fetch, operations.delete]) {
        const error = await caught(() => build(operation, { ...one, sid: given }));
        expectError(error, "TwilioInputError", { field: "sid" });
        const { message } = error as Error;
        const start = `sid: expected ${prefix} and 32 hex digits, got `;
        expect(message.slice(0, start.length)).toBe(start);
        if (typeof got === "string") expect(message).toBe(start + got);
        else expect(message).toMatch(got);
        if (typeof given === "string" && given !== "") expect(message).not.toContain(given);
      }
    });

    test("say what is no service, or no page", async () => {
      for (const operation of Object.values(operations)) {
        const input = { ...one, ...create.input, messagingServiceSid: "whatsapp:+15005550006" };
        expectError(await caught(() => build(operation, input)), "TwilioInputError", {
          field: "messagingServiceSid",
        });
        expectError(await caught(() => build(operation, undefined)), "TwilioInputError");
      }
      const input = { messagingServiceSid: MG, pageSize: 1001 };
      expectError(await caught(() => build(operations.list, input)), "TwilioInputError", {
        field: "pageSize",
      });
    });
  });

  describe("answers", () => {
    test("become values; what is missing is null, what is unknown is left out", async () => {
      for (const status of [200, 201]) {
        const answer = json(status, { ...wire, sender_type: "LongCode", links: {} });
        expect(await operations.create.parse(answer)).toEqual(value);
      }
      const nothing = Object.fromEntries(Object.keys(value).map((name) => [name, null]));
      expect(await operations.fetch.parse(json(200, { sid: null }))).toEqual(nothing);
      const none = Object.fromEntries(Object.keys(wire).map((name) => [name, null]));
      expect(await operations.fetch.parse(json(200, none))).toEqual(nothing);
    });

    test("are pages by the kind's own key", async () => {
      const meta = { next_page_url: `${collection}?PageSize=1&Page=1&PageToken=PT1` };
      const page = await operations.list.parse(json(200, { [key]: [wire], meta })) as Page<unknown>;
      expect(page.items).toEqual([value]);
      expect(page.next).toEqual({ page: "1", pageToken: "PT1" });
      const error = await caught(() => operations.list.parse(json(200, { senders: [wire], meta })));
      expectError(error, "TwilioResponseError");
      expect((error as Error).message).toContain(`${key}: expected in an object`);
    });

    test.each<[string, object, string]>([
      ["sid", { sid: MG }, `expected a text that starts with ${prefix}, got MG and 32 hex digits`],
      ["service_sid", { service_sid: 5 }, "expected a text that starts with MG, got 5"],
      ["capabilities", { capabilities: { sms: true } }, "expected a list of texts, got an object"],
      ["capabilities[1]", { capabilities: ["SMS", 1] }, "expected a text, got 1"],
      [
        "date_created",
        { date_created: "2015-13-01" },
        'expected a date and time in ISO 8601, got "2015-13-01"',
      ],
      ...Object.keys(kind.wire).map((name): [string, object, string] => [
        name,
        { [name]: [] },
        "expected a text, got a list",
      ]),
    ])("say which member is wrong: %s", async (member, wrong, problem) => {
      const body = { ...wire, ...wrong };
      const one = await caught(() => operations.fetch.parse(json(200, body)));
      expectError(one, "TwilioResponseError", { status: 200 });
      expect((one as Error).message).toContain(`${member}: ${problem}`);
      const page = { [key]: [wire, body], meta: { next_page_url: null } };
      const error = await caught(() => operations.list.parse(json(200, page)));
      expect((error as Error).message).toContain(`${key}[1].${member}: ${problem}`);
    });
  });

  test("the methods of a client send the four operations, and take the options of a call", async () => {
    const { fetch, requests } = observe(({ method, url }) => {
      if (method === "DELETE") return new Response(null, { status: 204 });
      if (url === resource || method === "POST") return json(200, wire);
      return json(200, { [key]: [wire, wire], meta: { next_page_url: null } });
    });
    const methods = kind.methods(createSend({ auth: null, fetch }), {});
    const service = { messagingServiceSid: MG };
    expect(await methods.create({ ...service, ...create.input } as never)).toEqual(value);
    expect(await methods.fetch(one as never)).toEqual(value);
    expect(await methods.delete(one as never)).toBe(undefined);
    expect(await methods.list({ ...service, limit: 1 } as never).toArray()).toEqual([value]);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${collection}`,
      `GET ${resource}`,
      `DELETE ${resource}`,
      `GET ${collection}?PageSize=1`,
    ]);
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    expect(await caught(() => methods.fetch(one as never, { signal }))).toBe(reason);
    expect(await caught(() => methods.list(service as never, { signal }).toArray())).toBe(reason);
  });

  describe("an attempt without an answer", () => {
    const refused = (status: number, code: number) => json(status, { code, message: "x", status });
    const options = { random: () => 0 };

    test(`of a create ${kind.recovers ? "is looked for" : "stands, and is not repeated"}`, async () => {
      const { fetch, requests } = observe(({ method }, index) => {
        if (index === 0) throw new TypeError("network");
        return method === "GET" ? json(200, wire) : refused(409, 21710);
      });
      const send = withRetry(createSend({ auth: null, fetch }), options);
      const input = { messagingServiceSid: MG, ...create.input };
      const call = () => send(operations.create, input as never);
      if (kind.recovers) expect(await call()).toEqual(value);
      else expectError(await caught(call), "TwilioNetworkError");
      const methods = requests.map(({ method }) => method);
      expect(methods).toEqual(kind.recovers ? ["POST", "GET"] : ["POST"]);
    });

    test("of a delete is repeated, and then nothing is left to do", async () => {
      const { fetch, requests } = observe((_, index) => {
        if (index === 0) throw new TypeError("network");
        return refused(404, 20404);
      });
      const send = withRetry(createSend({ auth: null, fetch }), options);
      expect(await send(operations.delete, one as never)).toBe(undefined);
      expect(requests).toHaveLength(2);
    });
  });
}
