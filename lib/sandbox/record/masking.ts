/** What stands where a credential was. */
const MASK = "[masked]";

// Whatever carries a credential: Twilio's own, and those of whatever is in between.
const secretHeaders =
  /^(authorization|proxy-authorization|cookie|set-cookie|twilio-client-validation|x-twilio-signature|x-api-key)$/;

// The fields of token requests and their answers, in the old spelling too, and other secrets by name.
const secretNames =
  "client_?secret|access_?token|refresh_?token|id_?token|auth_?token|api_?secret|" +
  "assertion|client_assertion|code|code_verifier|verification_code|password";
const isSecret = RegExp(`^(${secretNames})$`, "i");
const inForm = /(^|[?&])([^=&?]*)=[^&]*/g;
// A text may be cut, and so lack its end.
const inJson = RegExp(`("(?:${secretNames})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, "gi");
const inMultipart = RegExp(
  `(name="?(?:${secretNames})"?[^\\r\\n]*(?:\\r?\\n[^\\r\\n]+)*\\r?\\n\\r?\\n)[^]*?(?=\\r?\\n--|$)`,
  "gi",
);

// As it is, as a form writes it, and as JSON may.
const userInfo =
  /(https?(?::|%3A)(?:\/\/|%2F%2F|\\\/\\\/))(?:(?!%(?:2F|3F|23|2[0267]|0[9AD]|3[CE]))[^\s"'<>/?#&@+])*(?:@|%40)/gi;

/** A text whose URLs have no user name and no password. */
export function withoutUserInfo(text: string): string {
  return text.replace(userInfo, "$1");
}

/** A query, a form or JSON, without the credentials in it. */
export function maskText(text: string): string {
  return withoutUserInfo(text)
    .replace(inForm, (pair, start, name) => {
      return isSecret.test(decoded(name)) ? `${start}${name}=${MASK}` : pair;
    })
    .replace(inJson, `$1"${MASK}"`)
    .replace(inMultipart, `$1${MASK}`);
}

/** The name of a field as whoever reads the form sees it. */
function decoded(name: string): string {
  return new URLSearchParams(`${name}=`).keys().next().value ?? "";
}

/** Headers by their names in lower case. Of a credential there is no more than its scheme. */
export function maskHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [key, value] of headers) {
    const name = key.toLowerCase();
    const scheme = /^(Basic|Bearer) /i.exec(value)?.[0] ?? "";
    const shown = secretHeaders.test(name) ? scheme + MASK : value;
    masked[name] = Object.hasOwn(masked, name) ? `${masked[name]}, ${shown}` : shown;
  }
  return masked;
}

/**
 * A URL without a user name and a password, which some platforms allow, and without credentials. It is
 * written in the one way that a URL has: `http:\\a:b@c` has a password, too, and `http://a\@b` has none.
 */
export function maskUrl(url: string): string {
  const written = URL.canParse(url) ? new URL(url).href : url;
  const plain = written.replace(/^(https?:\/\/)[^/?#]*@/i, "$1");
  const query = plain.indexOf("?");
  return query < 0 ? plain : plain.slice(0, query) + maskText(plain.slice(query));
}
