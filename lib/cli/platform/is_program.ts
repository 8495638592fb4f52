import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** What a runtime says of a module, as far as it matters here. */
export interface ModuleMeta {
  readonly url: string;
  /** Whether it is the program; missing in Node before 24.2. */
  readonly main?: boolean | undefined;
}

/**
 * Whether a module is the program itself, and not imported by another.
 *
 * @param meta its `import.meta`
 * @param script what was started: a path, of a symlink in the case of `node_modules/.bin`, maybe
 * without its `.js`
 */
export function isProgram(
  { url, main }: ModuleMeta,
  script: string | undefined = process.argv[1],
): boolean {
  if (main !== undefined) return main;
  if (script === undefined) return false;
  // Node gives a module the path that its symlinks lead to, unless it is told to preserve them.
  const file = fileURLToPath(url);
  try {
    return script === file || createRequire(url).resolve(script) === file;
  } catch {
    return false; // such as `node -`, which has no file
  }
}
