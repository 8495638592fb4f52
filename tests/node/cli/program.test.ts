/** The command as a module: the program itself, or imported by another. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isProgram } from "../../../lib/cli/platform/is_program.ts";
import { root } from "./harness.ts";
import { runtimes } from "./processes.ts";

const main = join(root, "lib/cli/main.ts");
// Spaces and percent signs are written otherwise in a URL.
const folder = join(mkdtempSync(join(tmpdir(), "program-")), "of 100% façade");
/** What npm makes of a `bin`; Deno does not follow a symlink to a module, but one to its folder. */
const link = join(folder, "senderpool.ts");
const linkedMain = join(folder, "linked/lib/cli/main.ts");
const importer = join(folder, "importer.ts");

beforeAll(() => {
  mkdirSync(folder);
  symlinkSync(main, link);
  symlinkSync(root, join(folder, "linked"));
  writeFileSync(
    importer,
    `import process from "node:process";
    import { main } from ${JSON.stringify(pathToFileURL(main).href)};
    process.stdout.write(\`imported: \${process.exitCode} \${typeof main}\\n\`);
    if (process.argv[2] === "run") process.exitCode = await main(["--version"]);`,
  );
});
afterAll(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

describe.each(runtimes)("in %s", (runtime, command) => {
  function run(file: string, ...args: string[]) {
    const [program = "", ...flags] = command("--config", join(root, "deno.json"));
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME };
    const options = { cwd: root, encoding: "utf8", env } as const;
    const { status, stdout, stderr } = spawnSync(program, [...flags, file, ...args], options);
    return { status, out: stdout, err: stderr };
  }

  test("an import runs nothing, whatever the arguments, and sets no exit code", () => {
    expect(run(importer, "fetch")).toEqual({
      status: 0,
      out: "imported: undefined function\n",
      err: "",
    });
  }, 20_000);

  test("whoever imports it may run it", () => {
    const { status, out } = run(importer, "run");
    expect(status).toBe(0);
    expect(out).toMatch(/^imported: undefined function\n\d+\.\d+\.\d+\n$/);
  }, 20_000);

  test("it runs by its path, and by a symlink as in node_modules/.bin", () => {
    const links = runtime === "deno" ? [linkedMain] : [linkedMain, link];
    for (const file of [main, ...links]) {
      expect(run(file, "--version")).toMatchObject({ status: 0, err: "" });
      expect(run(file, "--version").out).toMatch(/^\d+\.\d+\.\d+\n$/);
      expect(run(file, "lsit")).toMatchObject({ status: 2, out: "" });
    }
  }, 30_000);
});

describe("where the runtime does not say what the program is, as Node before 24.2", () => {
  const { href: url } = pathToFileURL(main);

  test.each([
    ["its path", main, true],
    ["another program", importer, false],
    ["no script at all, as in a REPL", undefined, false],
    ["no file, as with `node -`", "-", false],
  ])("%s", (_, script, expected) => expect(isProgram({ url }, script)).toBe(expected));

  test("a symlink, also one that Node is told to preserve", () => {
    expect(isProgram({ url }, link)).toBe(true);
    expect(isProgram({ url: pathToFileURL(link).href }, link)).toBe(true);
  });

  test("a path without its extension", () => {
    const file = join(folder, "main.js");
    writeFileSync(file, "");
    expect(isProgram({ url: pathToFileURL(file).href }, join(folder, "main"))).toBe(true);
    expect(isProgram({ url }, join(folder, "main"))).toBe(false);
  });

  test("what the runtime says goes first", () => {
    expect(isProgram({ url, main: false }, main)).toBe(false);
    expect(isProgram({ url, main: true }, importer)).toBe(true);
  });
});
