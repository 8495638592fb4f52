import { memberOf } from "../error_guards.ts";
import { withoutUser } from "../wire/request.ts";

/** The URL of a request, as observers are told it. Some platforms allow a user and a password in it. */
export function shown(request: Request): string {
  return withoutUser(request.url);
}

/** The name of what was thrown. Its message may be anything, and so is nobody's to pass on. */
export function nameOf(thrown: unknown): string {
  const name = memberOf(thrown, "name");
  return typeof name === "string" ? name : typeof thrown;
}
