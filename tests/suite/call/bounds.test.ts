// Bounds on the time of an attempt and of a call: whose time counts, and what their end says.
import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  createClient,
  createSend,
  deleteChannelSender,
  fetchChannelSender,
  isTwilioTimeoutError,
  type Middleware,
  type Send,
  TwilioApiError,
  type TwilioError,
  TwilioNetworkError,
  withDeadline,
  withRetry,
  withTimeout,
} from "../../../mod.ts";
import { type AttemptRequest, holdBack } from "../../../lib/call/attempt.ts";
import { made, refused } from "../support/scripted.ts";
import {
  caught,
  expectError,
  observe,
  one,
  settle,
  silent,
  timersLeft,
  wire,
} from "../support/support.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A middleware that lets a request wait, as a limiter or a supplier of tokens does. */
const waiting =
  (wait: (request: AttemptRequest) => Promise<unknown>): Middleware =>
  (next) =>
  async (request: AttemptRequest) => {
    const goOn = holdBack(request);
    await wait(request);
    goOn();
    return await next(request);
  };

describe("the clock of an attempt", () => {
  test("stands still while the request waits on this side of the wire", async () => {
    const auth = waiting(() => pause(60));
    const client = createClient({
      auth,
      fetch: observe(made).fetch,
      timeout: 30,
      retry: null,
    });
    expect((await client.channelSenders.fetch(one)).sid).toBe(wire(1).sid);
  });

  test("starts anew when the request leaves", async () => {
    const client = createClient({
      auth: waiting(() => pause(20)),
      fetch: silent,
      timeout: 30,
      retry: null,
    });
    const start = Date.now();
    const error = await caught(() => client.channelSenders.fetch(one));
    expectError(error, "TwilioTimeoutError", { story: { sent: true } });
    expect((error as Error).message).toContain("expected a complete answer within 30 ms");
    expect(Date.now() - start).toBeGreaterThan(40);
  });

  test("does not start once the call is over", async () => {
    const stop = new AbortController();
    const held: (() => void)[] = [];
    const left = await timersLeft(async () => {
      const auth: Middleware = () => (request) => {
        held.push(holdBack(request));
        return new Promise(() => {});
      };
      const client = createClient({ auth, fetch: silent, timeout: 30_000 });
      const error = caught(() => client.channelSenders.fetch(one, { signal: stop.signal }));
      await settle();
      stop.abort("enough");
      expect(await error).toBe("enough");
      held.forEach((goOn) => goOn());
    });
    expect([held.length, left]).toEqual([1, 0]);
  });
});

describe("a deadline that ends", () => {
  test.each([["create", createChannelSender], ["delete", deleteChannelSender]] as const)(
    "while a %s waits says that nothing was sent",
    async (_, operation) => {
      const { fetch, requests } = observe(made);
      const client = createClient({
        auth: waiting(() => new Promise(() => {})),
        fetch,
        deadline: 20,
      });
      const error = await caught(() => client.send<typeof one, unknown>(operation, one));
      expectError(error, "TwilioTimeoutError", { story: { sent: false, mayHaveActed: false } });
      expect((error as Error).message).toContain("the request still waited; nothing was sent");
      expect(requests.length).toBe(0);
    },
  );

  test("while it waits in a transport that was composed by hand says so too", async () => {
    const { fetch, requests } = observe(made);
    const held = waiting(() => new Promise(() => {}))(fetch);
    const client = createClient({ auth: null, fetch: held, deadline: 20 });
    const error = await caught(() => client.channelSenders.create(one));
    expectError(error, "TwilioTimeoutError", { story: { sent: false, mayHaveActed: false } });
    expect((error as Error).message).toContain("nothing was sent");
    expect(requests.length).toBe(0);
  });

  test("later says nothing of the kind, and has the story of the call", async () => {
    const answers = [refused(503, 20503), silent];
    const { fetch } = observe((request, index) => answers[index]!(request));
    const client = createClient({ auth: null, fetch, deadline: 40, retry: { random: () => 0 } });
    const error = await caught(() => client.channelSenders.delete(one)) as TwilioError;
    expectError(error, "TwilioTimeoutError", { method: "DELETE" });
    expect(error.message).not.toContain("nothing was sent");
    expect(error.story).toMatchObject({
      sent: true,
      mayHaveActed: true,
      attempts: [
        { attempt: 1, name: "TwilioApiError", status: 503, code: 20503 },
        { attempt: 2, name: "TwilioTimeoutError", sent: true },
      ],
    });
  });

  test("in the only attempt has that attempt once", async () => {
    const client = createClient({ auth: null, fetch: silent, deadline: 20, retry: null });
    const error = await caught(() => client.channelSenders.delete(one)) as TwilioError;
    await settle();
    expect(error.story?.attempts.map(({ name }) => name)).toEqual(["TwilioTimeoutError"]);
  });

  test("in the wait for a repeat has the story as well, and no attempt that never was", async () => {
    const { fetch, requests } = observe(refused(503, 20503));
    // A clock that stands still knows of no deadline that comes near.
    const retry = { random: () => 0.2, now: () => 0 };
    const send = withDeadline(
      withRetry(async (...call) => {
        await pause(30);
        return await createSend({ auth: null, fetch })(...call);
      }, retry),
      60,
    );
    const error = await caught(() => send(fetchChannelSender, one)) as TwilioError;
    expectError(error, "TwilioTimeoutError");
    expect(error.story?.attempts.length).toBe(1);
    expect(requests.length).toBe(1);
  });
});

describe("what waited and failed", () => {
  const failing = (error: Error): Middleware => () => (request) => {
    holdBack(request);
    return Promise.reject(error);
  };
  const post = { method: "POST", url: "https://iam.twilio.com/v1/token" };

  test("was not sent, and may be repeated whatever its method", async () => {
    let attempts = 0;
    const auth: Middleware = (next) => (request) => {
      if (++attempts > 2) return next(request);
      return failing(new TwilioNetworkError({ reason: "reset", ...post }))(next)(request);
    };
    const { fetch, requests } = observe(made);
    const client = createClient({ auth, fetch, retry: { random: () => 0 } });
    expect((await client.channelSenders.create(one)).sid).toBe(wire(1).sid);
    expect([attempts, requests.length]).toEqual([3, 1]);
  });

  test.each([400, 401, 403, 500])("is not repeated after a refusal by %i", async (status) => {
    const asked = { ...post, headers: new Headers(), server: null, requestId: null };
    const answer = { ...asked, status, retryAfter: null, detail: null, moreInfo: null, details: 0 };
    const error = new TwilioApiError({ code: 20003, reason: "no", ...answer });
    let attempts = 0;
    const auth: Middleware = (next) => (request) => {
      attempts++;
      return failing(error)(next)(request);
    };
    const client = createClient({ auth, fetch: silent, retry: { random: () => 0 } });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(error);
    expect(attempts).toBe(1);
    expect(error.story).toMatchObject({ sent: false, mayHaveActed: false });
  });
});

describe("around a send that takes its time before it builds", () => {
  const late: Send = async (operation, input, options) => {
    await pause(40);
    return await createSend({ auth: null, fetch: silent })(operation, input, options);
  };

  test.each([["withTimeout", withTimeout], ["withDeadline", withDeadline]])(
    "%s ends it by an error of ours, which knows no request",
    async (_, bound) => {
      const error = await caught(() => bound(late, 5)(fetchChannelSender, one));
      expectError(error, "TwilioTimeoutError", { method: "", url: "" });
      expect((error as Error).message).toBe("expected a complete answer within 5 ms");
      await pause(60); // what comes late throws nowhere
    },
  );

  test("one that throws at once leaves no timer", async () => {
    const bug = new Error("bug");
    const left = await timersLeft(async () => {
      for (const bound of [withTimeout, withDeadline]) {
        const send = bound(() => {
          throw bug;
        }, 1000);
        expect(await caught(() => send(fetchChannelSender, one))).toBe(bug);
      }
    });
    expect(left).toBe(0);
  });
});

describe("a deadline shorter than Retry-After", () => {
  test("is known to retries that were composed by hand, the shortest of several", async () => {
    for (const [inner, outer] of [[1000, 60_000], [60_000, 1000]] as const) {
      const { fetch, requests } = observe(refused(429, 20429, { "retry-after": "2" }));
      const retrying = withRetry(createSend({ auth: null, fetch }));
      const send = withDeadline(withDeadline(retrying, inner), outer);
      const error = await caught(() => send(fetchChannelSender, one));
      expectError(error, "TwilioApiError", { status: 429, retryAfter: 2 });
      expect(requests.length).toBe(1);
    }
  });

  test("can be said of one call, and be no nonsense", async () => {
    const { fetch, requests } = observe(refused(429, 20429, { "retry-after": "2" }));
    const client = createClient({ auth: null, fetch });
    const error = await caught(() => client.channelSenders.fetch(one, { maxTime: 1000 }));
    expectError(error, "TwilioApiError", { retryAfter: 2 });
    for (const maxTime of [-1, NaN, "soon" as never]) {
      const wrong = await caught(() => client.channelSenders.fetch(one, { maxTime }));
      expectError(wrong, "TwilioInputError", { field: "maxTime" });
    }
    expect(requests.length).toBe(1);
  });

  test("gives up at once, with the 429", async () => {
    // To wait for the answer's sake, or to the bound, would take longer than a test may.
    const { fetch, requests } = observe(refused(429, 20429, { "retry-after": "3600" }));
    const client = createClient({ auth: null, fetch, deadline: 1_800_000 });
    const error = await caught(() => client.channelSenders.create(one));
    expectError(error, "TwilioApiError", { status: 429, code: 20429, retryAfter: 3600 });
    expect(requests.length).toBe(1);
  });

  test("whatever `retry` says of its own time", async () => {
    for (const maxTime of [Infinity, 60_000, undefined]) {
      const { fetch } = observe(refused(429, 20429, { "retry-after": "2" }));
      const client = createClient({ auth: null, fetch, deadline: 1000, retry: { maxTime } });
      expectError(await caught(() => client.channelSenders.fetch(one)), "TwilioApiError");
    }
  });
});

test.each<[string, unknown]>([["text", "30s"], ["NaN", NaN], ["negative", -1], [
  "a date",
  new Date(),
]])(
  "a bound that is %s is refused, with its name",
  async (_, ms) => {
    const send = createSend({ auth: null });
    const bounds: [string, () => unknown][] = [
      ["timeout", () => withTimeout(send, ms as number)],
      ["deadline", () => withDeadline(send, ms as number)],
    ];
    for (const [field, bound] of bounds) {
      const error = await caught(bound);
      expectError(error, "TwilioInputError", { field });
      expect(isTwilioTimeoutError(error)).toBe(false);
    }
  },
);

test("a timeout is one attempt in the story of its call", async () => {
  const client = createClient({
    auth: null,
    fetch: () => new Promise(() => {}),
    timeout: 10,
    retry: { attempts: 1 },
  });
  const { story } = await caught(() => client.channelSenders.fetch(one)) as TwilioError;
  expect(story?.attempts.map(({ attempt, name }) => [attempt, name])).toEqual([
    [1, "TwilioTimeoutError"],
  ]);
});

test.each<[string, Send]>([
  ["a send that is not ours", (operation, input) => {
    operation.request(input);
    return new Promise(() => {});
  }],
  ["one without retries", createSend({ auth: null, fetch: () => new Promise(() => {}) })],
])("a deadline ends %s, which has no story", async (_, send) => {
  const error = await caught(() => withDeadline(send, 10)(fetchChannelSender, one));
  expectError(error as TwilioError, "TwilioTimeoutError");
  expect((error as TwilioError).story).toBe(undefined);
});

test("a bound of 0 is one", async () => {
  for (const bounded of [withTimeout, withDeadline]) {
    const send = bounded(createSend({ auth: null, fetch: () => new Promise(() => {}) }), 0);
    expectError(await caught(() => send(fetchChannelSender, one)), "TwilioTimeoutError");
  }
});
