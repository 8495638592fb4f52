import { readFile, writeFile } from "node:fs/promises";
import { missingFlag } from "./permissions.ts";
import { UsageError } from "./platform.ts";

/**
 * The value in a JSON file, or nothing where there is no such file.
 *
 * @param hint what to do where it is not JSON
 * @throws {UsageError} when it cannot be read, or is not JSON; it shows nothing of what is in the
 * file, which may have secrets
 */
export async function readJson(file: string, hint?: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw unusable("read", file, error);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
    const where = line ? `: line ${line}, column ${column}` : "";
    throw new UsageError(`${file} is not JSON${where}`, hint);
  }
}

/** The code of an error of the system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}

/**
 * Writes a text to a file. A file that is new is nobody else's to read.
 *
 * @throws {UsageError} when that is not possible
 */
export async function writeText(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 }).catch((error) => {
    throw unusable("write", file, error);
  });
}

const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EBUSY: "it is in use, or mounted by itself: mount its folder",
  EDQUOT: "the disk's quota is used up",
  EISDIR: "it is a folder",
  ENOENT: "there is no such folder",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

/** What says that a file cannot be used, and why. */
export function unusable(verb: "read" | "write", file: string, error: unknown): UsageError {
  const { message } = error as Error;
  const missing = missingFlag(message, file);
  // A file is written beside the one that it replaces, and then takes its place.
  const both = `${file},${file}.tmp`;
  const flag = missing && verb === "write" ? `--allow-read=${both} --allow-write=${both}` : missing;
  return new UsageError(
    `cannot ${verb} ${file}: ${flag ? "no permission" : reasons[codeOf(error) ?? ""] ?? message}`,
    flag && `Deno does not let this command ${verb} it: run it with ${flag}`,
  );
}
