import { checkValue, isGiven } from "../wire/input.ts";
import { defaultPort, urlParts } from "./url_variants.ts";

/**
 * The URL of a request, or that which the user knows, with what Twilio has added to its query:
 * `bodySHA256`, or the fields of a GET.
 *
 * @throws {TwilioInputError} when `url` is no URL
 */
export function knownUrl(received: string, url: string | undefined): string {
  if (!isGiven(url)) return received;
  const parts = typeof url === "string" && /^\w+:\/\/./.test(url) ? urlParts(url) : null;
  const isUrl = parts !== null && URL.canParse(url);
  checkValue(isUrl, "url", "an absolute URL, as Twilio was given it", url);
  // `search` of a URL would not tell a query of nothing, as in `/hook?`, from none.
  const known = queryOf(new URL(url).href);
  const query = queryOf(received);
  const isEmpty = known === "" || (known === "?" && query.startsWith("?"));
  const added = isEmpty || query.startsWith(`${known}&`) ? query.slice(known.length) : "";
  return url.slice(0, url.length - parts.fragment.length) + added + parts.fragment;
}

function queryOf(url: string): string {
  return urlParts(url)?.query ?? "";
}

/**
 * The URL as the first proxy has received it, by `Forwarded` or else by `X-Forwarded-Proto`, `-Host`
 * and `-Port`. What makes no sense is left out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7239
 */
export function forwardedUrl(url: string, headers: Headers): string {
  const parts = urlParts(url);
  if (parts === null) return url;
  const first = (name: string) => headers.get(name)?.split(",")[0]?.trim();
  const forwarded = first("forwarded");
  const told = (name: string) =>
    RegExp(`(?:^|;)\\s*${name}="?([^";\\s]+)"?`, "i").exec(forwarded ?? "")?.[1];

  const proto = told("proto") ?? first("x-forwarded-proto") ?? "";
  const scheme = /^https?$/i.test(proto) ? `${proto.toLowerCase()}://` : parts.scheme;
  const authority = authorityOf(told("host") ?? first("x-forwarded-host") ?? "");
  const number = first("x-forwarded-port") ?? "";
  // A host that is told without a port has the default one, unless `X-Forwarded-Port` says another.
  let port = authority === null ? parts.port : authority.port;
  const namesPort = authority !== null && authority.port !== "";
  if (!namesPort && /^\d+$/.test(number)) port = `:${number}`;
  return scheme + (authority?.host ?? parts.host) + (port === defaultPort(scheme) ? "" : port) +
    parts.path + parts.query;
}

/** A host and its port, as headers have them; `null` where it is none. */
export function authorityOf(text: string): { host: string; port: string } | null {
  const [, host, port = ""] = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.exec(text) ?? [];
  return host === undefined ? null : { host, port };
}
