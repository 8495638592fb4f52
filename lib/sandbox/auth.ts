import type { Account, Logins } from "./state.ts";

/**
 * The account that the Basic credentials of a request open, if any.
 *
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function authenticate(logins: Logins, headers: Headers): Account | null {
  const encoded = /^Basic +([\w+/]+=*)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const [, user = "", secret = ""] = /^([^:]*):(.*)$/s.exec(decode(encoded)) ?? [];
  const login = logins.get(user);
  const right = equal(login?.secret ?? "", secret); // compared for an unknown user as well
  return login && right ? login.account : null;
}

function decode(base64 = ""): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

/** Whether two strings are equal, in a time that does not tell where they differ. */
function equal(expected: string, actual: string): boolean {
  let difference = expected.length ^ actual.length;
  for (let i = 0; i < actual.length; i++) {
    difference |= actual.charCodeAt(i) ^ expected.charCodeAt(i % (expected.length || 1));
  }
  return difference === 0;
}
