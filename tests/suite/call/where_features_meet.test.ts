// Where two features meet, each of which does well by itself.
import { describe, expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../../../lib/sandbox/mod.ts";
import {
  createClient,
  deleteChannelSender,
  messages,
  pool,
  senders,
  type StandardSchema,
  type TwilioError,
  type TwilioResponseError,
  withSchema,
} from "../../../mod.ts";
import { busy, missing, reset, scripted } from "../support/scripted.ts";
import {
  caught,
  collect,
  expectError,
  json,
  observe,
  one,
  sender,
  service,
  XE,
} from "../support/support.ts";

const AC = `AC${"a".repeat(32)}`;
const account = { accountSid: AC, authToken: "0123456789abcdef0123456789abcdef" };
const SM = `SM${"a".repeat(32)}`;

describe("a cut listing that goes on with pages of another size", () => {
  test.each([[17, 3], [7, 5], [7, 1], [19, 4], [3, 25], [9, undefined]])(
    "by tens up to %i, then by %j",
    async (limit, pageSize) => {
      const sids = Array.from({ length: 25 }, (_, at) => sender(at));
      const sandbox = createSandbox({
        accounts: [{
          ...account,
          channelSenders: sids.map((sid, at) => ({ sid, sender: `whatsapp:+1555${at}` })),
          services: [{ sid: service.messagingServiceSid, channelSenders: sids }],
        }],
      });
      const { list } = createClient({ ...account, fetch: sandbox.fetch }).channelSenders;
      const given: number[] = [];
      let next = null;
      for await (const page of list({ ...service, pageSize: 10, limit }).pages()) {
        given.push(
          ...await collect((async function* () {
            yield* page.items;
          })()),
        );
        next = page.next;
      }
      given.push(...await collect(list({ ...service, ...next, pageSize })));
      expect(given).toEqual(Array.from({ length: 25 }, (_, at) => at));
    },
  );
});

describe("a deadline says what is not known of a change", () => {
  const extend = { messages };
  const message = { to: "+12125550199", from: "+12125550100", body: "Hi" };

  test("where no answer came", async () => {
    for (const bounds of [{ deadline: 20 }, { timeout: 20, retry: null }]) {
      const fetch = () => new Promise<Response>(() => {});
      const client = createClient({ ...account, fetch, extend, ...bounds });
      const error = await caught(() => client.messages.create(message)) as TwilioError;
      expectError(error, "TwilioTimeoutError");
      expect(error.message).toMatch(/; whether it was done is not known$/);
      expect(error.story).toMatchObject({
        mayHaveActed: true,
        note: "whether it was done is not known",
      });
      expect(error.story!.attempts).toHaveLength(1);
    }
  });

  test("where it strikes while that is asked for", async () => {
    const { fetch } = observe((request) =>
      request.method === "POST" ? busy(request) : new Promise<Response>(() => {})
    );
    const client = createClient({ ...account, fetch, deadline: 50, retry: { random: () => 0 } });
    const error = await caught(() => client.channelSenders.create(one)) as TwilioError;
    expectError(error, "TwilioTimeoutError");
    expect(error.story).toMatchObject({ note: "whether it was done is not known" });
  });

  test("and nothing of what changes nothing", async () => {
    const fetch = () => new Promise<Response>(() => {});
    const client = createClient({ ...account, fetch, deadline: 20 });
    const error = await caught(() => client.channelSenders.fetch(one)) as TwilioError;
    expect(error.message).not.toContain("not known");
    expect(error.story).toMatchObject({ mayHaveActed: false, note: undefined });
  });
});

describe("a message that is as it was, after a change that got no answer", () => {
  test.each([["cancel", "scheduled"], ["redact", "delivered"]] as const)(
    "%s",
    async (verb, status) => {
      const { fetch } = observe((request) =>
        request.method === "POST" ? busy(request) : json(200, { sid: SM, status, body: "Hi" })
      );
      const retry = { attempts: 2, random: () => 0 };
      const client = createClient({ ...account, fetch, extend: { messages }, retry });
      const error = await caught(() => client.messages[verb]({ sid: SM })) as TwilioError;
      expectError(error, "TwilioApiError", { code: 20503 });
      expect(error.message).toMatch(/; it was asked for, and is as it was$/);
      // To ask is no attempt that failed.
      expect(error.story!.attempts.map(({ method }) => method)).toEqual(["POST", "POST"]);
    },
  );

  test("and of one that is gone, that it is gone", async () => {
    const { fetch } = observe((request) =>
      request.method === "POST" ? busy(request) : missing(request)
    );
    const retry = { attempts: 2, random: () => 0 };
    const client = createClient({ ...account, fetch, extend: { messages }, retry });
    const error = await caught(() => client.messages.cancel({ sid: SM })) as TwilioError;
    expect(error.message).toMatch(/; it was asked for, and is not there$/);
  });
});

describe("a 404 for the list of a kind", () => {
  const seed = defaultSeed().accounts[0]!;
  const poolWithout = (path: RegExp) => {
    const sandbox = createSandbox({ accounts: [{ ...seed, ...account }] });
    const fetch = (request: Request) =>
      request.method === "GET" && path.test(request.url)
        ? Promise.resolve(missing(request))
        : sandbox.fetch(request);
    return createClient({ ...account, fetch, extend: { pool } }).pool;
  };

  test("of names hides no name of the other", async () => {
    const { attach, detach, whereIs } = poolWithout(/DestinationAlphaSenders/);
    await attach("Shop", service);
    expect((await whereIs("Shop")).map(({ entry }) => entry.sender)).toEqual(["Shop"]);
    expect(await detach("Shop", service)).toMatchObject({ kind: "alphaSender", sender: "Shop" });
    expect(await whereIs("Shop")).toEqual([]);
  });

  test("is none of the kind, where the service is there", async () => {
    const { detach } = poolWithout(/\/ChannelSenders/);
    const error = await caught(() => detach("whatsapp:+12487960483", service));
    expectError(error, "TwilioSenderError", { problem: "missing" });
  });

  test("is that of the service, where that is not there", async () => {
    const { detach } = poolWithout(/nothing/);
    const elsewhere = { messagingServiceSid: `MG${"f".repeat(32)}` };
    const error = await caught(() => detach("whatsapp:+12487960483", elsewhere));
    expectError(error, "TwilioApiError", { code: 20404 });
    expect((error as TwilioResponseError).url).toMatch(/\/Services\/MGf{32}$/);
  });
});

describe("a schema that refuses what was recognised", () => {
  const refusing: StandardSchema<unknown, string> = {
    "~standard": { version: 1, vendor: "test", validate: () => ({ issues: [{ message: "no" }] }) },
  };

  test("has the story of it", async () => {
    const { client } = scripted([reset, missing]);
    const error = await caught(() => client.send(withSchema(deleteChannelSender, refusing), one));
    expectError(error, "TwilioResponseError", { status: 404, method: "DELETE" });
    const { story, message } = error as TwilioError;
    expect(message).toMatch(/^refused by the schema: no /);
    expect(story).toMatchObject({ mayHaveActed: true, sent: true });
    expect(story!.attempts).toHaveLength(2);
    // It is no refusal of Twilio's.
    expect(error).not.toHaveProperty("code");
    expect(error).not.toHaveProperty("moreInfo");
  });
});

describe("waitFor", () => {
  test("gives up at once where Retry-After asks for more than is left, with the story", async () => {
    const { fetch, requests } = observe(() =>
      json(503, { code: 20503, message: "busy" }, { "retry-after": "5" })
    );
    const client = createClient({ ...account, fetch, extend: { senders } });
    const start = Date.now();
    const error = await caught(() => client.senders.waitFor({ sid: XE }, { deadline: 2_000 }));
    expect(Date.now() - start).toBeLessThan(1_900);
    expectError(error, "TwilioApiError", { code: 20503 });
    expect((error as TwilioError).story!.attempts).toHaveLength(1);
    expect(requests).toHaveLength(1);
  });
});

describe("options of a call that are misspelt", () => {
  test.each([
    ["singal", "expected one of signal, maxBytes, maxTime"],
    ["timeout", "expected timeout in the options of createClient"],
    ["deadline", "expected deadline in the options of createClient"],
  ])("%s", async (name, expected) => {
    const { fetch, requests } = observe(() => json(200, { sid: null }));
    const client = createClient({ ...account, fetch, extend: { pool } });
    for (
      const run of [
        () => client.channelSenders.fetch(one, { [name]: 1 }),
        () => client.channelSenders.list(service, { [name]: 1 }).toArray(),
        () => client.pool.list(service, { [name]: 1 }).toArray(),
        () => client.pool.attach("+12125550100", service, { [name]: 1 }),
      ]
    ) {
      const error = await caught(run);
      expectError(error, "TwilioInputError", { field: name });
      expect((error as Error).message).toContain(expected);
    }
    expect(requests).toHaveLength(0);
  });
});

test.each([
  ["alone", (token: string) => `bad token ${token}`],
  ["as a password", (token: string) => `user=${AC} password=${token}`],
  ["in a URL", (token: string) => `https://x/?u=${AC}%3A${token}`],
  [
    "as Basic in a form",
    (token: string) => `auth=Basic%20${encodeURIComponent(btoa(`${AC}:${token}`))}`,
  ],
  ["as Basic with a plus", (token: string) => `auth=Basic+${btoa(`${AC}:${token}`)}`],
])("a token that a proxy sends back %s is in no error", async (_, said) => {
  const token = account.authToken;
  for (
    const body of [{ message: said(token) }, { message: "no", details: { said: said(token) } }]
  ) {
    const { fetch } = observe(() => json(400, body));
    const client = createClient({ ...account, fetch });
    const error = await caught(() => client.channelSenders.fetch(one)) as TwilioError;
    expectError(error, "TwilioApiError");
    const all = JSON.stringify(error) + error.message + error.stack;
    expect(all).not.toContain(token);
    expect(all).not.toContain(btoa(`${AC}:${token}`).slice(60, 90));
    expect(all).toContain("[credential]");
    // A SID is none.
    expect((error as TwilioResponseError).url).toContain(XE);
  }
});
