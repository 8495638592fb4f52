import { memberOf } from "../error_guards.ts";

/** The URL of a request, as observers are told it. Some platforms allow a user and a password in it. */
export function shown(request: Request): string {
  const url = new URL(request.url);
  url.username = "";
  url.password = "";
  return url.href;
}

/** The name of what was thrown. Its message may be anything, and so is nobody's to pass on. */
export function nameOf(thrown: unknown): string {
  const name = memberOf(thrown, "name");
  return typeof name === "string" ? name : typeof thrown;
}
