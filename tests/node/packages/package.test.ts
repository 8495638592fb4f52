/** What users install: the npm tarball and the files that go to JSR, away from this repository. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "package-"));
const project = join(home, "project");
const jsr = join(home, "jsr");
/** The same package in a project that has Valibot. */
const withValibot = join(home, "with-valibot");

function run(command: string, args: string[], cwd: string): string {
  const env = { ...process.env, NO_COLOR: "1" };
  return execFileSync(command, args, { cwd, encoding: "utf8", env, stdio: "pipe" });
}

/** A program that uses every entry point but the command. */
const program = (specifier: (entry: string) => string) => `
  import { createClient } from "${specifier("")}";
  import { compose } from "${specifier("/middleware")}";
  import { createSandbox } from "${specifier("/sandbox")}";
  import { reply } from "${specifier("/webhooks")}";

  if (reply().status !== 200) throw new Error("no reply");
  const { credentials, fetch } = createSandbox();
  const client = createClient({ ...credentials, fetch: compose()(fetch) });
  const messagingServiceSid = "MG" + "a".repeat(32);
  await client.channelSenders.create({ messagingServiceSid, sid: "XE" + "a".repeat(32) });
  for await (const { sender } of client.channelSenders.list({ messagingServiceSid })) {
    console.log(sender);
  }
`;

/** A program that uses the schemas, which need Valibot beside them. */
const schemas = (specifier: (entry: string) => string) => `
  import * as v from "valibot";
  import { fetchChannelSender, withSchema } from "${specifier("")}";
  import { ChannelSenderSchema, ChannelSenderSidSchema } from "${specifier("/valibot")}";

  console.log(v.safeParse(ChannelSenderSidSchema, "rcs:agent").issues[0].message);
  const { parse } = withSchema(fetchChannelSender, v.pick(ChannelSenderSchema, ["sid"]));
  console.log(await parse(Response.json({ sid: "XE1" })));
`;
const schemasSay = "expected XE and 32 hex digits, got an address, whose SID is among " +
  'senders.list({ channel })\n{ sid: "XE1" }\n';

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
  cpSync(project, withValibot, { recursive: true });
  cpSync(join(root, "node_modules/valibot"), join(withValibot, "node_modules/valibot"), {
    recursive: true,
  });
}, 120_000);
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
    // Named, and not there.
    expect(dependencies["@senderpool/twilio"].dependencies).toEqual({ valibot: {} });
  });

  test.each(["node", "bun"])("runs under %s", (runtime) => {
    writeFileSync(join(project, "main.js"), program((entry) => `@senderpool/twilio${entry}`));
    expect(run(runtime, ["main.js"], project)).toBe("whatsapp:+12487960483\n");
  });

  test.each(["node", "bun"])("has schemas, which run under %s", (runtime) => {
    writeFileSync(join(withValibot, "main.js"), schemas((entry) => `@senderpool/twilio${entry}`));
    expect(
      run(runtime, ["main.js"], withValibot).replaceAll("'", '"')
        .replace(/\{\s+/g, "{ ").replace(/,?\s+\}/g, " }"),
    ).toBe(schemasSay);
  });

  test.each([
    ["its symlink", "node_modules/.bin/senderpool", []],
    ["npx", "npx", ["--no-install", "senderpool"]],
    ["node", "node", ["node_modules/.bin/senderpool"]],
    ["bun", "bun", ["--bun", "node_modules/.bin/senderpool"]],
  ])("has the command, by %s", (_, command, args) => {
    expect(run(command, [...args, "--version"], project).trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test.each(["node", "bun"])("does not run the command where it is imported, in %s", (runtime) => {
    writeFileSync(
      join(project, "importer.js"),
      `import { main } from "@senderpool/twilio/cli";
      console.log(typeof main, process.exitCode);`,
    );
    expect(run(runtime, ["importer.js", "fetch"], project)).toBe("function undefined\n");
  });
});

describe("a bundle of it", () => {
  async function bundle(contents: string, resolveDir = project): Promise<string> {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir },
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

  const bytes = async (contents: string) => brotliCompressSync(await bundle(contents)).length;
  const createClient = exported("createClient");

  // A budget is what it takes now, to the next 50 bytes; the aim is what it shall take.
  test.each([
    ["the four operations with send (aim 2500)", exported(`${operations}, send`), 5945],
    [
      "a lean client: the four calls and auth alone (aim 3100)",
      exported("createSend, clientOf"),
      7730,
    ],
    ["createClient with its policies (aim 4000)", createClient, 9885],
    ["selectSender, with the countries of numbers", exported("selectSender"), 4430],
  ])("%s has its size", async (what, contents, budget) => {
    const size = await bytes(contents);
    console.log(`${what}: ${size} B brotli of ${budget}`);
    expect(size).toBeLessThanOrEqual(budget);
  });

  test.each([
    ["the four operations with `send`", exported(`${operations}, send`), ""],
    ["a client of the four calls and auth alone", exported("createSend, clientOf"), ""],
    ["`createClient`, with retries and timeouts", createClient, ""],
    ["`createClient` with `messages`", exported("createClient, messages"), ""],
    ["`pool` beside `createClient`", exported("createClient, pool"), createClient],
    ["`selectSender` alone", exported("selectSender"), ""],
  ])("the README says of %s what it weighs", async (row, contents, beside) => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const line = readme.split("\n").find((line) => line.startsWith(`| ${row} `))!;
    const said = Number(/\| (\d+\.\d) kB/.exec(line)![1]) * 1000;
    const size = await bytes(contents) - (beside === "" ? 0 : await bytes(beside));
    expect(Math.abs(size - said)).toBeLessThan(100);
  });

  test.each([
    ["services", 1130],
    // With 60 fields of two kinds, and what each may be.
    ["senders", 2810],
    ["waitForSender", 1300],
    ["deleteSender", 110],
    ["phoneNumbers", 480],
    ["shortCodes", 460],
    ["alphaSenders", 480],
    ["destinationAlphaSenders", 610],
    ["incomingPhoneNumbers", 1130],
    ["accountShortCodes", 980],
    ["createMessage, fetchMessage", 3010],
    ["messages", 3670],
    // All of these and services, what finds the SIDs of an account's senders, and how they are put together.
    ["pool", 6000],
  ])("%s adds its size (aim 450)", async (name, budget) => {
    const size = await bytes(exported(`createClient, ${name}`)) - await bytes(createClient);
    console.log(`${name}: ${size} B brotli of ${budget}`);
    expect(size).toBeLessThanOrEqual(budget);
  });

  test.each(["", "/middleware", "/sandbox", "/webhooks"])(
    "an unused import%s is nothing",
    async (entry) => {
      expect(await bundle(`import "@senderpool/twilio${entry}";`)).toBe("");
      expect(await bundle(`import * as all from "@senderpool/twilio${entry}";`)).toBe("");
    },
  );

  test("no byte of Valibot is in the core, nor a package that is not there", async () => {
    // Without Valibot this would not even be bundled.
    for (const entry of ["", "/middleware", "/sandbox", "/webhooks"]) {
      const all = await bundle(`export * from "@senderpool/twilio${entry}";`, withValibot);
      expect(all).toBe(await bundle(`export * from "@senderpool/twilio${entry}";`));
      expect(all).not.toMatch(/valibot/i);
    }
  });

  describe("with a schema", () => {
    const size = async (contents: string) =>
      brotliCompressSync(await bundle(contents, withValibot)).length;
    const schema = (names: string) => `export { ${names} } from "@senderpool/twilio/valibot";`;

    test("of a SID adds little to the same check by Valibot alone", async () => {
      const check = "v.pipe(v.string(), v.regex(/^XE[0-9a-fA-F]{32}$/))";
      const alone = await size(`import * as v from "valibot"; export const schema = ${check};`);
      const ours = await size(schema("ChannelSenderSidSchema"));
      console.log(`a SID: ${ours} B brotli, ${ours - alone} of it ours, of 380`);
      expect(ours - alone).toBeLessThanOrEqual(380);
    });

    test.each([
      ["the input of an operation", "ChannelSenderInputSchema", 1670],
      ["a resource", "ChannelSenderSchema", 1900],
      ["a resource from the wire", "ChannelSenderFromWireSchema", 2350],
      ["an error from the wire", "ApiErrorFromWireSchema", 1900],
      ["an address", "AddressSchema", 1900],
      ["a new message", "NewMessageSchema", 4800],
    ])("%s has its size, Valibot included", async (_, name, budget) => {
      const bytes = await size(schema(name));
      console.log(`${_}: ${bytes} B brotli of ${budget}`);
      expect(bytes).toBeLessThanOrEqual(budget);
    });

    test("one brings no other, and an unused import is nothing", async () => {
      const one = await bundle(schema("ChannelSenderSidSchema"), withValibot);
      expect(one).not.toContain("MG");
      expect(one).not.toContain("account_sid");
      for (const contents of ["import", "import * as all from"]) {
        expect(await bundle(`${contents} "@senderpool/twilio/valibot";`, withValibot)).toBe("");
      }
    });
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
  }, 120_000);

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
      "/webhooks": "./lib/webhooks/mod.ts",
    };
    writeFileSync(join(jsr, "main.ts"), program((entry) => files[entry]!));
    const args = ["run", "--no-config", "--no-remote", "--no-npm", "--no-prompt", "main.ts"];
    expect(run("deno", args, jsr)).toBe("whatsapp:+12487960483\n");
  });

  test("has schemas, for which Deno finds Valibot by the manifest", () => {
    cpSync(join(root, "node_modules/valibot"), join(jsr, "node_modules/valibot"), {
      recursive: true,
    });
    const files: Record<string, string> = { "": "./mod.ts", "/valibot": "./lib/valibot/mod.ts" };
    writeFileSync(join(jsr, "main.ts"), schemas((entry) => files[entry]!));
    const args = ["run", "--no-remote", "--no-prompt", "--no-check", "--config", "jsr.json"];
    expect(run("deno", [...args, "--node-modules-dir=manual", "main.ts"], jsr)).toBe(schemasSay);
  });
});
