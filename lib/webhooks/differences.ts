import { TwilioWebhookError, type WebhookReason } from "./errors.ts";
import { forwardedUrl } from "./public_url.ts";
import type { Matches } from "./signed_request.ts";
import { defaultPort, type UrlParts, urlParts } from "./url_variants.ts";

/** Ports that servers behind a proxy listen on, and that webhooks name. */
const usualPorts = [":443", ":80", ":8443", ":8080", ":8000", ":5000", ":3000", ":8787"];

/**
 * Finds out why a signature does not fit, by URLs that it might be of. None of them is accepted: they
 * are other URLs than the one that was asked for, and where one of them fits, the signature may have
 * been taken from another webhook of the same account.
 */
export async function whatDiffers(
  url: string,
  form: string,
  headers: Headers,
  matches: Matches,
): Promise<TwilioWebhookError> {
  const received = urlParts(url);
  if (form !== "" && await matches(url, "")) return differs("body", "other fields");
  for (const likely of new Set(received === null ? [] : likelyUrls(url, received, headers))) {
    if (!await matches(likely, form)) continue;
    const signed = urlParts(likely);
    const [reason, what] = signed === null ? ["query", ""] as const : firstDifference(
      received!,
      signed,
    );
    return differs(reason, what);
  }
  return new TwilioWebhookError(
    "secret",
    "expected a signature by a secret that was given, of this URL and this form, got another one: " +
      "look whether the secret is the account's primary auth token, and pass `url` where a proxy " +
      "changes the URL",
  );
}

function differs(reason: WebhookReason, what: string): TwilioWebhookError {
  const remedy = reason === "body"
    ? "hand on the body as it came"
    : "pass `url`, or `forwarded: true` behind a proxy that can be trusted";
  return new TwilioWebhookError(reason, `the signature is of ${what}: ${remedy}`);
}

/** The first piece in which two URLs differ. What is in a path or a query is not told. */
function firstDifference(received: UrlParts, signed: UrlParts): [WebhookReason, string] {
  if (received.scheme !== signed.scheme) {
    return ["scheme", `a URL with ${signed.scheme}, and the request came by ${received.scheme}`];
  }
  if (received.host !== signed.host) return ["host", `a URL with the host ${signed.host}`];
  if (received.port !== signed.port) {
    return ["port", `a URL with ${signed.port === "" ? "no port" : `the port ${signed.port}`}`];
  }
  return received.path === signed.path
    ? ["query", "a URL with another query"]
    : ["path", "a URL with another path"];
}

/** URLs that a proxy may have been asked for, or that somebody may have meant: one change each. */
function* likelyUrls(url: string, received: UrlParts, headers: Headers): Generator<string> {
  const forwarded = urlParts(forwardedUrl(url, headers)) ?? received;
  const bases = [received, forwarded, withHost(received, headers.get("host"))];
  for (const base of bases) {
    for (const scheme of ["https://", "http://"]) {
      const parts = { ...base, scheme };
      for (const port of [base.port, "", defaultPort(scheme)]) yield written({ ...parts, port });
    }
  }
  for (const port of usualPorts) {
    for (const base of bases) yield written({ ...base, port });
  }
  const { host } = received;
  const otherHost = host.startsWith("www.") ? host.slice(4) : `www.${host}`;
  yield written({ ...received, host: otherHost });
  for (const base of bases) {
    for (const change of otherRests(base, headers)) {
      for (const scheme of ["https://", "http://"]) yield written({ ...base, ...change, scheme });
    }
  }
}

function withHost(parts: UrlParts, header: string | null): UrlParts {
  const [, host, port = ""] = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.exec(header ?? "") ?? [];
  return host === undefined ? parts : { ...parts, host, port };
}

function* otherRests({ path, query }: UrlParts, headers: Headers): Generator<Partial<UrlParts>> {
  yield { path: path.endsWith("/") ? path.slice(0, -1) : `${path}/` };
  const prefix = headers.get("x-forwarded-prefix");
  if (prefix !== null) yield { path: prefix.replace(/\/$/, "") + path };
  for (const name of ["x-original-uri", "x-original-url", "x-forwarded-uri", "x-rewrite-url"]) {
    const original = headers.get(name);
    if (original === null) continue;
    const [start = "", ...rest] = original.replace(/^\w+:\/\/[^/]*/, "").split("?");
    yield { path: start, query: rest.length === 0 ? "" : `?${rest.join("?")}` };
  }
  yield { query: "" };
  yield { query: query.replaceAll("+", "%20") };
  yield { query: query.replaceAll("%20", "+") };
  yield { query: query === "" ? "" : `?${query.slice(1).split("&").sort().join("&")}` };
}

/** A URL of pieces, without what is never signed. */
function written({ scheme, host, port, path, query }: UrlParts): string {
  return scheme + host + port + path + query;
}
