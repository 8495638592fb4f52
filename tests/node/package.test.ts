/** What users install: the npm tarball and the files that go to JSR, away from this repository. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "package-"));
const project = join(home, "project");
const jsr = join(home, "jsr");

function run(command: string, args: string[], cwd: string): string {
  const env = { ...process.env, NO_COLOR: "1" };
  return execFileSync(command, args, { cwd, encoding: "utf8", env, stdio: "pipe" });
}

/** A program that uses every entry point but the command. */
const program = (specifier: (entry: string) => string) => `
  import { createClient } from "${specifier("")}";
  import { compose } from "${specifier("/middleware")}";
  import { createSandbox } from "${specifier("/sandbox")}";

  const { credentials, fetch } = createSandbox();
  const client = createClient({ ...credentials, fetch: compose()(fetch) });
  const messagingServiceSid = "MG" + "a".repeat(32);
  await client.channelSenders.create({ messagingServiceSid, sid: "XE" + "a".repeat(32) });
  for await (const { sender } of client.channelSenders.list({ messagingServiceSid })) {
    console.log(sender);
  }
`;

let packed: string[] = [];

beforeAll(() => {
  const report = run("npm", ["pack", "--json", "--pack-destination", home], root);
  const { filename, files } = Object.values<{ filename: string; files: { path: string }[] }>(
    JSON.parse(report.slice(report.search(/^[[{]/m))),
  )[0]!;
  packed = files.map(({ path }) => path);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  run("npm", ["install", "--no-audit", "--no-fund", join(home, filename)], project);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the npm package", () => {
  test("has what its users need and no more", () => {
    const expected =
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/.*(\.d\.ts|\.js|\.txt))$/;
    expect(packed.filter((file) => !expected.test(file))).toEqual([]);
    expect(packed).toEqual(expect.arrayContaining(["README.md", "LICENSE", "dist/mod.d.ts"]));
  });

  test("installs nothing beside itself", () => {
    const { dependencies } = JSON.parse(run("npm", ["ls", "--all", "--json"], project));
    expect(Object.keys(dependencies)).toEqual(["@senderpool/twilio"]);
    expect(dependencies["@senderpool/twilio"].dependencies).toBeUndefined();
  });

  test.each(["node", "bun"])("runs under %s", (runtime) => {
    writeFileSync(join(project, "main.js"), program((entry) => `@senderpool/twilio${entry}`));
    expect(run(runtime, ["main.js"], project)).toBe("whatsapp:+12487960483\n");
  });

  test("has the command", () => {
    const output = run(join(project, "node_modules/.bin/senderpool"), ["--version"], project);
    expect(output.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe("a bundle of it", () => {
  async function bundle(contents: string): Promise<string> {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: project },
      bundle: true,
      minify: true,
      format: "esm",
      platform: "neutral",
      write: false,
      logLevel: "silent",
    });
    return outputFiles[0]!.text;
  }
  const exported = (names: string) => `export { ${names} } from "@senderpool/twilio";`;
  const operations =
    "createChannelSender, fetchChannelSender, listChannelSenders, deleteChannelSender";

  test.each([
    ["the four operations with send", exported(`${operations}, send`), 2000],
    ["a client of the four calls and auth alone", exported("createSend, clientOf"), 2600],
    ["createClient, with auth, retries and timeouts", exported("createClient"), 3200],
  ])("%s has its size", async (_, contents, budget) => {
    const size = brotliCompressSync(await bundle(contents)).length;
    console.log(`${_}: ${size} B brotli of ${budget}`);
    expect(size).toBeLessThanOrEqual(budget);
  });

  test.each(["", "/middleware", "/sandbox"])("an unused import%s is nothing", async (entry) => {
    expect(await bundle(`import "@senderpool/twilio${entry}";`)).toBe("");
    expect(await bundle(`import * as all from "@senderpool/twilio${entry}";`)).toBe("");
  });

  test("an operation brings no other", async () => {
    const one = await bundle(exported("deleteChannelSender"));
    expect(one).not.toContain("PageSize");
    expect(one).not.toContain("sender_type");
  });
});

describe("the JSR package", () => {
  beforeAll(() => {
    // The dry run names the files that would be uploaded.
    const args = ["publish", "--dry-run", "--allow-dirty", "--config", "jsr.json"];
    const env = { ...process.env, NO_COLOR: "1" };
    const report = execFileSync("sh", ["-c", `deno ${args.join(" ")} 2>&1`], {
      cwd: root,
      encoding: "utf8",
      env,
    });
    for (const [, url] of report.matchAll(/^\s+(file:\S+)/gm)) {
      const file = fileURLToPath(url!).slice(root.length);
      mkdirSync(dirname(join(jsr, file)), { recursive: true });
      cpSync(join(root, file), join(jsr, file));
    }
  });

  test("has what its users need and no more", () => {
    const files = run("find", [".", "-type", "f"], jsr).trim().split("\n");
    const expected = /^\.\/(jsr\.json|README\.md|CHANGELOG\.md|LICENSE|mod\.ts|lib\/.*\.ts)$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["./mod.ts", "./README.md", "./LICENSE"]));
  });

  test("runs under Deno, without a permission", () => {
    const files: Record<string, string> = {
      "": "./mod.ts",
      "/middleware": "./lib/middleware/mod.ts",
      "/sandbox": "./lib/sandbox/mod.ts",
    };
    writeFileSync(join(jsr, "main.ts"), program((entry) => files[entry]!));
    const args = ["run", "--no-config", "--no-remote", "--no-npm", "--no-prompt", "main.ts"];
    expect(run("deno", args, jsr)).toBe("whatsapp:+12487960483\n");
  });
});
