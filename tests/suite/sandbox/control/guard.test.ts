import { describe, expect, test } from "vitest";
import { refusalOf, withControl } from "../../../../lib/sandbox/control/mod.ts";
import { createSandbox, guarded } from "../../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../../lib/types.ts";
import fc from "../../support/fc.ts";

// Who may drive a sandbox, and that nothing that is sent to it does harm.

describe("a host, and an origin", () => {
  test.each<[string | null, string | null, boolean]>([
    ["localhost:8080", null, true],
    ["127.0.0.1:8080", null, true],
    ["127.1.2.3", null, true],
    ["[::1]:8080", null, true],
    ["LOCALHOST:8080", null, true],
    ["localhost:8080", "http://localhost:8080", true],
    ["localhost:8080", "http://localhost:3000", false],
    ["localhost:8080", "https://evil.example", false],
    ["localhost:8080", "null", false],
    ["evil.example", null, false],
    ["localhost.evil.example", null, false],
    ["127.0.0.1.nip.io", null, false],
    ["0.0.0.0:8080", null, false],
    ["", null, false],
    [null, null, false],
    ["a b", null, false],
    ["app:8080", null, true],
    ["localhost:8080", "http://localhost:5173", true],
  ])("%s, %s: %s", (host, origin, allowed) => {
    const options = { allowedHosts: ["app"], allowedOrigins: ["http://localhost:5173"] };
    const refusal = refusalOf(host, origin, options);
    expect(refusal === null).toBe(allowed);
    if (refusal !== null) expect(refusal).toContain("--allow-");
  });
});

const ask = (
  fetch: (request: Request) => Promise<Response>,
  path: string,
  headers: Record<string, string> = {},
) => fetch(new Request(`http://localhost:8080/_sandbox/${path}`, { headers }));

test("a token that is null is none", async () => {
  const fetch = withControl(createSandbox(), { token: null as never });
  const url = "http://localhost:8080/_sandbox/faults";
  expect((await fetch(new Request(url))).status).toBe(200);
});

test("a token is asked for, but for the page itself, which has no secret", async () => {
  const fetch = withControl(createSandbox(), { token: "secret" });
  expect((await ask(fetch, "state")).status).toBe(401);
  expect((await ask(fetch, "state", { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await ask(fetch, "state", { authorization: "Bearer secret" })).status).toBe(200);
  for (const path of ["", "page.js", "page.css"]) {
    const page = await ask(fetch, path);
    expect([page.status, page.headers.get("content-security-policy")]).toEqual([
      200,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
    expect(await page.text()).not.toContain("secret");
  }
});

test("what is no call is refused in one form", async () => {
  const fetch = withControl(createSandbox());
  const post = (path: string, body: string, type = "application/json") =>
    fetch(
      new Request(`http://localhost/_sandbox/${path}`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      }),
    );
  const seen = [
    await ask(fetch, "nothing"),
    await ask(fetch, "reset"),
    await post("faults", "{", "application/json"),
    await post("faults", '{"status":503}', "text/plain"),
    await ask(fetch, "inbox/messages/%zz"),
    await ask(fetch, "inbox/messages/SM1"),
  ];
  const answers = await Promise.all(seen.map(async (one) => [one.status, await one.json()]));
  expect(answers.map(([status]) => status)).toEqual([404, 405, 400, 415, 400, 404]);
  for (const [status, value] of answers) {
    expect(value).toEqual({ status, message: expect.stringMatching(/\w+/) });
  }
});

test("whatever is sent to whichever route, it is no failure of the sandbox's", async () => {
  const sandbox = createSandbox();
  const fetch = withControl(sandbox);
  const document = await (await ask(fetch, "openapi.json")).json();
  const routes = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const)
  ).filter(([, path]) => !path.endsWith("/events") && !path.endsWith("/wait"));
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record({
      accounts: fc.jsonValue({ maxDepth: 4 }),
      outcomes: fc.jsonValue({ maxDepth: 2 }),
      empty: fc.jsonValue({ maxDepth: 1 }),
    }, { requiredKeys: [] }),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), value, fc.string(), async (route, value, id) => {
      const [method, path] = route;
      const target = path.replace(/\{\w+\}/, encodeURIComponent(id || "x"));
      const body = method === "GET" || method === "DELETE" ? null : JSON.stringify(value);
      const headers = { "content-type": "application/json" };
      const response = await fetch(
        new Request(`http://localhost${target}`, { method, body, headers }),
      );
      expect([method, target, body, response.status >= 500]).toEqual([method, target, body, false]);
      await response.body?.cancel();
    }),
    { numRuns: 300 },
  );
  expect((await ask(fetch, "state")).status).toBe(200);
}, 60_000);

describe("a sandbox that is served without a listener of ours", () => {
  /** A request as a server gets it: no browser lets a program say these headers. */
  const served = (path: string, headers: Record<string, string>) =>
    Object.defineProperty(new Request(`http://localhost:8080${path}`), "headers", {
      value: new Headers(headers),
    });
  const path = "/v1/Services";
  const statusOf = async (fetch: Transport, headers: Record<string, string>) =>
    (await fetch(served(path, headers))).status;

  test.each<[string, Record<string, string>, boolean]>([
    ["one in process", {}, true],
    ["by its name", { host: "localhost:8080" }, true],
    ["by Twilio's name", { host: "messaging.twilio.com" }, true],
    ["by a name that is allowed", { host: "sandbox:8080" }, true],
    ["by a name that a page made lead here", { host: "evil.example" }, false],
    ["from its own page", { host: "localhost:8080", origin: "http://localhost:8080" }, true],
    ["from a page that is allowed", { host: "localhost", origin: "http://localhost:5173" }, true],
    ["from a page elsewhere", { host: "localhost", origin: "https://evil.example" }, false],
    ["from a page without an origin", { host: "localhost", origin: "null" }, false],
    [
      "as an image of a page elsewhere",
      { host: "localhost", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
      false,
    ],
  ])("%s", async (_name, headers, isAllowed) => {
    const sandbox = createSandbox();
    const options = { allowedHosts: ["sandbox"], allowedOrigins: ["http://localhost:5173"] };
    const expected = isAllowed ? 401 : 403; // nobody has signed it
    expect(await statusOf(guarded(sandbox.fetch, options), headers)).toBe(expected);
    expect(await statusOf(withControl(sandbox, options), headers)).toBe(expected);
  });

  test("says why, to no page", async () => {
    const fetch = guarded(createSandbox().fetch);
    const refused = await fetch(
      served(path, { host: "localhost", origin: "https://evil.example" }),
    );
    expect(await refused.json()).toEqual({
      message: expect.stringContaining("origin"),
      status: 403,
    });
    expect([...refused.headers.keys()].filter((name) => name.startsWith("access-"))).toEqual([]);
  });

  test("with a token goes by any name", async () => {
    const fetch = withControl(createSandbox(), { token: "secret" });
    expect(await statusOf(fetch, { host: "machine.example" })).toBe(401);
    const page = { host: "machine.example", origin: "https://evil.example" };
    expect(await statusOf(fetch, page)).toBe(403);
  });
});
