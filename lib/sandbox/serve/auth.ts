import type { Login, State } from "../state/state.ts";

/** How many values of the header are remembered, so that they need not be decoded each time. */
const REMEMBERED = 1000;

/** Tells whose credentials the value of an `Authorization` header has. */
export type Authenticate = (authorization: string | null) => Login | null;

/** Knows who signs in. */
export interface Authenticator {
  readonly authenticate: Authenticate;
  /** Forgets whom it has known, for the accounts are others. */
  forget(): void;
}

/**
 * Knows the accounts by Basic credentials (an account's SID and auth token, or an API key) and by
 * Bearer tokens, which are good until they expire by the sandbox's clock, however many are issued
 * after them. All of it is documented.
 *
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 * @see https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
 */
export function authenticator({ logins, tokens }: State, now: () => Date): Authenticator {
  const known = new Map<string, Login>();
  const authenticate: Authenticate = (authorization) => {
    if (authorization === null) return null;
    const remembered = known.get(authorization);
    if (remembered) return remembered;
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (bearer) {
      const token = tokens.get(bearer);
      return token && now().getTime() < token.expires ? token.login : null;
    }
    const { user, password } = basic(authorization);
    const login = logins.get(user);
    const right = equal(login?.secret ?? "", password); // compared for an unknown user as well
    if (!login || !right) return null;
    if (known.size >= REMEMBERED) known.clear();
    known.set(authorization, login);
    return login;
  };
  return { authenticate, forget: () => known.clear() };
}

/** The user and the password of Basic credentials; empty where it is none. */
export function basic(authorization: string | null): { user: string; password: string } {
  const encoded = /^Basic +([\w+/]+=*)$/i.exec(authorization ?? "")?.[1];
  const [, user = "", password = ""] = /^([^:]*):(.*)$/s.exec(decode(encoded)) ?? [];
  return { user, password };
}

function decode(base64 = ""): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

/** Whether two strings are equal, in a time that does not tell where they differ. */
export function equal(expected: string, actual: string): boolean {
  let difference = expected.length ^ actual.length;
  for (let i = 0; i < actual.length; i++) {
    difference |= actual.charCodeAt(i) ^ expected.charCodeAt(i % (expected.length || 1));
  }
  return difference === 0;
}
