import { afterEach, describe, expect, test } from "vitest";
import type { Transport } from "../../../mod.ts";
import {
  concurrency,
  oauth,
  publicKeyClientValidation,
  retry,
  timeout,
} from "../../../lib/middleware/mod.ts";
import {
  AC,
  caught,
  collection,
  expectError,
  json,
  observe,
  secret,
  settle,
  SK,
  timersLeft,
} from "../support/support.ts";

// In a Worker, a promise, its input and output and its timers end with the request that made them.
// Here such a request is one whose transport never settles; tests/node/workerd_shared.test.ts has real
// ones.
const gone = () => new Promise<Response>(() => {});
const ok = () => Promise.resolve(new Response());
const asking = (signal: AbortSignal | null = null) => new Request(collection, { signal });

const ends = new Set<AbortController>();
/** A call that nobody waits for; it ends with the test. */
function lose(transport: Transport): void {
  const end = new AbortController();
  ends.add(end);
  transport(asking(end.signal)).catch(() => {});
}
afterEach(async () => {
  for (const end of ends) end.abort();
  ends.clear();
  await settle();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs with timers of 5 s that take 30 ms. */
async function hurried<Value>(run: () => Promise<Value>): Promise<Value> {
  const real = globalThis.setTimeout;
  const hasty = (run: () => void, ms?: number) => real(run, ms === 5000 ? 30 : ms);
  globalThis.setTimeout = hasty as typeof setTimeout;
  try {
    return await run();
  } finally {
    globalThis.setTimeout = real;
  }
}

describe("a token request whose call is gone", () => {
  const credentials = { clientId: `OQ${"a".repeat(32)}`, clientSecret: secret };
  const token = (count: number) => json(200, { access_token: `t${count}`, expires_in: 3600 });

  /** Token requests of which the first few are never answered. */
  function dead(count: number) {
    const clock = { time: 1_800_000_000_000 };
    const { fetch, requests: tokens } = observe((_, index) =>
      index < count ? gone() : token(index + 1)
    );
    const { fetch: wire, requests: calls } = observe(ok);
    const transport = oauth({ ...credentials, fetch, now: () => clock.time })(wire);
    const signed = () => calls.map(({ headers }) => headers.get("authorization"));
    return { clock, tokens, transport, signed };
  }

  test("is waited for by others for 5 s; then they have one of their own", async () => {
    const { tokens, transport, signed } = dead(1);
    lose(transport);
    await settle();
    await hurried(() => transport(asking()));
    expect([tokens.length, signed()]).toEqual([2, ["Bearer t2"]]);
    await transport(asking());
    expect(tokens.length).toBe(2);
  });

  test("is followed by one for all who waited", async () => {
    const { tokens, transport, signed } = dead(1);
    lose(transport);
    await settle();
    await hurried(() => Promise.all(Array.from({ length: 50 }, () => transport(asking()))));
    expect([tokens.length, new Set(signed())]).toEqual([2, new Set(["Bearer t2"])]);
  });

  test("is not joined at all when it is as old as that", async () => {
    const { clock, tokens, transport, signed } = dead(1);
    lose(transport);
    await settle();
    clock.time += 5000;
    await transport(asking());
    expect([tokens.length, signed()]).toEqual([2, ["Bearer t2"]]);
  });

  test("gives its token to all, should it come after all", async () => {
    let answer = (_: Response) => {};
    const { fetch, requests: tokens } = observe((_, index) =>
      index === 0 ? new Promise((resolve) => (answer = resolve)) : gone()
    );
    const clock = { time: 0 };
    const transport = oauth({ ...credentials, fetch, now: () => clock.time })(ok);
    const first = transport(asking());
    await settle();
    clock.time += 5000;
    lose(transport);
    await settle();
    answer(token(1));
    await first;
    await transport(asking());
    expect(tokens.length).toBe(2);
  });

  test("leaves no timer of those who waited, and an abort of theirs is heard", async () => {
    const { tokens, transport } = dead(1);
    lose(transport);
    await settle();
    const stop = new AbortController();
    const waiting = async () => {
      const call = caught(() => transport(asking(stop.signal)));
      await settle();
      stop.abort("enough");
      expect(await call).toBe("enough");
    };
    expect(await timersLeft(waiting)).toBe(0);
    expect(tokens.length).toBe(1);
  });
});

test("a token request by way of the transport that it signs does not wait for itself", async () => {
  const wire: Transport = (request) =>
    Promise.resolve(
      request.url.endsWith("/v2/token") ? json(200, { access_token: "t" }) : new Response("ok"),
    );
  const target = { baseUrl: "https://proxy.example" };
  let transport: Transport = wire;
  const credentials = { clientId: `OQ${"a".repeat(32)}`, clientSecret: secret };
  const middleware = oauth({ ...credentials, fetch: (request) => transport(request) }, target);
  transport = middleware(wire);
  const response = await transport(new Request("https://proxy.example/v1/Services"));
  expect(await response.text()).toBe("ok");
});

test("an import of a key whose call is gone is no other call's", async () => {
  const pair = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      hash: "SHA-256",
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ["sign", "verify"],
  );
  const der = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const base64 = btoa(String.fromCharCode(...der));
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`;
  const real = crypto.subtle.importKey;
  let imports = 0;
  const value = (...parts: Parameters<typeof real>) => {
    imports++;
    return imports === 1 ? gone() : real.apply(crypto.subtle, parts);
  };
  Object.defineProperty(crypto.subtle, "importKey", { value, configurable: true });
  try {
    const names = { accountSid: AC, apiKey: SK, credentialSid: `CR${"a".repeat(32)}` };
    const transport = publicKeyClientValidation({ ...names, privateKey })(ok);
    const headers = { authorization: "Basic a" };
    const send = () => transport(new Request(collection, { headers }));
    void send();
    await settle();
    await send();
    await send();
    expect(imports).toBe(2);
  } finally {
    delete (crypto.subtle as Partial<SubtleCrypto>).importKey;
  }
});

describe("a place of a call that is gone", () => {
  /** The first few calls never come back, unless the test settles them. */
  function losing(count: number, options: object) {
    const settles: ((response: Response) => void)[] = [];
    const { fetch, requests } = observe((_, index) =>
      index < count ? new Promise<Response>((resolve) => settles.push(resolve)) : ok()
    );
    const transport = concurrency({ limit: 2, max: 2, ...options })(fetch);
    for (let call = 0; call < count; call++) lose(transport);
    return { transport, requests, settles };
  }

  test("is taken back after its lease, while others wait and nobody new comes", async () => {
    const { transport, requests } = losing(2, { lease: 40 });
    const start = performance.now();
    await Promise.all([1, 2, 3].map(() => transport(asking())));
    expect(performance.now() - start).toBeGreaterThan(35);
    expect(requests.length).toBe(5);
  });

  test("is taken back by who comes after that, at once", async () => {
    const { transport, requests } = losing(2, { lease: 20, queue: 0 });
    expectError(await caught(() => transport(asking())), "TwilioInputError", { field: "queue" });
    await pause(30);
    await transport(asking());
    expect(requests.length).toBe(3);
  });

  test("is not given twice, nor moves the limit, should the call come back after all", async () => {
    const { fetch, requests } = observe(() => new Promise((resolve) => settles.push(resolve)));
    const settles: ((response: Response) => void)[] = [];
    const transport = concurrency({ limit: 2, max: 2, lease: 200 })(fetch);
    const lost = [1, 2].map(() => transport(asking()));
    await pause(220);
    const others = [1, 2].map(() => transport(asking()));
    await settle();
    for (const refuse of settles.slice(0, 2)) refuse(new Response(null, { status: 429 }));
    await Promise.all(lost);
    const waiting = transport(asking());
    await settle();
    expect(requests.length).toBe(4); // two places are taken still
    for (const answer of settles.slice(2)) answer(new Response());
    await Promise.all(others);
    lose(transport);
    await settle();
    expect(requests.length).toBe(6); // and two is the limit still
    for (const answer of settles.slice(4)) answer(new Response());
    await waiting;
  });

  test("is kept where the lease has no end", async () => {
    const { transport, requests } = losing(2, { lease: Infinity });
    const stop = new AbortController();
    const waiting = caught(() => transport(asking(stop.signal)));
    await hurried(() => pause(100));
    expect(requests.length).toBe(2);
    stop.abort("enough");
    expect(await waiting).toBe("enough");
  });

  test("leaves no timer of those who waited", async () => {
    const { transport } = losing(2, { lease: 20 });
    expect(await timersLeft(() => Promise.all([1, 2, 3].map(() => transport(asking()))))).toBe(0);
  });

  test("is free at once with a timeout inside, whatever the transport does", async () => {
    const { fetch, requests } = observe((_, index) => index === 0 ? gone() : ok());
    const transport = concurrency({ limit: 1, max: 1 })(timeout(20)(fetch));
    const first = caught(() => transport(asking()));
    await retry()(transport)(asking());
    expectError(await first, "TwilioTimeoutError");
    expect(requests.length).toBe(2);
  });
});
