/** How a sandbox's state gets into its file: all or nothing, soon, and again where it failed. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createKeeper } from "../../../lib/cli/commands/sandbox/keeper.ts";
import { replaceFile } from "../../../lib/cli/platform/replace_file.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder of a test's own. */
function own(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

describe("a file that is replaced", () => {
  test("is its owner's alone, though what was there was everybody's", async () => {
    const file = join(own("mode"), "state.json");
    writeFileSync(file, "old", { mode: 0o644 });
    chmodSync(file, 0o644);
    writeFileSync(`${file}.tmp`, "left by a program that was killed", { mode: 0o644 });
    await replaceFile(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, ".."))).toEqual(["state.json"]);
  });

  test("is another one: who reads the old one reads on", async () => {
    const file = join(own("inode"), "state.json");
    writeFileSync(file, "old");
    const { ino } = statSync(file);
    await replaceFile(file, "new");
    expect(statSync(file).ino).not.toBe(ino);
  });

  test("may be a link's", async () => {
    const path = own("link");
    const [file, link] = [join(path, "state.json"), join(path, "link.json")];
    writeFileSync(file, "old");
    symlinkSync(file, link);
    await replaceFile(link, "new");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  test("stays as it was where that cannot be", async () => {
    const file = join(own("stays"), "state.json");
    writeFileSync(file, "old");
    mkdirSync(`${file}.tmp`);
    await expect(replaceFile(file, "new")).rejects.toThrow(`cannot write ${file}: `);
    expect(readFileSync(file, "utf8")).toBe("old");
  });

  test("is neither a folder nor a device", async () => {
    await expect(replaceFile(folder, "new")).rejects.toThrow("it is a folder");
    await expect(replaceFile("/dev/null", "new")).rejects.toThrow("it is no file that could be");
    expect(lstatSync("/dev/null").isFile()).toBe(false);
  });
});

describe("a keeper", () => {
  /** A disk, and a keeper who writes on it. */
  function disk() {
    const there = { text: "", files: [] as string[], full: false, told: [] as (string | null)[] };
    const waiting: (() => void)[] = [];
    const keeper = createKeeper({
      text: () => there.text,
      write: (text) => {
        if (!there.full) there.files.push(text);
        waiting.splice(0).forEach((resolve) => resolve());
        return there.full ? Promise.reject(new Error("the disk is full")) : Promise.resolve();
      },
      tell: (error) => there.told.push(error === null ? null : (error as Error).message),
    });
    const written = () => new Promise<void>((resolve) => waiting.push(resolve));
    return { there, keeper, written };
  }

  test("writes many changes at once, and what came while it wrote", async () => {
    const { there, keeper, written } = disk();
    for (const text of ["a", "b", "c"]) {
      there.text = text;
      keeper.changed();
    }
    await written();
    there.text = "d";
    keeper.changed();
    await written();
    await keeper.stop();
    expect(there).toMatchObject({ files: ["c", "d"], told: [] });
  });

  test("says once that it cannot, tries again, and says that it could", async () => {
    const { there, keeper, written } = disk();
    there.full = true;
    there.text = "a";
    keeper.changed();
    for (let i = 0; i < 3; i++) await written();
    expect(there.told).toEqual(["the disk is full"]);
    there.full = false;
    await written();
    await keeper.stop();
    await new Promise((resolve) => setTimeout(resolve));
    expect(there).toMatchObject({ files: ["a"], told: ["the disk is full", null] });
  });

  test("writes nothing by itself once it is stopped", async () => {
    const { there, keeper } = disk();
    keeper.changed();
    await keeper.stop();
    keeper.changed();
    there.text = "a";
    await keeper.keep();
    expect(there.files).toEqual(["a"]);
  });
});
