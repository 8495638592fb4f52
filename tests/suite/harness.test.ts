import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runtime } from "../runtimes/runtime.ts";
import sample from "./fixtures/sample.json" with { type: "json" };

// The harness itself: what the other files of this suite rely on in every runtime.
describe("harness", () => {
  test("has the web standards", async () => {
    expect(typeof fetch).toBe("function");
    const request = new Request("https://example.com/a", { method: "POST", body: "b" });
    expect(request.method).toBe("POST");
    expect(await request.text()).toBe("b");
    expect(await Response.json({ ok: true }).json()).toEqual({ ok: true });
  });

  test("imports JSON with attributes", () => {
    expect(sample).toEqual({ greeting: "hello", nested: { list: [1, 2, 3] } });
  });

  test("matches asymmetrically", () => {
    expect(sample).toEqual({ greeting: expect.any(String), nested: expect.anything() });
    // A copy, as Bun's toMatchObject writes asymmetric matchers into what it is given.
    expect({ ...sample }).toMatchObject({ greeting: expect.stringContaining("ell") });
  });

  test("awaits assertions", async () => {
    await expect(Promise.resolve(1)).resolves.toBe(1);
    await expect(Promise.reject(new TypeError("no"))).rejects.toThrow(TypeError);
    await expect(Promise.reject(new TypeError("no"))).rejects.toThrow("no");
    await expect(Promise.reject(new Error("no"))).rejects.toMatchObject({ message: "no" });
    expect(() => expect(1).toBe(2)).toThrow();
  });

  test.each([[1, 2, 3], [4, 5, 9]])("%i + %i is %i", (a, b, sum) => {
    expect(a + b).toBe(sum);
  });

  test.each([{ name: "a" }, { name: "b" }])("a row named $name", ({ name }) => {
    expect(["a", "b"]).toContain(name);
  });

  test.skipIf(true)("skips", () => {
    throw new Error("was not skipped");
  });

  describe("hooks", () => {
    let calls: string[] = [];
    beforeEach(() => {
      calls.push("outer");
    });
    afterEach(() => {
      calls = [];
    });

    describe("nested", () => {
      beforeEach(async () => {
        await Promise.resolve();
        calls.push("inner");
      });

      test("run outermost first", () => {
        expect(calls).toEqual(["outer", "inner"]);
      });
    });

    test("run for their own group alone", () => {
      expect(calls).toEqual(["outer"]);
    });
  });
});

describe("runtime", () => {
  // run.ts looks for this name in each report: no runtime stands in for another.
  test(`runs in ${runtime}`, () => {
    const globals = ["Deno", "Bun", "process", "Buffer", "WebSocketPair", "document"];
    const seen = globals.filter((name) => name in globalThis).join(" ");
    expect(seen).toBe(
      {
        node: "process Buffer",
        deno: "Deno process Buffer",
        bun: "Bun process Buffer",
        workerd: "WebSocketPair",
        chromium: "document",
      }[runtime],
    );
  });

  test.skipIf(runtime !== "workerd")("has no Node compatibility in workerd", async () => {
    expect(typeof (globalThis as { process?: unknown }).process).toBe("undefined");
    // A variable, so that no bundler resolves it.
    const specifier = "node:buffer";
    await expect(import(/* @vite-ignore */ specifier)).rejects.toThrow("node:buffer");
  });
});
