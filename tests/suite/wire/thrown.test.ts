import { describe, expect, test } from "vitest";
import {
  createClient,
  fetchChannelSender,
  isTwilioError,
  objectWith,
  operation,
  send,
  toPage,
  type TwilioNetworkError,
  UnexpectedAnswer,
} from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import {
  caught,
  collection,
  expectError,
  feed,
  json,
  observe,
  one,
  XE,
} from "../support/support.ts";

// What a transport throws: a failure of the network, which is told of and may be repeated, or a mistake
// in a program, which passes as it is.
const url = `${collection}/${XE}`;

/** What a call comes to whose transport rejects with this. */
async function thrownBy(thrown: unknown): Promise<unknown> {
  const { fetch, requests } = observe(() => Promise.reject(thrown));
  const client = createClient({ auth: null, fetch, retry: { attempts: 2, random: () => 0 } });
  const error = await caught(() => client.channelSenders.fetch(one));
  expect(requests.length).toBe(error === thrown ? 1 : 2);
  return error;
}

function named(name: string, message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  return Object.defineProperty(error, "name", { value: name });
}

describe("a failure of the network is told of in one line, and repeated", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "X" });
  const both = new AggregateError([refused, new Error("connect ECONNREFUSED ::1:1")], "");
  test.each<[string, unknown, string, string | undefined]>([
    [
      "Node: refused",
      new TypeError("fetch failed", { cause: refused }),
      "TypeError: fetch failed",
      "Error: connect ECONNREFUSED 127.0.0.1:1",
    ],
    [
      "Node: refused by all addresses",
      new TypeError("fetch failed", { cause: both }),
      "TypeError: fetch failed",
      "Error: connect ECONNREFUSED 127.0.0.1:1",
    ],
    [
      "Node: no such host",
      new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND a.example") }),
      "TypeError: fetch failed",
      "Error: getaddrinfo ENOTFOUND a.example",
    ],
    [
      "Node: closed",
      new TypeError("fetch failed", { cause: named("SocketError", "other side closed") }),
      "TypeError: fetch failed",
      "SocketError: other side closed",
    ],
    [
      "Node: a certificate",
      new TypeError("fetch failed", {
        cause: new Error(
          "Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b",
        ),
      }),
      "TypeError: fetch failed",
      "Error: Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b",
    ],
    [
      "Deno: refused",
      new TypeError(
        "error sending request for url (http://a.example/): client error (Connect): tcp connect error: Connection refused (os error 111)",
      ),
      "TypeError: error sending request for url (http://a.example/): client error (Connect): tcp connect error: Connection refused (os error 111)",
      undefined,
    ],
    [
      "Deno: not connected",
      new TypeError("error sending request: Transport endpoint is not connected (os error 107)"),
      "TypeError: error sending request: Transport endpoint is not connected (os error 107)",
      undefined,
    ],
    [
      "Deno: a certificate",
      new TypeError(
        "error sending request: invalid peer certificate: certificate is not valid for this name",
      ),
      "TypeError: error sending request: invalid peer certificate: certificate is not valid for this name",
      undefined,
    ],
    [
      "Bun: refused",
      named("Error", "Unable to connect. Is the computer able to access the url?"),
      "Error: Unable to connect. Is the computer able to access the url?",
      undefined,
    ],
    [
      "Bun: closed",
      named(
        "Error",
        "The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()",
      ),
      "Error: The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()",
      undefined,
    ],
    [
      "workerd: lost",
      new Error("Network connection lost."),
      "Error: Network connection lost.",
      undefined,
    ],
    [
      "workerd: internal",
      new Error("internal error; reference = abc"),
      "Error: internal error; reference = abc",
      undefined,
    ],
    ["Chromium", new TypeError("Failed to fetch"), "TypeError: Failed to fetch", undefined],
    [
      "Firefox",
      new TypeError("NetworkError when attempting to fetch resource."),
      "TypeError: NetworkError when attempting to fetch resource.",
      undefined,
    ],
    ["Safari", new TypeError("Load failed"), "TypeError: Load failed", undefined],
    [
      "a proxy's",
      new DOMException("the tunnel is down", "NetworkError"),
      "NetworkError: the tunnel is down",
      undefined,
    ],
    [
      "with its stack in the message",
      new Error("boom\n    at somewhere (file.js:1:1)\n    at else"),
      "Error: boom",
      undefined,
    ],
    [
      "with the same beneath",
      new TypeError("boom", { cause: new TypeError("boom") }),
      "TypeError: boom",
      undefined,
    ],
  ])("%s", async (_, thrown, reason, detail) => {
    const error = await thrownBy(thrown) as TwilioNetworkError;
    expectError(error, "TwilioNetworkError", { reason, method: "GET", url });
    expect(error.detail).toBe(detail);
    expect(error.message).toBe(`${reason}${detail ? `: ${detail}` : ""} (GET ${url})`);
  });

  test("of this runtime's own fetch, where nobody listens", async () => {
    if (runtime === "workerd") return; // its tests have no network but what is declared
    const target = { baseUrl: "http://127.0.0.1:1" };
    const error = await caught(() => send(fetchChannelSender, one, { target }));
    expectError(error, "TwilioNetworkError", { method: "GET" });
    expect((error as Error).message).not.toContain("\n");
  });
});

describe("a mistake in a program passes as it is, and is not repeated", () => {
  const bugs: [string, () => unknown][] = [
    ["a call of what is none", () => (undefined as unknown as () => void)()],
    ["a member of undefined", () => (undefined as unknown as { a: { b: 1 } }).a.b],
    ["a member of null", () => (null as unknown as { a: 1 }).a],
    ["a method that is missing", () => ({} as { a: () => void }).a()],
    ["a loop over what is no list", () => [...(5 as unknown as number[])]],
    ["an unknown name", () => (globalThis as { x?: 1 }).x ?? new Function("return nowhere")()],
    ["an assignment to a getter", () => Object.assign(Object.freeze({ a: 1 }), { a: 2 })],
    ["JSON that is none", () => JSON.parse("{")],
    ["a number out of range", () => (1).toFixed(1000)],
    ["a URI that is none", () => decodeURIComponent("%")],
  ];
  test.each(bugs)("%s", async (_, run) => {
    let bug: unknown;
    try {
      run();
    } catch (thrown) {
      // A Worker has no eval, and says so with an error of its own.
      if ((thrown as Error).name !== "EvalError") bug = thrown;
    }
    if (bug === undefined) return;
    expect(await thrownBy(bug)).toBe(bug);
  });

  test.each([
    ["TypeError", "Cannot assign to read only property 'a' of object '#<Object>'"],
    ["TypeError", "undefined is not an object (evaluating 'a.b')"],
    ["TypeError", "a is not a function. (In 'a()', 'a' is undefined)"],
    ["TypeError", "Illegal invocation: function called with incorrect `this` reference."],
    ["TypeError", "Failed to parse URL from [object Request]"],
    ["TypeError", "Invalid URL: '[object Request]'"],
    ["ReferenceError", "Cannot access 'a' before initialization"],
    ["NotCapable", 'Requires net access to "a.example:443", run again with the --allow-net flag'],
    ["PermissionDenied", 'Requires net access to "a.example:443", run again with --allow-net'],
  ])("%s: %s", async (name, message) => {
    const bug = named(name, message);
    expect(await thrownBy(bug)).toBe(bug);
  });
});

describe("whatever is thrown, an error of ours or the thing itself comes of it", () => {
  const throwing = new Error("odd");
  for (const member of ["name", "message", "stack", "cause"]) {
    Object.defineProperty(throwing, member, {
      get: () => {
        throw new Error("no member");
      },
    });
  }
  const traps = new Proxy({}, {
    get: () => {
      throw new Error("no trap");
    },
  });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const bare = Object.create(null);
  const empty = new Error("");
  const circular = new Error("round");
  circular.cause = circular;

  test.each<[string, unknown, string]>([
    ["undefined", undefined, "the transport threw nothing, not an error"],
    ["null", null, "the transport threw nothing, not an error"],
    ["a number", 5, "the transport threw 5, not an error"],
    ["a symbol", Symbol("s"), "the transport threw a symbol, not an error"],
    ["a BigInt", 5n, "the transport threw a bigint, not an error"],
    ["a list", [], "the transport threw a list, not an error"],
    ["an empty text", "", "the transport threw an empty text, not an error"],
    ["text", "the cable is out\nat home", "the cable is out"],
    ["an object", {}, "the transport threw an object, not an error"],
    ["an object without a prototype", bare, "the transport threw an object, not an error"],
    [
      "members without a prototype",
      { name: bare, message: bare, cause: bare, stack: bare },
      "the transport threw an object, not an error",
    ],
    [
      "symbols for members",
      { name: Symbol(), message: Symbol(), cause: Symbol() },
      "the transport threw an object, not an error",
    ],
    ["getters that throw", throwing, "the transport threw an object, not an error"],
    ["a proxy that throws", traps, "the transport threw an object, not an error"],
    ["a proxy that was revoked", revoked.proxy, "the transport threw an object, not an error"],
    ["a frozen error", Object.freeze(new Error("cold")), "Error: cold"],
    ["an error without a message", empty, "Error"],
    ["an error that is its own cause", circular, "Error: round"],
    ["a cause that throws", new Error("x", { cause: traps }), "Error: x"],
    ["a cause that is a symbol", new Error("x", { cause: Symbol() }), "Error: x"],
    ["causes that are none", new Error("x", { cause: { errors: 5 } }), "Error: x"],
  ])("%s", async (_, thrown, reason) => {
    expectError(await thrownBy(thrown), "TwilioNetworkError", { reason, method: "GET", url });
    if (runtime === "deno" && thrown === revoked.proxy) return; // which its own streams can't carry
    const { response, controller } = feed();
    controller.error(thrown);
    const broken = await caught(() => fetchChannelSender.parse(response, { url }));
    expectError(broken, "TwilioNetworkError", { reason, url });
    expect(isTwilioError(thrown)).toBe(false);
    expect(JSON.parse(JSON.stringify(broken)).reason).toBe(reason);
  });

  test("a time that ran out in the transport is a timeout", async () => {
    const thrown = new DOMException("The operation timed out.", "TimeoutError");
    const reason = "TimeoutError: The operation timed out.";
    expectError(await thrownBy(thrown), "TwilioTimeoutError", { reason, method: "GET", url });
  });
});

describe("another copy of the library in the same program", () => {
  class Foreign extends Error {
    constructor(name: string, fields: object = {}) {
      super("of another copy");
      Object.assign(this, fields, { name });
    }
  }

  test.each(["Input", "Api", "Response", "Network", "Timeout"])(
    "has its Twilio%sError passed as it is",
    async (kind) => {
      const foreign = new Foreign(`Twilio${kind}Error`, { method: "GET", status: 400 });
      expect(
        await caught(() => send(fetchChannelSender, one, { fetch: () => Promise.reject(foreign) })),
      )
        .toBe(foreign);
      const { response, controller } = feed();
      controller.error(foreign);
      expect(await caught(() => fetchChannelSender.parse(response))).toBe(foreign);
    },
  );

  test("has its readers used in our operations", async () => {
    const foreign = new Foreign("UnexpectedAnswer", { member: "a", problem: "expected b, got c" });
    foreign.message = "a: expected b, got c";
    const read = () => {
      throw foreign;
    };
    const own = operation({ method: "GET", url: () => url, read });
    expectError(await caught(() => own.parse(json(200, {}))), "TwilioResponseError", {
      reason: "a: expected b, got c",
    });
    const meta = { next_page_url: null };
    const page = () => toPage({ items: [1], meta }, "items", read, () => ({}) as never);
    expect(page).toThrow("items[0].a: expected b, got c");
    expect(() => objectWith({}, "a")).toThrow(UnexpectedAnswer);
  });
});

describe("the error of the network", () => {
  const failed = (thrown: unknown) =>
    caught(() => send(fetchChannelSender, one, { fetch: () => Promise.reject(thrown) })) as Promise<
      TwilioNetworkError
    >;

  test("has the stack of what was thrown, where there is one", async () => {
    const thrown = new TypeError("reset");
    expect((await failed(thrown)).cause).toBe(thrown.stack);
    expect((await failed({ name: "Error", message: "reset" })).cause).toBe(undefined);
    expect((await failed("reset")).cause).toBe(undefined);
  });

  test("has its first line, without white space around it", async () => {
    expect((await failed("  reset \r\n  by peer")).reason).toBe("reset");
    expect((await failed(new Error(" reset \n by peer"))).reason).toBe("Error:  reset");
  });

  test("is one where what was thrown only says what a bug would say", async () => {
    const thrown = new Error("Cannot read the answer: x is not a function");
    expectError(await failed(thrown), "TwilioNetworkError");
  });
});
