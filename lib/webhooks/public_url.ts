import { checkInput, describe } from "../wire/input.ts";
import { defaultPort, urlParts } from "./url_variants.ts";

/**
 * The URL that Twilio was given, as far as is known: `url` if the user knows it, what proxies say if
 * the user trusts them, or else that of the request.
 *
 * @throws {TwilioInputError} when `url` is no URL
 */
export function publicUrl(
  { url: received, headers }: Request,
  url: string | undefined,
  forwarded: boolean,
): string {
  if (url !== undefined) return withQueryOf(received, url);
  return forwarded ? forwardedUrl(received, headers) : received;
}

/**
 * A URL that the user knows, with what Twilio has added to its query: `bodySHA256`, or the fields of a
 * GET.
 */
function withQueryOf(received: string, url: string): string {
  const parts = typeof url === "string" && /^\w+:\/\/./.test(url) ? urlParts(url) : null;
  const isUrl = parts !== null && URL.canParse(url);
  checkInput(isUrl, "url", "an absolute URL, as Twilio was given it", describe(url));
  // `search` of a URL would not tell a query of nothing, as in `/hook?`, from none.
  const known = queryOf(new URL(url).href);
  const query = queryOf(received);
  const isEmpty = known === "" || (known === "?" && query.startsWith("?"));
  const added = isEmpty || query.startsWith(`${known}&`) ? query.slice(known.length) : "";
  if (added === "") return url;
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
  const authority = told("host") ?? first("x-forwarded-host") ?? "";
  const [, host, ownPort = ""] = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.exec(authority) ?? [];
  const number = first("x-forwarded-port") ?? "";
  const port = /^\d+$/.test(number) ? `:${number}` : host === undefined ? parts.port : "";
  const whole = ownPort || port;
  return scheme + (host ?? parts.host) + (whole === defaultPort(scheme) ? "" : whole) +
    parts.path + parts.query;
}
