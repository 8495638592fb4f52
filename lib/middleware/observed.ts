import { memberOf } from "../error_guards.ts";

/** The name of what was thrown. Its message may be anything, and so is nobody's to pass on. */
export function nameOf(thrown: unknown): string {
  const name = memberOf(thrown, "name");
  return typeof name === "string" ? name : typeof thrown;
}
