/**
 * Who may drive a sandbox: whoever is on this machine, but no web page of another origin; from
 * elsewhere, who has the token.
 */

/** What is allowed beside this machine's own names. */
export interface GuardOptions {
  /** Names of hosts by which it may be asked, such as that of a container. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Origins of pages that may ask, such as `http://localhost:5173`. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/**
 * Why a request is refused, and the remedy; `null` where it is not. A page of another origin is known by `Origin`, and
 * one that has made its own name lead to this machine by `Host`.
 *
 * @param host the header `Host`
 * @param origin the header `Origin`
 * @param own names that are good beside those of this machine
 */
export function refusalOf(
  host: string | null,
  origin: string | null,
  { allowedHosts = [], allowedOrigins = [] }: GuardOptions,
  own: (hostname: string) => boolean = () => false,
): string | null {
  const name = hostnameOf(host);
  const isKnown = name !== null && (isLocal(name) || allowedHosts.includes(name) || own(name));
  if (!isKnown) {
    return "the sandbox does not go by this name of a host: allow it with --allow-host";
  }
  if (origin === null || allowedOrigins.includes(origin)) return null;
  const isOwn = URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  return isOwn
    ? null
    : "a page of another origin asks, which may do nothing: allow it with --allow-origin";
}

function hostnameOf(host: string | null): string | null {
  if (host === null || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}

/** Whether a name stands for this machine, wherever it is asked. */
export function isLocal(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
