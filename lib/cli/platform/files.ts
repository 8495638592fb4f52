import { readFile, writeFile } from "node:fs/promises";
import { missingFlag } from "./permissions.ts";
import { UsageError } from "./platform.ts";

/**
 * The value in a JSON file, or nothing where there is no such file.
 *
 * @throws {UsageError} when it cannot be read, or is not JSON; it shows nothing of what is in the
 * file, which may have secrets
 */
export async function readJson(file: string): Promise<unknown> {
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
    throw new UsageError(`${file} is not JSON${line ? `: line ${line}, column ${column}` : ""}`);
  }
}

/**
 * Writes a value to a file as JSON. A file that is new is nobody else's to read.
 *
 * @throws {UsageError} when that is not possible
 */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeText(file, `${JSON.stringify(value, null, 2)}\n`);
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

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | null)?.code;

const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOENT: "there is no such folder",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

function unusable(verb: "read" | "write", file: string, error: unknown): UsageError {
  const { message } = error as Error;
  const flag = missingFlag(message, file);
  return new UsageError(
    `cannot ${verb} ${file}: ${flag ? "no permission" : reasons[codeOf(error) ?? ""] ?? message}`,
    flag && `Deno does not let this command ${verb} it: run it with ${flag}`,
  );
}
