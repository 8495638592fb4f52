import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf, unusable } from "./files.ts";

/**
 * Puts a text into a file such that whoever reads it finds all of the old text or all of the new one,
 * whatever happens meanwhile: it is written beside, synced, and put in its place. It is nobody else's
 * to read.
 *
 * @throws {UsageError} when that is not possible; the file is then as it was
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  try {
    const target = await placeOf(file);
    const beside = `${target}.tmp`;
    try {
      await writeBeside(beside, text);
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true }).catch(() => {}); // what is half there takes space
      throw error;
    }
    await syncFolder(dirname(target));
  } catch (error) {
    throw unusable("write", file, error);
  }
}

/** Where a file really is: a link to it stays a link. */
async function placeOf(file: string): Promise<string> {
  const place = await realpath(file).catch((error) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (place === null) return file;
  const there = await stat(place);
  if (there.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  if (!there.isFile()) throw new Error("it is no file that could be replaced");
  return place;
}

async function writeBeside(beside: string, text: string): Promise<void> {
  // One that was left by a program that was killed may have another mode.
  await rm(beside, { force: true });
  const handle = await open(beside, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** So that the name outlives a loss of power too, where the system can do that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is in its place either way.
  }
}
