// Ways to sign that are somebody else's, and what is told of what was sent by them.
import { describe, expect, test } from "vitest";
import {
  bearerAuth,
  compose,
  concurrency,
  type Middleware,
  oauth,
  retry,
} from "../../../lib/middleware/mod.ts";
import {
  createClient,
  createSend,
  fetchChannelSender,
  messages,
  type TwilioError,
  withDeadline,
  withRetry,
} from "../../../mod.ts";
import { busy } from "../support/scripted.ts";
import { AC, caught, expectError, json, observe, one, settle, silent } from "../support/support.ts";

const message = { to: "+12125550199", from: "+12125550100", body: "Hi" };
const at0 = { random: () => 0 };

describe("a middleware that signs a copy, and does not say of which request", () => {
  const auth: Middleware = (next) => (request) => {
    const copy = new Request(request);
    copy.headers.set("authorization", "Bearer x");
    return next(copy);
  };

  test("sends a POST once, and it is known that it was sent", async () => {
    const { fetch, requests } = observe(busy);
    const options = { accountSid: AC, auth, fetch, extend: { messages }, retry: at0 };
    const error = await caught(() => createClient(options).messages.create(message));
    expect(requests).toHaveLength(1);
    const { story, message: said } = error as TwilioError;
    expect(said).toMatch(/; whether it was done is not known$/);
    expect(story).toMatchObject({ sent: true, mayHaveActed: true });
  });

  test("so where there is no answer", async () => {
    const { fetch, requests } = observe(silent);
    const bounds = { retry: at0, timeout: 30 };
    const options = { accountSid: AC, auth, fetch, extend: { messages }, ...bounds };
    const error = await caught(() => createClient(options).messages.create(message));
    expect(requests).toHaveLength(1);
    expectError(error, "TwilioTimeoutError");
    expect((error as Error).message).not.toContain("nothing was sent");
  });

  test("and what the transport throws at once is a bug, as it is, and not repeated", async () => {
    const bug = new Error("mine");
    let calls = 0;
    const fetch = () => {
      calls++;
      throw bug;
    };
    const client = createClient({ auth, fetch, retry: at0 });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(bug);
    expect(calls).toBe(1);
  });

  test("and what the transport throws is of the network", async () => {
    const { fetch, requests } = observe(() => Promise.reject(new TypeError("fetch failed")));
    const client = createClient({ auth, fetch, retry: { ...at0, attempts: 2 } });
    expectError(await caught(() => client.channelSenders.fetch(one)), "TwilioNetworkError");
    expect(requests).toHaveLength(2);
  });
});

test.each([[undefined], [null], [{}], [Promise.resolve()]])(
  "a middleware that returns %s is refused, and nobody else is asked",
  async (transport) => {
    const { fetch, requests } = observe(() => json(200, { sid: null }));
    const auth = (() => transport) as unknown as Middleware;
    for (const make of [createClient, createSend]) {
      expectError(await caught(() => make({ auth, fetch })), "TwilioInputError", { field: "auth" });
    }
    expect(requests).toHaveLength(0);
  },
);

/** Loses the answer of a delete, and answers nothing else; by then, somebody takes its place. */
function losingDeletes(takePlace: (signal: AbortSignal) => Promise<unknown>) {
  const stop = new AbortController();
  let deletes = 0;
  return {
    deletes: () => deletes,
    fetch(request: Request) {
      if (request.method !== "DELETE") return silent(request);
      deletes++;
      takePlace(stop.signal).catch(() => {});
      return Promise.reject(new TypeError("reset"));
    },
    async leave() {
      stop.abort();
      await settle();
    },
  };
}

describe("an attempt that was given up while it was being signed", () => {
  const copies: [string, (request: Request) => Promise<Request>][] = [
    ["itself", (request) => Promise.resolve(request)],
    ["a copy without its signal", async (request) => {
      const { url, method, headers } = request;
      return new Request(url, { method, headers, body: await request.clone().text() });
    }],
  ];

  test.each(copies)("does not leave later on, as %s: a POST is sent once", async (_, copy) => {
    let signed = 0;
    const done: Promise<unknown>[] = [];
    const auth: Middleware = (next) => (request) => {
      const wait = signed++ === 0 ? 60 : 0;
      const sent = new Promise((resolve) => setTimeout(resolve, wait))
        .then(async () => await next(await copy(request)));
      done.push(sent.catch(() => {}));
      return sent;
    };
    const { fetch, requests } = observe(() => json(201, { sid: `SM${"1".repeat(32)}` }));
    const options = { accountSid: AC, auth, fetch, extend: { messages }, retry: at0, timeout: 20 };
    expect((await createClient(options).messages.create(message)).sid).toMatch(/^SM1/);
    await Promise.all(done);
    expect(signed).toBe(2);
    expect(requests).toHaveLength(1);
  });
});

describe("nothing was sent is said where nothing was", () => {
  test("and not where an earlier attempt was, and this one waits for its turn", async () => {
    const lost = losingDeletes((signal) => client.channelSenders.fetch(one, { signal }));
    const fetch = concurrency({ limit: 1, max: 1 })(lost.fetch);
    const options = { auth: null, fetch, timeout: null, deadline: 100, retry: at0 };
    const client = createClient(options);
    const error = await caught(() => client.channelSenders.delete(one)) as TwilioError;
    expect(lost.deletes()).toBe(1);
    await lost.leave();
    expectError(error, "TwilioTimeoutError");
    expect(error.message).not.toContain("nothing was sent");
    expect(error.story).toMatchObject({ sent: true, mayHaveActed: true });
  });

  test("nor where it waits for a token", async () => {
    let asked = 0;
    const token = () => asked++ === 0 ? Promise.resolve("token") : new Promise<string>(() => {});
    const { fetch } = observe(busy);
    const options = { auth: bearerAuth(token), fetch, timeout: 60, retry: { ...at0, attempts: 2 } };
    const error = await caught(() => createClient(options).channelSenders.delete(one));
    expectError(error, "TwilioTimeoutError");
    expect((error as Error).message).not.toContain("nothing was sent");
    expect((error as TwilioError).story).toMatchObject({ sent: true, mayHaveActed: true });
  });

  test("nor where a middleware repeats it", async () => {
    const lost = losingDeletes((signal) => other.channelSenders.fetch(one, { signal }));
    const limit = concurrency({ limit: 1, max: 1 });
    const bare = { auth: null, timeout: null, retry: null };
    const other = createClient({ ...bare, fetch: limit(lost.fetch) });
    const client = createClient({
      ...bare,
      fetch: compose(retry(at0), limit)(lost.fetch),
      deadline: 100,
    });
    const error = await caught(() => client.channelSenders.delete(one)) as TwilioError;
    expect(lost.deletes()).toBe(1);
    await lost.leave();
    expect(error.story).toMatchObject({ sent: true, mayHaveActed: true });
  });

  test("nor where a kept token was refused, and so is the next", async () => {
    let tokens = 0;
    const grant = { access_token: "token", token_type: "Bearer", expires_in: 3600 };
    const auth = oauth({
      clientId: `OQ${"a".repeat(32)}`,
      clientSecret: "secret",
      fetch: () =>
        Promise.resolve(tokens++ === 0 ? json(200, grant) : json(403, { code: 1, message: "no" })),
    });
    let calls = 0;
    const fetch = () =>
      Promise.resolve(
        calls++ === 0 ? json(200, { sid: null }) : json(401, { code: 20003, message: "no" }),
      );
    const client = createClient({ auth, fetch, retry: null });
    await client.channelSenders.fetch(one);
    const error = await caught(() => client.channelSenders.fetch(one)) as TwilioError;
    expect(calls).toBe(2);
    expect(error.story).toMatchObject({ sent: true });
  });
});

test("a deadline within the retries is told of once", async () => {
  const send = withRetry(withDeadline(createSend({ auth: null, fetch: silent }), 20), {
    ...at0,
    attempts: 2,
  });
  const error = await caught(() => send(fetchChannelSender, one)) as TwilioError;
  expect(error.story!.attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(error.message.match(/not known/g) ?? []).toHaveLength(0);
});

test.each([[5n], ["60"], [[]], [true], [Symbol("x")]])("maxTime %s is refused", async (maxTime) => {
  const { fetch } = observe(() => json(200, { sid: null }));
  const made = await caught(() => createClient({ auth: null, fetch, retry: { maxTime } } as never));
  expectError(made, "TwilioInputError", { field: "retry.maxTime" });
  const client = createClient({ auth: null, fetch });
  const error = await caught(() => client.channelSenders.fetch(one, { maxTime } as never));
  expectError(error, "TwilioInputError", { field: "maxTime" });
});

test.each(["channelSenders", "send"])("a client keeps its own %s", async (name) => {
  const extend = { [name]: messages };
  const error = await caught(() => createClient({ auth: null, extend }));
  expectError(error, "TwilioInputError", { field: `extend.${name}` });
});
