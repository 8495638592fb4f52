/** What webhooks weigh in a bundle, and that they bring nothing else. */
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const resolveDir = fileURLToPath(new URL("../../../", import.meta.url));

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}
const exported = (names: string) => `export { ${names} } from "./lib/webhooks/mod.ts";`;

test.each([
  // The goal for verifying is 1,200, which HMAC, the form and the words of the errors take alone.
  ["verifySignature", 4000],
  // With the events, and with what differs where it says no.
  ["verifyWebhook", 6340],
  ["messageStatus", 1_300],
  ["inboundMessage", 1_850],
  ["signWebhook", 2_000],
  ["reply", 1_045],
])("%s has its size", async (name, budget) => {
  const size = brotliCompressSync(await bundle(exported(name))).length;
  console.log(`${name}: ${size} B brotli of ${budget}`);
  expect(size).toBeLessThanOrEqual(budget);
});

test("an unused import is nothing, and no platform is asked for", async () => {
  expect(await bundle('import "./lib/webhooks/mod.ts";')).toBe("");
  expect(await bundle('import * as all from "./lib/webhooks/mod.ts";')).toBe("");
  const all = await bundle('export * from "./lib/webhooks/mod.ts";');
  expect(all).not.toMatch(/\b(Buffer|process|require|node:|Deno|valibot)\b/);
});

test("one brings no other", async () => {
  expect(await bundle(exported("reply"))).not.toContain("HMAC");
  expect(await bundle(exported("messageStatus"))).not.toContain("HMAC");
  for (const name of ["signWebhook", "verifySignature"]) {
    expect(await bundle(exported(name))).not.toMatch(/MessageStatus|x-forwarded|ButtonText/i);
  }
});
