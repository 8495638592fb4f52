/**
 * Who may drive a sandbox: whoever is on this machine, but no web page of another origin; from
 * elsewhere, who has the token.
 */

/** What is allowed beside this machine's own names. */
export interface GuardOptions {
  /** Names of hosts by which it may be asked, such as that of a container. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Origins of pages that may ask, such as `http://localhost:5173`; `*` is any. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/**
 * Why a request is refused, and the remedy; `null` where it is not. A page of another origin is known
 * by `Origin`, and one that has made its own name lead to this machine by `Host`.
 *
 * @param host the header `Host`
 * @param origin the header `Origin`
 * @param own which names are good beside those of this machine; `null` is one that is malformed
 *
 * @example
 * ```ts
 * import { refusalOf } from "@senderpool/twilio/sandbox/control";
 *
 * console.log(refusalOf("localhost:8080", null, {})); // null
 * console.log(refusalOf("evil.example", null, {}) === null); // false
 * ```
 */
export function refusalOf(
  host: string | null,
  origin: string | null,
  { allowedHosts = [], allowedOrigins = [] }: GuardOptions,
  own: (hostname: string | null) => boolean = () => false,
): string | null {
  const name = hostnameOf(host);
  const isKnown = (name !== null && (isLocal(name) || allowedHosts.includes(name))) || own(name);
  if (!isKnown) {
    return "the sandbox does not go by this name of a host: allow it with --allow-host, or with " +
      "allowedHosts where it is served by a program";
  }
  const mayAsk = origin === null || allowedOrigins.includes("*") || allowedOrigins.includes(origin);
  if (mayAsk) return null;
  const isOwn = URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  return isOwn ? null : foreignPage;
}

const foreignPage =
  "a page of another origin asks, which may do nothing: allow it with --allow-origin, or with " +
  "allowedOrigins where the sandbox is served by a program";

/**
 * The same of a request to Twilio's API: Twilio's names are good as well, for that is what it stands for.
 * What a page of another origin loads without an `Origin`, such as an image, is known by the
 * `Sec-Fetch` headers of its browser.
 *
 * @param header a header by its name in lower case
 * @param anyHost whether it may be asked by any name
 */
export function apiRefusalOf(
  header: (name: string) => string | null,
  guard: GuardOptions,
  anyHost: () => boolean,
): string | null {
  const [host, origin] = [header("host"), header("origin")];
  // A client of HTTP/1.0 may leave it out, and no browser does.
  if (host === null && origin === null) return null;
  const refusal = refusalOf(host, origin, guard, (name) => isTwilios(name) || anyHost());
  if (refusal !== null || origin !== null) return refusal;
  const loads = /^(cross|same)-site$/.test(header("sec-fetch-site") ?? "") &&
    header("sec-fetch-mode") !== "navigate";
  return loads ? foreignPage : null;
}

const isTwilios = (name: string | null): boolean => /(^|\.)twilio\.com$/.test(name ?? "");

function hostnameOf(host: string | null): string | null {
  // Nearly always; and to parse a URL takes its time.
  const [, plain] = /^(localhost|127\.0\.0\.1)(?::\d+)?$/.exec(host ?? "") ?? [];
  if (plain !== undefined) return plain;
  if (host === null || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}

/** Whether a name stands for this machine, wherever it is asked. */
export function isLocal(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
