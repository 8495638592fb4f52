// What a transport may do, and what a call makes of it.
import { describe, expect, test } from "vitest";
import {
  createClient,
  createSend,
  fetchChannelSender,
  type Middleware,
  type Operation,
  operation,
  send,
  type Transport,
  type TwilioError,
} from "../../../mod.ts";
import { type AttemptRequest, sameAttempt } from "../../../lib/call/attempt.ts";
import { busy, gone, made, reset, scripted } from "../support/scripted.ts";
import {
  bytes,
  caught,
  collection,
  expectError,
  feed,
  json,
  observe,
  one,
  secret,
  service,
  settle,
  until,
  wire,
} from "../support/support.ts";

const account = { accountSid: `AC${"a".repeat(32)}`, authToken: secret };
const retry = { random: () => 0 };
/** Fails so often, and then answers. */
const thrice = (thrown: unknown) =>
  observe((request, index) => index < 3 ? Promise.reject(thrown) : made(request));

describe("options of a call", () => {
  test("that carry more than they may replace neither the transport nor the target", async () => {
    const { fetch, requests } = observe(made);
    const other = observe(made);
    const { channelSenders, send: sendIt } = createClient({ ...account, fetch });
    const options = {
      fetch: other.fetch,
      target: { baseUrl: "https://evil.example" },
      auth: null,
    } as object;
    for (const call of [channelSenders.fetch, channelSenders.create]) {
      expectError(await caught(() => call(one, options)), "TwilioInputError", { field: "fetch" });
    }
    for (const by of [sendIt, createSend({ ...account, fetch })]) {
      const error = await caught(() => by(fetchChannelSender, one, options));
      expectError(error, "TwilioInputError", { field: "fetch" });
    }
    expect(other.requests.length + requests.length).toBe(0);
  });

  test("that leave maxBytes undefined leave the client's as it is", async () => {
    const client = createClient({ auth: null, fetch: observe(made).fetch, maxBytes: 5 });
    for (const options of [{ maxBytes: undefined }, {}, undefined]) {
      const error = await caught(() => client.channelSenders.fetch(one, options));
      expect((error as Error).message).toContain("expected at most 5 bytes");
    }
    expect((await client.channelSenders.fetch(one, { maxBytes: 5000 })).sid).toBe(wire(1).sid);
  });
});

describe("what is thrown before anything was sent", () => {
  class Unknown extends Error {
    override readonly name = "VaultError";
  }

  test.each<[string, unknown]>([
    ["an error of the user's own", new Unknown("sealed")],
    ["text", "sealed"],
    ["a TypeError, as fetch has them", new TypeError("Failed to fetch")],
    ["an AbortError", new DOMException("aborted", "AbortError")],
    ["a TimeoutError", new DOMException("late", "TimeoutError")],
  ])("passes as it is, unrepeated: %s", async (_, thrown) => {
    let asked = 0;
    const auth: Middleware = () => () => {
      asked++;
      return Promise.reject(thrown);
    };
    const { fetch, requests } = observe(made);
    const client = createClient({ auth, fetch, retry });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(thrown);
    expect([asked, requests.length]).toEqual([1, 0]);
  });
});

describe("what a transport throws of its own accord", () => {
  test("a TimeoutError is a timeout of ours, and repeated", async () => {
    const thrown = new DOMException("took too long", "TimeoutError");
    const { fetch } = thrice(thrown);
    expect((await createClient({ auth: null, fetch, retry }).channelSenders.fetch(one)).sid).toBe(
      wire(1).sid,
    );
    const error = await caught(() =>
      send(fetchChannelSender, one, { fetch: thrice(thrown).fetch })
    );
    expectError(error, "TwilioTimeoutError", {
      method: "GET",
      reason: "TimeoutError: took too long",
    });
  });

  test("an AbortError that nobody asked for is a failure of the network, and repeated", async () => {
    const thrown = Object.assign(new DOMException("aborted", "AbortError"), { request: secret });
    const { fetch } = thrice(thrown);
    expect((await createClient({ auth: null, fetch, retry }).channelSenders.fetch(one)).sid).toBe(
      wire(1).sid,
    );
    const error = await caught(() =>
      send(fetchChannelSender, one, { fetch: thrice(thrown).fetch })
    );
    expectError(error, "TwilioNetworkError", { method: "GET" });
    expect((error as Error).message).toContain("aborted");
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  test("an error of another copy of the library keeps its kind, and is repeated by it", async () => {
    const copy = (name: string, fields: object) =>
      Object.assign(new Error(name), { name, ...fields });
    const answer = { method: "GET", url: collection, headers: new Headers(), retryAfter: null };
    const passing = copy("TwilioApiError", { ...answer, status: 503, code: 20503, reason: "busy" });
    const { fetch } = thrice(passing);
    expect((await createClient({ auth: null, fetch, retry }).channelSenders.fetch(one)).sid).toBe(
      wire(1).sid,
    );
    const final = copy("TwilioApiError", { ...answer, status: 404, code: 20404, reason: "no" });
    const refusing = thrice(final);
    const client = createClient({ auth: null, fetch: refusing.fetch, retry });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(final);
    expect(refusing.requests.length).toBe(1);
    const input = copy("TwilioInputError", { field: "queue", reason: "full" });
    const full = thrice(input);
    const { channelSenders } = createClient({ auth: null, fetch: full.fetch, retry });
    expect(await caught(() => channelSenders.fetch(one))).toBe(input);
    expect(full.requests.length).toBe(1);
  });

  test.each<[string, Error]>([
    ["a ReferenceError", new ReferenceError("agent is not defined")],
    ["a RangeError", new RangeError("Maximum call stack size exceeded")],
    ["a TypeError of a bug", new TypeError("Cannot read properties of undefined (reading 'x')")],
    [
      "Deno's NotCapable",
      Object.assign(new Error('Requires net access to "x"'), { name: "NotCapable" }),
    ],
    ["Deno's PermissionDenied", Object.assign(new Error("no net"), { name: "PermissionDenied" })],
  ])("%s is nobody's network: unrepeated, as it is", async (_, thrown) => {
    const { fetch, requests } = thrice(thrown);
    const client = createClient({ auth: null, fetch, retry });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(thrown);
    expect(requests.length).toBe(1);
  });

  test.each<[string, unknown]>([
    ["a bug", new TypeError("x is not a function")],
    ["what looks like a failed network", new TypeError("Failed to fetch")],
    ["text", "boom"],
  ])("%s that is thrown at once is unrepeated, as it is", async (_, thrown) => {
    let calls = 0;
    const fetch: Transport = () => {
      calls++;
      throw thrown;
    };
    const client = createClient({ auth: null, fetch, retry });
    expect(await caught(() => client.channelSenders.create(one))).toBe(thrown);
    expect(calls).toBe(1);
  });
});

describe("what an operation of one's own throws", () => {
  test("passes as it is, unrepeated", async () => {
    for (
      const thrown of [new Error("mine"), new SyntaxError("mine"), new TypeError("reset"), "mine"]
    ) {
      const own: Operation<void, never> = {
        request: () => new Request(collection),
        parse: () => Promise.reject(thrown),
      };
      const { client, sent } = scripted([made]);
      expect(await caught(() => client.send(own, undefined))).toBe(thrown);
      expect(sent.length).toBe(1);
    }
  });

  test("so does what its reader throws, and what its request does", async () => {
    const bug = new TypeError("x is not a function");
    const fail = (): never => {
      throw bug;
    };
    const reads = operation({ method: "GET", url: () => collection, read: fail });
    const builds = operation({ method: "GET", url: fail });
    for (const own of [reads, builds]) {
      const { client } = scripted([made]);
      expect(await caught(() => client.send<unknown, unknown>(own, {}))).toBe(bug);
    }
  });
});

describe("the number of the attempt", () => {
  test("is on the request, and on its copies where they are made the same attempt", async () => {
    const numbers: unknown[] = [];
    const note = (request: AttemptRequest) => void numbers.push(request.attempt?.number);
    const auth: Middleware = (next) => (request) => {
      note(request);
      const copy: AttemptRequest = sameAttempt(request, new Request(request));
      return next(sameAttempt(copy, copy.clone()));
    };
    const { fetch } = observe((request, index) => {
      note(request);
      return index < 2 ? reset(request) : made(request);
    });
    await createClient({ auth, fetch, retry }).channelSenders.fetch(one);
    expect(numbers).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test("and what a copy learns, the call knows", async () => {
    const { fetch } = observe((request: AttemptRequest) => {
      request.attempt!.sent = false;
      return reset(request);
    });
    const auth: Middleware = (next) => (request) =>
      next(sameAttempt(request, new Request(request)));
    const client = createClient({ auth, fetch, retry: { ...retry, attempts: 2 } });
    const error = await caught(() => client.channelSenders.fetch(one)) as TwilioError;
    expect(error.story ?? error).not.toMatchObject({ sent: true });
  });
});

describe("a transport that is deaf to the signal", () => {
  const deaf = () => new Promise<Response>(() => {});

  test.each<[string, object]>([
    ["without any bound", { retry: null, timeout: null }],
    ["with a bound", {}],
    ["with a deadline too", { deadline: 60_000 }],
  ])("hears of an abort: %s", async (_, bounds) => {
    const stop = new AbortController();
    const client = createClient({ auth: null, fetch: deaf, ...bounds });
    const error = caught(() => client.channelSenders.fetch(one, { signal: stop.signal }));
    await settle();
    stop.abort("enough");
    expect(await error).toBe("enough");
  });

  test("so do send alone, createSend, and a listing", async () => {
    for (
      const run of [
        (signal: AbortSignal) => send(fetchChannelSender, one, { fetch: deaf, signal }),
        (signal: AbortSignal) =>
          createSend({ auth: null, fetch: deaf })(fetchChannelSender, one, { signal }),
        (signal: AbortSignal) =>
          createClient({ auth: null, fetch: deaf }).channelSenders.list(service, { signal })
            .toArray(),
      ]
    ) {
      const stop = new AbortController();
      const error = caught(() => run(stop.signal));
      await settle();
      stop.abort("enough");
      expect(await error).toBe("enough");
    }
  });

  test("its answer, when it comes too late, is let go unread", async () => {
    const stop = new AbortController();
    const late = feed();
    let answer!: (response: Response) => void;
    const fetch = () => new Promise<Response>((resolve) => (answer = resolve));
    const error = caught(() => send(fetchChannelSender, one, { fetch, signal: stop.signal }));
    await settle();
    stop.abort("enough");
    expect(await error).toBe("enough");
    answer(late.response);
    await late.cancelled; // or the test runs out of time
  });

  test.each<[string, object]>([
    ["an abort", { retry: null, timeout: null }],
    ["a timeout", { retry: null, timeout: 20 }],
  ])("its body is not read on after %s", async (name, bounds) => {
    const stop = new AbortController();
    let pulled = 0;
    let isCancelled = false;
    const body = new ReadableStream({
      async pull(controller) {
        pulled++;
        await settle();
        controller.enqueue(bytes(" "));
      },
      cancel() {
        isCancelled = true;
      },
    }, { highWaterMark: 0 });
    const fetch = () =>
      Promise.resolve(new Response(body, { headers: { "content-type": "application/json" } }));
    const client = createClient({ auth: null, fetch, ...bounds });
    const error = caught(() => client.channelSenders.fetch(one, { signal: stop.signal }));
    await until(() => pulled > 1);
    if (name === "an abort") stop.abort("enough");
    const ended = await error;
    if (name === "an abort") expect(ended).toBe("enough");
    else expectError(ended, "TwilioTimeoutError");
    await until(() => isCancelled);
    const pulledByThen = pulled;
    await settle();
    expect(pulled).toBe(pulledByThen);
  });

  test("a parser of one's own that never ends is left as well", async () => {
    const stop = new AbortController();
    const own: Operation<void, never> = {
      request: () => new Request(collection),
      parse: () => new Promise(() => {}),
    };
    const error = caught(() =>
      send(own, undefined, {
        fetch: async () => await gone(new Request(collection)),
        signal: stop.signal,
      })
    );
    await settle();
    stop.abort("enough");
    expect(await error).toBe("enough");
  });
});

// What the platform's Request remembers of a signal is its own affair.
const unsignalled: typeof fetchChannelSender = {
  ...fetchChannelSender,
  request: (input) => fetchChannelSender.request(input),
};

test("a call that was aborted leaves none, though the transport never answers", async () => {
  const stop = new AbortController();
  const { signal } = stop;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...[type, listener]: unknown[]) => {
    listeners.add(listener);
    add(type as "abort", listener as () => void);
  };
  signal.removeEventListener = (...[type, listener]: unknown[]) => {
    listeners.delete(listener);
    remove(type as "abort", listener as () => void);
  };
  const fetch = () => new Promise<Response>(() => {});
  const error = caught(() => send(unsignalled, one, { fetch, signal }));
  expect(listeners.size).toBe(1);
  stop.abort("enough");
  expect(await error).toBe("enough");
  expect(listeners.size).toBe(0);
});

test("a call leaves no listener on the caller's signal, however it ends", async () => {
  const refusing = () => json(404, { code: 20404, message: "no" });
  const scripts = [[made], [busy, made], [reset, made], [refusing], [() => Promise.reject("x")]];
  for (const answers of scripts) {
    const { signal } = new AbortController();
    const listeners: unknown[] = [];
    let added = 0;
    signal.addEventListener = (...[, listener]: unknown[]) => {
      added++;
      listeners.push(listener);
    };
    signal.removeEventListener = (...[, listener]: unknown[]) => {
      const at = listeners.indexOf(listener);
      if (at >= 0) listeners.splice(at, 1);
    };
    const { client } = scripted(answers, { attempts: 2, random: () => 0.01 });
    await client.send(unsignalled, one, { signal }).catch(() => {});
    expect(added).toBeGreaterThan(0);
    expect(listeners).toEqual([]);
  }
});
