import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type ChannelSender,
  createChannelSender,
  createClient,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
  send,
  type StandardSchema,
  type WithMetadata,
  withMetadata,
  withRetry,
  withSchema,
} from "../../../mod.ts";
import {
  caught,
  collection,
  expectError,
  freeze,
  json,
  observe,
  once,
  one,
  pageBody,
  plain,
  secret,
  service,
  silent,
  timersLeft,
  wire,
  XE,
} from "../support/support.ts";
import type { Equal, True } from "../valibot/types.ts";

const good = wire(1);
const url = `${collection}/${XE}`;
const headers = { "twilio-request-id": "RQ1", server: "envoy" };

/** What the parser of an operation makes of a body. */
function parse<Output>(
  { parse }: Operation<never, Output>,
  body: unknown = good,
): Promise<Output> {
  return parse(json(200, body, headers), { url });
}

/** A schema by hand. */
function schema<Output>(validate: (value: unknown) => unknown): StandardSchema<unknown, Output> {
  return { "~standard": { version: 1, vendor: "test", validate: validate as never } };
}

/** Three libraries, and the same schema of each: what is not WhatsApp is refused. */
const libraries: [string, StandardSchema<unknown, { sender: string }>][] = [
  ["valibot", v.object({ sender: v.pipe(v.string(), v.startsWith("whatsapp:")) })],
  ["zod", z.object({ sender: z.string().startsWith("whatsapp:") })],
  ["arktype", type({ "+": "delete", sender: /^whatsapp:/ })],
];

// ArkType writes functions as text, which workerd allows while a module loads and not afterwards.
const address = type({ url: "string.url" });
const arktypes = [
  type({ sender: "'a'", countryCode: "number" }),
  type({ sender: "string.email", url: "string.url", countryCode: "'GB'" }),
  type("string[]"),
];

/** The same, but each takes its time. */
const slow: [string, StandardSchema<unknown, { sender: string }>][] = [
  [
    "valibot",
    v.pipeAsync(
      v.object({ sender: v.string() }),
      v.checkAsync(async ({ sender }) => await later(sender.startsWith("whatsapp:")), "not there"),
    ),
  ],
  [
    "zod",
    z.object({ sender: z.string() }).refine(
      async ({ sender }) => await later(sender.startsWith("whatsapp:")),
      "not there",
    ),
  ],
];

function later<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(() => resolve(value), 1));
}

describe("a schema of a library", () => {
  test.each(libraries)("%s: its output is the result", async (_, schema) => {
    const operation = withSchema(fetchChannelSender, schema);
    expect(await parse(operation)).toEqual({ sender: "whatsapp:+15550000001" });
  });

  test.each(libraries)("%s: its issues are an error", async (_, schema) => {
    const operation = withSchema(fetchChannelSender, schema);
    const error = await caught(() => parse(operation, wire(1, { sender: "messenger:104794531" })));
    expectError(error, "TwilioResponseError", {
      method: "GET",
      url,
      status: 200,
      requestId: "RQ1",
      server: "envoy",
    });
    const { message, reason, headers } = error as Error & { reason: string; headers: Headers };
    expect(reason).toMatch(/^refused by the schema: sender: ./);
    expect(message).toBe(`${reason} (GET ${url} answered 200 by envoy, request RQ1)`);
    expect(headers.get("server")).toBe("envoy");
    for (const text of [message, JSON.stringify(error), (error as Error).stack]) {
      expect(text).not.toMatch(/messenger|104794531/);
    }
  });

  test("an error names the method of the operation, however it was wrapped", async () => {
    const refuse = schema(() => ({ issues: [{ message: "no" }] }));
    const wrapped = withSchema(withMetadata(createChannelSender), refuse);
    expect(withMetadata(wrapped).method).toBe("POST");
    expectError(await caught(() => parse(wrapped)), "TwilioResponseError", { method: "POST" });
    const { request, parse: read } = fetchChannelSender;
    const byHand = withSchema({ request, parse: read }, refuse);
    expectError(await caught(() => parse(byHand)), "TwilioResponseError", { method: "", url });
  });

  test.each(slow)("%s, which takes its time", async (_, schema) => {
    const operation = withSchema(fetchChannelSender, schema);
    expect(await parse(operation)).toEqual({ sender: "whatsapp:+15550000001" });
    const error = await caught(() => parse(operation, wire(1, { sender: "rcs:agent" })));
    expectError(error, "TwilioResponseError", { reason: "refused by the schema: not there" });
  });

  test("types are inferred", async () => {
    const valibot = withSchema(fetchChannelSender, v.object({ sender: v.string() }));
    const zod = withSchema(fetchChannelSender, z.object({ dateCreated: z.date() }));
    const ark = withSchema(fetchChannelSender, address);
    type Inferred = [
      True<Equal<ReturnType<typeof valibot.parse>, Promise<{ sender: string }>>>,
      True<Equal<ReturnType<typeof zod.parse>, Promise<{ dateCreated: Date }>>>,
      True<Equal<Awaited<ReturnType<typeof ark.parse>>["url"], string>>,
    ];
    const facts: Inferred = [true, true, true];
    expect(facts).toHaveLength(3);
    const [{ sender }, { dateCreated }] = [await parse(valibot), await parse(zod)];
    expect([sender.slice(0, 8), dateCreated.getTime()]).toEqual(["whatsapp", 1690747951000]);
    expect((await parse(ark)).url).toBe(good.url);
  });

  test("what it makes of the value, is the result", async () => {
    const schema = v.pipe(
      v.object({ dateCreated: v.date() }),
      v.transform(({ dateCreated }) => dateCreated.getUTCFullYear()),
    );
    expect(await parse(withSchema(fetchChannelSender, schema))).toBe(2023);
  });

  test("it sees what the parser made, and only of a success", async () => {
    const seen: unknown[] = [];
    const operation = withSchema(
      fetchChannelSender,
      schema((value) => ({ value: seen.push(value) })),
    );
    expect(await parse(operation)).toBe(1);
    expect(seen).toEqual([await parse(fetchChannelSender)]);
    expectError(
      await caught(() => operation.parse(json(404, { message: "not found" }))),
      "TwilioApiError",
    );
    expectError(await caught(() => parse(operation, { sid: 5 })), "TwilioResponseError", {
      reason: "sid: expected a text that starts with XE, got 5",
    });
    expect(seen).toHaveLength(1);
  });
});

describe("in any nesting", () => {
  const sender = v.pipe(v.object({ sender: v.string() }), v.transform(({ sender }) => sender));
  const withStatus = v.object({ metadata: v.object({ status: v.literal(200) }), value: v.any() });

  test("withMetadata of withSchema", async () => {
    const operation = withMetadata(withSchema(fetchChannelSender, sender));
    const { value, metadata } = await parse(operation);
    expect([value, metadata.requestId]).toEqual(["whatsapp:+15550000001", "RQ1"]);
  });

  test("withSchema of withMetadata", async () => {
    const operation = withSchema(withMetadata(fetchChannelSender), withStatus);
    expect((await parse(operation)).metadata).toEqual({ status: 200 });
    const error = await caught(() => operation.parse(json(201, good)));
    expectError(error, "TwilioResponseError", { status: 201 });
    expect((error as Error).message).toContain("metadata.status");
  });

  test("withSchema of withSchema, and all of them", async () => {
    const twice = withSchema(
      withSchema(fetchChannelSender, sender),
      v.pipe(v.string(), v.length(21)),
    );
    expect(await parse(twice)).toBe("whatsapp:+15550000001");
    type Inner = True<
      Equal<typeof twice, Operation<Parameters<typeof fetchChannelSender.request>[0], string>>
    >;
    const same: Inner = true;
    expect(same).toBe(true);
    const thrice = withSchema(
      withMetadata(twice),
      schema<number>((it) => ({
        value: (it as WithMetadata<string>).value.length,
      })),
    );
    expect(await parse(thrice)).toBe(21);
  });

  test("send and a client's send", async () => {
    const { fetch, requests } = observe(() => json(200, good, headers));
    const operation = withSchema(fetchChannelSender, sender);
    expect(await send(operation, one, { fetch })).toBe("whatsapp:+15550000001");
    expect(await plain(fetch).send(withMetadata(operation), one)).toMatchObject({
      value: "whatsapp:+15550000001",
      metadata: { attempt: 1 },
    });
    expect(requests.map(({ url }) => url)).toEqual([url, url]);
    const client = createClient({ auth: null, fetch });
    const { metadata } = await client.send(withMetadata(operation), one);
    expect(metadata.attempt).toBe(1);
  });

  test("the request is the operation's own", async () => {
    const { request } = withSchema(createChannelSender, sender);
    expect(await request(freeze({ ...one })).text()).toBe(`Sid=${XE}`);
    expectError(await caught(() => request({ ...one, sid: "PN" })), "TwilioInputError");
  });

  test("a page is one value", async () => {
    const page = v.object({
      items: v.pipe(v.array(v.object({ sid: v.string() })), v.minLength(1, "an empty pool")),
      next: v.nullable(v.object({ pageToken: v.string() })),
    });
    const operation = withSchema(listChannelSenders, page);
    const next = `${collection}?Page=1&PageToken=PT1`;
    const { fetch } = observe(({ url }) =>
      json(200, pageBody(url.includes("PT9") ? [] : [1], next))
    );
    const { items, next: cursor } = await plain(fetch).send(operation, service);
    expect([items.length, cursor]).toEqual([1, { pageToken: "PT1" }]);
    const empty = await caught(() =>
      plain(fetch).send(operation, { ...service, pageToken: "PT9" })
    );
    expectError(empty, "TwilioResponseError", {
      reason: "refused by the schema: items: an empty pool",
      url: `${collection}?PageToken=PT9`,
    });
  });

  test("no value is a value, too", async () => {
    const { parse } = withSchema(deleteChannelSender, v.void());
    expect(await parse(new Response(null, { status: 204 }))).toBe(undefined);
    const some = withSchema(deleteChannelSender, v.string());
    expectError(
      await caught(() => some.parse(new Response(null, { status: 204 }))),
      "TwilioResponseError",
      { status: 204 },
    );
  });
});

describe("a schema that misbehaves", () => {
  class Odd extends Error {
    override name = "Odd";
  }

  test.each([
    ["throws", () => {
      throw new Odd("an odd thing");
    }, "threw Odd: an odd thing"],
    ["rejects", () => Promise.reject(new Odd("an odd thing")), "threw Odd: an odd thing"],
    ["throws a text", () => {
      throw "a text";
    }, "threw string"],
    ["throws nothing", () => {
      throw undefined;
    }, "threw undefined"],
    ["throws an abort", () => {
      throw new DOMException("no", "AbortError");
    }, "threw AbortError: no"],
    ["gives nothing", () => undefined, "gave neither a value nor issues"],
    ["gives null", () => null, "gave neither a value nor issues"],
    ["gives a text", () => "value", "gave neither a value nor issues"],
    ["gives an empty object", () => ({}), "gave neither a value nor issues"],
    ["gives no issues", () => ({ issues: null }), "gave neither a value nor issues"],
    ["gives issues that are none", () => ({ issues: "wrong" }), "gave neither a value nor issues"],
    ["gives a promise of nothing", () => Promise.resolve(), "gave neither a value nor issues"],
    [
      "gives a value that rejects",
      () => ({ value: Promise.reject(new Odd("late")) }),
      "threw Odd: late",
    ],
    ["gives an issue that is null", () => ({ issues: [null] }), /^the schema threw TypeError: ./],
    [
      "has a getter that throws",
      () => ({
        get issues() {
          throw new Odd("got");
        },
      }),
      "threw Odd: got",
    ],
  ])("%s", async (_, validate, said) => {
    const error = await caught(() => parse(withSchema(fetchChannelSender, schema(validate))));
    expectError(error, "TwilioResponseError", { url, status: 200, requestId: "RQ1" });
    const { reason } = error as { reason: string } & Error;
    if (said instanceof RegExp) expect(reason).toMatch(said);
    else expect(reason).toBe(`the schema ${said}`);
  });

  test("has issues without a word", async () => {
    const none = schema(() => ({ issues: [] }));
    expectError(
      await caught(() => parse(withSchema(fetchChannelSender, none))),
      "TwilioResponseError",
      {
        reason: "refused by the schema",
      },
    );
    const odd = schema(() => ({
      issues: [{ path: [Symbol("key"), 0, { key: "a" }] }, { message: 5 }],
    }));
    expectError(
      await caught(() => parse(withSchema(fetchChannelSender, odd))),
      "TwilioResponseError",
      {
        reason: "refused by the schema: Symbol(key).0.a: undefined; 5",
      },
    );
  });

  test("has many issues, or a long one", async () => {
    const issues = Array.from({ length: 9 }, (_, index) => ({ message: `no. ${index}` }));
    const many = schema(() => ({ issues }));
    expectError(
      await caught(() => parse(withSchema(fetchChannelSender, many))),
      "TwilioResponseError",
      {
        reason: "refused by the schema: no. 0; no. 1; no. 2; and 6 more",
      },
    );
    const long = schema(() => ({ issues: [{ message: "é".repeat(1e6), path: ["sid"] }] }));
    expectError(
      await caught(() => parse(withSchema(fetchChannelSender, long))),
      "TwilioResponseError",
      {
        reason: "refused by the schema: sid: a message of 1000000 characters",
      },
    );
  });

  test("never settles: the bounds of the client hold", async () => {
    const operation = withSchema(fetchChannelSender, schema(() => new Promise(() => {})));
    const fetch = () => Promise.resolve(json(200, good));
    for (const bound of [{ timeout: 5 }, { deadline: 5 }]) {
      const left = await timersLeft(async () => {
        const client = createClient({ auth: null, fetch, ...once, ...bound });
        expectError(await caught(() => client.send(operation, one)), "TwilioTimeoutError", { url });
      });
      expect(left).toBe(0);
    }
    const stop = new AbortController();
    const call = createClient({ auth: null, fetch, retry: null, deadline: null })
      .send(operation, one, { signal: stop.signal });
    setTimeout(() => stop.abort(new Odd("enough")), 5);
    expectError(await caught(() => call), "Odd");
  });

  test("comes too late for an abort", async () => {
    const stop = new AbortController();
    const operation = withSchema(
      fetchChannelSender,
      schema(() => {
        stop.abort(new Odd("enough"));
        throw new Error("and this");
      }),
    );
    const fetch = () => Promise.resolve(json(200, good));
    expectError(await caught(() => send(operation, one, { fetch, signal: stop.signal })), "Odd");
    const unsent = withSchema(fetchChannelSender, v.any());
    const signal = AbortSignal.abort(new Odd("before"));
    expectError(await caught(() => send(unsent, one, { fetch: silent, signal })), "Odd");
  });

  test.each(
    [
      ["create", createChannelSender, 201],
      ["fetch", fetchChannelSender, 200],
      ["delete", deleteChannelSender, 204],
    ] as const,
  )("refuses, and %s is not repeated", async (_, operation, status) => {
    for (const validate of [() => ({ issues: [{ message: "no" }] }), () => Promise.reject("no")]) {
      const { fetch, requests } = observe(() =>
        status === 204 ? new Response(null, { status }) : json(status, good)
      );
      const patient = withRetry((operation, input, options) =>
        send(operation, input, { fetch, ...options })
      );
      const checked = withSchema<typeof one, ChannelSender | void, unknown>(
        operation,
        schema(validate),
      );
      expectError(await caught(() => patient(checked, one)), "TwilioResponseError", { status });
      expect(requests).toHaveLength(1);
    }
  });
});

describe("no value in an error", () => {
  const value = {
    ...good,
    sender: secret,
    country_code: "US",
    url: 'a"b\\c\nd and more',
  };

  /** The error of issues with these messages. */
  async function reason(...messages: string[]): Promise<string> {
    const issues = messages.map((message) => ({ message, path: ["sender"] }));
    const operation = withSchema(fetchChannelSender, schema(() => ({ issues })));
    const error = await caught(() => parse(operation, value)) as { reason: string };
    expect(JSON.stringify(error) + (error as unknown as Error).stack).not.toContain(secret);
    return error.reason.replace("refused by the schema: ", "");
  }

  test("a text of it is blanked, wherever it stands", async () => {
    expect(await reason(`bad ${secret}!`, `${secret}${secret}`)).toBe("sender: bad …!; sender: ……");
    expect(await reason(`x${secret}x`)).toBe("sender: x…x");
  });

  test("the whole of it, where another part of the value is in it", async () => {
    const operation = withSchema(
      fetchChannelSender,
      schema(() => ({ issues: [{ message: `no ${secret}` }] })),
    );
    const error = await caught(() => parse(operation, { ...value, country_code: "hunter2" }));
    expect(error).toMatchObject({ reason: "refused by the schema: no …" });
  });

  test("so is a quoted part of it, and what is escaped", async () => {
    expect(await reason(`got "${secret.slice(0, 5)}"`)).toBe('sender: got "…"');
    expect(await reason(`got '${secret.slice(-9)}', not 'rcs:'`)).toBe(
      "sender: got '…', not 'rcs:'",
    );
    expect(await reason(`was ${JSON.stringify(value.url)}`)).toBe('sender: was "…"');
    expect(await reason(`was ${value.url}`)).toBe("sender: was …");
  });

  test("dates and short texts, too, but no parts of words", async () => {
    expect(await reason("before 2023-07-30T20:12:31.000Z")).toBe("sender: before …");
    expect(await reason("MUST be GB, is US", "US")).toBe("sender: MUST be GB, is …; sender: …");
  });

  test("what a schema throws", async () => {
    const operation = withSchema(
      fetchChannelSender,
      schema((value) => {
        throw new Error(`no ${(value as ChannelSender).sender}`, { cause: value });
      }),
    );
    const error = await caught(() => parse(operation, value)) as Error & { reason: string };
    expect(error.reason).toBe("the schema threw Error: no …");
    expect(error.cause).toBe(undefined);
    expect(JSON.stringify(error) + error.stack).not.toContain(secret);
  });

  test("of a value that contains itself, of numbers and of lists", async () => {
    const odd: Record<string, unknown> = { list: [[secret], 12345], big: 678n, none: null };
    odd["self"] = odd;
    const operation = withSchema(
      withSchema(fetchChannelSender, schema(() => ({ value: odd }))),
      schema(() => ({ issues: [{ message: `${secret} 12345 678 null true` }] })),
    );
    const error = await caught(() => parse(operation)) as Error & { reason: string };
    expect(error.reason).toBe("refused by the schema: … … … null true");
  });

  test("whatever a library says", async () => {
    const strict: StandardSchema[] = [
      v.object({ sender: v.literal("a"), countryCode: v.number() }),
      v.object({ sender: v.pipe(v.string(), v.endsWith("z")), url: v.pipe(v.string(), v.url()) }),
      v.object({ sender: v.pipe(v.string(), v.excludes("hunter2"), v.maxLength(3)) }),
      v.array(v.string()),
      z.object({ sender: z.literal("a"), countryCode: z.number() }),
      z.object({ sender: z.enum(["a", "b"]), url: z.url() }),
      z.strictObject({ sender: z.string().max(3) }),
      ...arktypes,
    ];
    for (const schema of strict) {
      const operation = withSchema(fetchChannelSender, schema);
      const error = await caught(() => parse(operation, value)) as Error & { reason: string };
      expectError(error, "TwilioResponseError");
      expect(error.reason).toMatch(/^refused by the schema: /);
      expect(error.message).not.toMatch(/hunter2|correct|horse|"US"|XE0|AC\w{9}/);
    }
  });
});

describe("what an issue says", () => {
  /** The reason, of one issue about this value. */
  async function reason(value: unknown, message: string, path: string[] = []): Promise<string> {
    const operation = withSchema(
      withSchema(fetchChannelSender, schema(() => ({ value }))),
      schema(() => ({ issues: [{ message, path }] })),
    );
    const error = await caught(() => parse(operation)) as { reason: string };
    return error.reason.replace(/^refused by the schema(: )?/, "");
  }

  test("of a long path is its start", async () => {
    expect(await reason({}, "no", ["a".repeat(150)])).toBe(`${"a".repeat(99)}: no`);
  });

  test("may have 500 characters, and no more", async () => {
    expect(await reason({}, "é".repeat(500))).toBe("é".repeat(500));
    expect(await reason({}, "é".repeat(501))).toBe("a message of 501 characters");
  });

  test("has nothing left of a longer text, whichever comes first in the value", async () => {
    for (const value of [["hunter", "hunter2x"], ["hunter2x", "hunter"]]) {
      expect(await reason(value, "no hunter2x here")).toBe("no … here");
    }
  });

  test("has no text of four characters within a word, and one of three only by itself", async () => {
    expect(await reason(["hunt"], "xhuntx")).toBe("x…x");
    expect(await reason(["hun"], "xhun hunx hun xhunx")).toBe("xhun hunx … xhunx");
  });

  test("has parts of a text as long as they are in no quotes", async () => {
    expect(await reason(["hunter2"], 'hunt"x"hunt')).toBe('hunt"x"hunt');
    expect(await reason(["hunter2"], '"hunt" hunt "hunt"')).toBe('"…" hunt "…"');
  });
});
