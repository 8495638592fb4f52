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

/**
 * A text in all ways that it may have been given, where each kind is written in the same way: as it
 * is, with nothing escaped, and then whatever else there is.
 */
function* spellings(text: string): Generator<string> {
  yield text;
  const raw = rewritten.reduce((text, kind) => text.replace(kind, decoded), text);
  if (raw === text) return;
  yield raw;
  const all = new Set(mixed(text, rewritten));
  all.delete(text);
  all.delete(raw);
  yield* all;
}

function* mixed(text: string, [kind, ...kinds]: readonly RegExp[]): Generator<string> {
  if (kind === undefined) {
    yield text;
    return;
  }
  yield* mixed(text, kinds);
  yield* mixed(text.replace(kind, decoded), kinds);
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
 * most likely come first; no more are made than are asked for.
 *
 * @param host the header `Host`, whose spelling is followed if it is the same host
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function* signedUrls(url: string, host: string | null = null): Generator<string> {
  yield* variants(url, host);
  const written = normalized(url);
  if (written !== url) yield* variants(written, host);
}

function* variants(url: string, host: string | null): Generator<string> {
  const parts = urlParts(url);
  if (parts === null) return;
  const { path, query, fragment } = parts;
  const paths = path === "/" || path === "" ? [path, path === "" ? "/" : ""] : [path];
  for (const start of paths) {
    for (const rest of spellings(start + query)) {
      for (const authority of authorities(parts, host)) {
        yield parts.scheme + authority + rest;
      }
    }
  }
  // Whether a fragment is signed is not documented.
  if (fragment !== "") yield url;
}

function* authorities({ scheme, user, host, port }: UrlParts, header: string | null) {
  const named = header?.replace(/:\d*$/, "") ?? host;
  const hosts = new Set([host]);
  if (named.toLowerCase() === host.toLowerCase()) hosts.add(named);
  hosts.add(host.charAt(0).toUpperCase() + host.slice(1));
  for (const spelled of hosts) {
    for (const start of new Set(["", user])) {
      yield start + spelled + port;
      yield start + spelled + (port === "" ? defaultPort(scheme) : "");
    }
  }
}
