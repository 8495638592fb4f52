/** A URL in pieces, none of which is rewritten: put together they are the URL again. */
export interface UrlParts {
  /** `https://` */
  readonly scheme: string;
  /** `user:password@`, or "" */
  readonly user: string;
  readonly host: string;
  /** `:8443`, or "" */
  readonly port: string;
  readonly path: string;
  /** `?a=b`, or "" */
  readonly query: string;
  /** `#a`, or "" */
  readonly fragment: string;
}

const pattern =
  /^([a-z][a-z\d+.-]*:\/\/)([^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(:\d*)?([^?#]*)(\?[^#]*)?(#.*)?$/is;

/** The pieces of a URL as it is written; `null` where it is none. */
export function urlParts(url: string): UrlParts | null {
  const match = pattern.exec(url);
  if (match === null) return null;
  const [, scheme = "", user = "", host = "", port = "", path = "", query = "", fragment = ""] =
    match;
  return { scheme, user, host, port, path, query, fragment };
}

/** The port that a scheme has by default, with its colon. */
export function defaultPort(scheme: string): string {
  return /^(https|wss):/i.test(scheme) ? ":443" : ":80";
}

/**
 * What `Request.url` and its kind write in another way than it was given, each kind for itself: an
 * apostrophe, a space, quotes and angle brackets, braces and the like, and whatever is not ASCII. A
 * character that would mean something else, such as `&`, is not among them; nor are lower-case hex
 * digits, which no platform writes.
 */
const rewritten: readonly RegExp[] = [
  /%27/g,
  /%20/g,
  /%2[2]|%3[CE]/g,
  /%5E|%60|%7[BCD]/g,
  /(?:%[89A-F][\dA-F])+/g,
];

/** A text in all ways that it may have been given, where each kind is written in the same way. */
function spellings(text: string): Set<string> {
  const raw = rewritten.reduce((text, kind) => text.replace(kind, decoded), text);
  const all = new Set([text, raw]); // the likely ones first
  for (const kind of rewritten) {
    for (const one of [...all]) all.add(one.replace(kind, decoded));
  }
  return all;
}

function decoded(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped; // bytes that are no UTF-8 were escaped from the start
  }
}

/** The URL as `new URL` writes it, which is what some of Twilio's signers sign. */
function normalized(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}

/**
 * The texts that Twilio may have signed for a URL that is known: all of them are the same URL. What
 * differs is how a platform writes it (`Request.url` escapes characters, drops default ports, writes
 * the host in lower case and a path where there is none), and what Twilio does by its own document: it
 * drops the port, or writes the default one, and drops a user name, a password and a fragment. The
 * most likely come first, some of them again later; no more are made than are asked for.
 *
 * @param host the header `Host`, whose spelling is followed if it is the same host
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function* signedUrls(url: string, host: string | null = null): Generator<string> {
  // Whether a fragment is signed is not documented; without one this is nearly always the right one.
  yield url;
  yield* variants(url, host);
  yield* variants(normalized(url), host);
}

function* variants(url: string, host: string | null): Generator<string> {
  const parts = urlParts(url);
  if (parts === null) return;
  const { scheme, path, query } = parts;
  for (const start of pathsOf(scheme, path)) {
    for (const rest of spellings(start + query)) {
      for (const authority of authorities(parts, host)) yield scheme + authority + rest;
    }
  }
}

/** No path is the same as `/`. Of WebSockets Twilio's document says that a slash may be added. */
function pathsOf(scheme: string, path: string): string[] {
  if (path === "" || path === "/") return [path, path === "" ? "/" : ""];
  return /^wss?:/i.test(scheme) ? [path, `${path}/`] : [path];
}

function* authorities({ scheme, user, host, port }: UrlParts, header: string | null) {
  const named = header?.replace(/:\d*$/, "") ?? host;
  const same = named.toLowerCase() === host.toLowerCase() ? named : host;
  const capital = host.charAt(0).toUpperCase() + host.slice(1);
  const otherPort = port === "" ? defaultPort(scheme) : "";
  for (const spelled of [host, same, capital]) {
    for (const start of ["", user]) {
      for (const end of [port, otherPort]) yield start + spelled + end;
    }
  }
}
