import { describe, expect, test } from "vitest";
import { createChannelSender, createClient, fetchChannelSender, send } from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import {
  AC,
  book,
  bytes,
  caught,
  collect,
  feed,
  json,
  observe,
  one,
  plain,
  secret,
  service,
  settle,
  silent,
  timersLeft,
  until,
  wire,
} from "../support/support.ts";

// How many functions of ours a reader passes from the call to the transport and back. They are read
// off the stack; a bundle, as workerd runs it, has no file names to go by.
const bundled = runtime === "workerd";

/** The functions on the stack that are ours, the nearest first; middleware apart. */
function ours(): string[] {
  const limited = Error as { stackTraceLimit?: number };
  const limit = limited.stackTraceLimit;
  limited.stackTraceLimit = 50;
  const lines = new Error().stack?.split("\n") ?? [];
  if (limit !== undefined) limited.stackTraceLimit = limit;
  return lines.filter((line) =>
    /(\/lib\/|\/mod\.ts)/.test(line) && !/node_modules|\/lib\/middleware\//.test(line)
  );
}

/** What is on the stack when the transport is called by `run`. */
async function on(run: (fetch: (request: Request) => Promise<Response>) => unknown) {
  let stack: string[] = [];
  await run((request) => {
    stack = ours();
    return Promise.resolve(
      request.method === "DELETE" ? new Response(null, { status: 204 }) : json(200, wire(1)),
    );
  });
  return stack;
}

describe("hops", () => {
  test.skipIf(bundled)(
    "the method, one of each policy and the exchange stand between a call and the transport",
    async () => {
      for (const method of ["create", "fetch", "delete"] as const) {
        const stack = await on((fetch) => plain(fetch).channelSenders[method](one));
        // The method; the retries, which know what was met, and their loop; the client's send; the exchange.
        expect(stack.length, stack.join()).toBeLessThan(6);
        expect(stack.length).toBeGreaterThan(0);
      }
    },
  );

  test.skipIf(bundled)("middleware adds no more than itself", async () => {
    const credentials = {
      accountSid: AC,
      authToken: secret,
      retry: null,
      timeout: null,
      deadline: null,
    };
    const stack = await on((fetch) =>
      createClient({ ...credentials, fetch }).channelSenders.create(one)
    );
    // And the one that knows that what it signed was sent.
    expect(stack.length, stack.join()).toBeLessThan(7);
  });

  test.skipIf(bundled)("send is one, and the exchange", async () => {
    const stack = await on((fetch) => send(createChannelSender, one, { fetch }));
    expect(stack.length, stack.join()).toBe(2);
  });

  test.skipIf(bundled)("the answer is read no more than five functions from the call", async () => {
    let stack: string[] = [];
    const response = json(200, wire(1));
    const { body } = response;
    Object.defineProperty(response, "body", {
      get() {
        stack = ours();
        return body;
      },
    });
    await send(fetchChannelSender, one, { fetch: () => Promise.resolve(response) });
    // send, the exchange, the operation's parse, its reader of JSON, the reader of bodies.
    expect(stack.length, stack.join()).toBeLessThan(6);
    expect(stack.length).toBeGreaterThan(0);
  });
});

describe("when a call is over, nothing of it is left", () => {
  const client = (fetch: (request: Request) => Promise<Response>) =>
    createClient({ auth: null, fetch }).channelSenders;
  const runs: [string, () => unknown][] = [
    ["that succeeded", () => client(observe(() => json(200, wire(1))).fetch).fetch(one)],
    ["that was refused", () => {
      const refuse = () => json(404, { code: 20404, message: "no" });
      return caught(() => client(observe(refuse).fetch).fetch(one));
    }],
    ["that got a proxy's page", () => {
      return caught(() => client(() => Promise.resolve(new Response("<html>"))).fetch(one));
    }],
    ["that was aborted", async () => {
      const stop = new AbortController();
      const { fetch, requests } = observe(silent);
      const error = caught(() => client(fetch).fetch(one, { signal: stop.signal }));
      await until(() => requests.length === 1);
      stop.abort("enough");
      expect(await error).toBe("enough");
    }],
    ["that was aborted in its body", async () => {
      const stop = new AbortController();
      const { response, controller } = feed();
      controller.enqueue(bytes("{"));
      const { fetch, requests } = observe(({ signal }) => {
        signal.addEventListener("abort", () => controller.error(signal.reason));
        return response;
      });
      const error = caught(() => client(fetch).fetch(one, { signal: stop.signal }));
      await until(() => requests.length === 1);
      await settle();
      stop.abort("enough");
      expect(await error).toBe("enough");
    }],
    ["that listed", () => collect(client(observe(book([[1], [2]])).fetch).list(service))],
    ["that left a listing", async () => {
      const { fetch } = observe((request, index) =>
        index ? silent(request) : book([[1], [2]])(request, 0)
      );
      for await (const _ of client(fetch).list(service)) break;
    }],
  ];

  test.each(runs)("one %s", async (_, run) => {
    expect(await timersLeft(run)).toBe(0); // and a promise that nobody handles fails the run
  });
});
