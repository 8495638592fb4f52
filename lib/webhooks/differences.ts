import { TwilioWebhookError, type WebhookReason } from "./errors.ts";
import { authorityOf, forwardedUrl } from "./public_url.ts";
import type { Matches } from "./signed_request.ts";
import { type UrlParts, urlParts } from "./url_variants.ts";

/** Ports that servers behind a proxy listen on, and that webhooks name. */
const usualPorts = [":443", ":80", ":8443", ":8080", ":8000", ":5000", ":3000", ":8787"];

/** Headers in which proxies say what they were asked for. */
const originals = ["x-original-uri", "x-original-url", "x-forwarded-uri", "x-rewrite-url"];

/**
 * Finds out why a signature does not fit, by URLs that it might be of. None of them is accepted: they
 * are other URLs than the one that was asked for, and where one of them fits, the signature may have
 * been taken from another webhook of the same account.
 */
export async function whatDiffers(
  url: string,
  form: string,
  request: Request,
  matches: Matches,
): Promise<TwilioWebhookError> {
  if (form !== "" && await matches(url, "")) return differs("body", "other fields");
  const claimed = urlParts(url);
  if (claimed !== null) {
    for (const signed of likelyUrls(url, claimed, request)) {
      if (await matches(written(signed), form)) return firstDifference(claimed, signed);
    }
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
function firstDifference(claimed: UrlParts, signed: UrlParts): TwilioWebhookError {
  const { scheme, host, port } = signed;
  if (claimed.scheme !== scheme) {
    return differs("scheme", `a URL with ${scheme}, and this one has ${claimed.scheme}`);
  }
  if (claimed.host !== host) return differs("host", `a URL with the host ${host}`);
  if (claimed.port !== port) {
    return differs("port", `a URL with ${port === "" ? "no port" : `the port ${port}`}`);
  }
  const piece = claimed.path === signed.path ? "query" : "path";
  return differs(piece, `a URL with another ${piece}`);
}

/** URLs that a proxy may have been asked for, or that somebody may have meant: one change each. */
function* likelyUrls(
  url: string,
  claimed: UrlParts,
  { url: own, headers }: Request,
): Generator<UrlParts> {
  const forwarded = urlParts(forwardedUrl(url, headers)) ?? claimed;
  const named = { ...claimed, ...authorityOf(headers.get("host") ?? "") };
  const isSocket = headers.get("upgrade") !== null;
  const schemes = isSocket ? ["wss://", "ws://"] : ["https://", "http://"];
  // Somebody may give a `url` of another server, or without the query of this request.
  const received = urlParts(own) ?? claimed;
  const { path, query } = received;
  for (const base of [claimed, { ...claimed, path, query }, forwarded, named, received]) {
    for (const change of changes(base, headers)) {
      for (const scheme of schemes) yield { ...base, ...change, scheme };
    }
  }
}

function* changes(
  { host, port, path, query }: UrlParts,
  headers: Headers,
): Generator<Partial<UrlParts>> {
  for (const other of [port, "", ...usualPorts]) yield { port: other };
  yield { host: host.startsWith("www.") ? host.slice(4) : `www.${host}` };
  yield { path: path.endsWith("/") ? path.slice(0, -1) : `${path}/` };
  const prefix = headers.get("x-forwarded-prefix");
  if (prefix !== null) yield { path: prefix.replace(/\/$/, "") + path };
  for (const name of originals) {
    const original = /^(?:\w+:\/\/[^/]*)?([^?]*)(.*)/s.exec(headers.get(name) ?? "");
    if (original?.[0]) yield { path: original[1]!, query: original[2]! };
  }
  yield { query: "" };
  yield { query: query.replaceAll("+", "%20") };
  yield { query: query.replaceAll("%20", "+") };
  if (query !== "") yield { query: `?${query.slice(1).split("&").sort().join("&")}` };
}

/** A URL of pieces, without what is never signed. */
function written({ scheme, host, port, path, query }: UrlParts): string {
  return scheme + host + port + path + query;
}
