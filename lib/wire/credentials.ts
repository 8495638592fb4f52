/**
 * Credentials, wherever an answer repeats them: the value of `Authorization`, that of a Basic one
 * alone, the user and password in it, a token in JSON (JWT), what a form calls a secret, and what has
 * the form of an auth token or of a key's secret. A URL or a form may write a character as `%3A`.
 *
 * What repeats is one class of characters without a bound: of anything else V8 keeps each step, and has
 * no room for a text of millions.
 */
const credentials: readonly RegExp[] = [
  /\b(Basic|Bearer)[\s+%20]+[\w.~+/=%-]{20}[\w.~+/=%-]*/gi,
  /\b(QU[MN]|U0[st])[\w+/=%]{40}[\w+/=%]*/g,
  /\b(AC|SK)[\da-f]{32}(:|%3A)[^\s"'@]+/gi,
  /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /\b(client_secret|password)(=|%3D)[^\s&"']+/gi,
  /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{32}\b/g,
];

/** Members of JSON whose texts are credentials. */
const secretNames =
  /^(client_?secret|api_?secret|auth_?token|access_?token|password|authorization)$/i;

/** A text without what looks like a credential: a proxy may send back what it was sent. */
export function withoutCredentials(text: string): string {
  return credentials.reduce((rest, pattern) => rest.replace(pattern, "[credential]"), text);
}

/** What a JSON text says, without what looks like a credential in its texts and its names. */
export function jsonWithoutCredentials(text: string): unknown {
  const root: Record<string, unknown> = { value: JSON.parse(text) };
  // One after the other and not one within the other, for it may be nested ever so deep.
  const holders = [root];
  for (const holder of holders) {
    for (const [name, member] of Object.entries(holder)) {
      if (typeof member === "object" && member !== null) holders.push(member as typeof root);
      const shownName = withoutCredentials(name);
      if (shownName !== name) delete holder[name];
      holder[shownName] = typeof member === "string" ? shownText(name, member) : member;
    }
  }
  return root["value"];
}

function shownText(name: string, text: string): string {
  // A sentence says what is wrong with it.
  const isSecret = secretNames.test(name) && !/\s/.test(text);
  return isSecret ? "[credential]" : withoutCredentials(text);
}
