import { describe, expect, test } from "vitest";
import { userAgent } from "../../../lib/middleware/mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { caught, collection, expectError, observe, secret } from "../support/support.ts";

const ok = () => Promise.resolve(new Response("ok"));

/** A request whose headers no browser guards. */
const plain = (url: string) => ({ url, method: "GET", headers: new Headers() }) as Request;

/** Runs as on a page of that origin, or as where there are no pages. */
async function on(origin: string | undefined, run: () => Promise<unknown>): Promise<void> {
  // In a browser there is a location already, which cannot be replaced.
  const values = { origin, ...(globalThis.location ? {} : { location: { href: "about:blank" } }) };
  const restore = Object.entries(values).map(([name, value]) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    return () => {
      if (before) Object.defineProperty(globalThis, name, before);
      else delete (globalThis as Record<string, unknown>)[name];
    };
  });
  try {
    await run();
  } finally {
    restore.forEach((undo) => undo());
  }
}

async function sent(product: string, request: Request): Promise<string | null> {
  const { fetch, requests } = observe(ok);
  expect(await (await userAgent(product)(fetch)(request)).text()).toBe("ok");
  expect(requests[0]).toBe(request);
  return request.headers.get("user-agent");
}

describe("the header", () => {
  test("is set where the platform lets it be", async () => {
    const agent = await sent("my-app/1.2", new Request(collection));
    expect(agent).toBe(runtime === "chromium" ? null : "my-app/1.2");
  });

  test("takes the place of another", async () => {
    await on(undefined, async () => {
      const request = plain(collection);
      request.headers.set("user-agent", "other/1");
      expect(await sent("my-app/1.2", request)).toBe("my-app/1.2");
    });
  });

  test.each([
    ["https://app.example", null],
    ["http://messaging.twilio.com", null],
    ["null", null],
    ["https://messaging.twilio.com", "my-app/1.2"],
    ["", "my-app/1.2"],
    [undefined, "my-app/1.2"],
  ])("on a page of the origin %j: %j", async (origin, expected) => {
    await on(origin, async () => {
      expect(await sent("my-app/1.2", plain(collection))).toBe(expected);
    });
  });

  test.skipIf(runtime === "chromium")("is set where there is an origin, but no page", async () => {
    // As in workerd itself, or in Deno, which may have a location instead.
    const before = Object.getOwnPropertyDescriptor(globalThis, "origin");
    Object.defineProperty(globalThis, "origin", { value: "null", configurable: true });
    try {
      expect(await sent("my-app/1.2", plain(collection))).toBe("my-app/1.2");
    } finally {
      if (before) Object.defineProperty(globalThis, "origin", before);
      else delete (globalThis as { origin?: string }).origin;
    }
  });
});

describe("a product", () => {
  test.each([
    "a",
    "my-app",
    "my-app/1.2.3-beta+4",
    "my-app/1.2 senderpool/0.1",
    "my-app/1.2 (ops@example.com; +https://example.com/) senderpool",
    "!#$%&'*+-.^_`|~/!#$%&'*+-.^_`|~",
    "a ()",
  ])("that is sent: %s", async (product) => {
    await on(undefined, async () => {
      expect(await sent(product, plain(collection))).toBe(product);
    });
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["an object", { name: secret }],
    ["empty", ""],
    ["a space before", ` ${secret}`],
    ["a space after", `${secret} `],
    ["two spaces", `a  ${secret}`],
    ["a line break", `${secret}\r\nX-Evil: 1`],
    ["a tab", `a\t${secret}`],
    ["no version after its slash", `${secret}/`],
    ["two versions", `${secret}/1/2`],
    ["no name", `/1 ${secret}`],
    ["a comment first", `(${secret})`],
    ["a comment in a comment", `a ((${secret}))`],
    ["a comment that does not end", `a (${secret}`],
    ["an escape", `a (\\${secret})`],
    ["a colon", `a:${secret}`],
    ["an at sign", `${secret}@example.com`],
    ["no ASCII", `${secret}ü`],
    ["no ASCII in a comment", `a (${secret}ü)`],
  ])("that is refused: %s", async (_, product) => {
    const error = await caught(() => userAgent(product as string));
    expectError(error, "TwilioInputError", { field: "product" });
    expect(String(error)).not.toContain(secret);
  });

  test("is refused in a time that its length bounds", async () => {
    const start = performance.now();
    for (const part of ["a", "a/a ", "a (", "a () ", " "]) {
      await caught(() => userAgent(`${part.repeat(20_000)}\n`));
    }
    expect(performance.now() - start < 2000).toBe(true);
  });
});

test("has a name to be known by in a stack", () => {
  expect(userAgent("a")(ok).name).toMatch(/^userAgent/); // a bundler may add a number
});
