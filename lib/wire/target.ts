import { memberOf } from "../error_guards.ts";
import type { Region, Target } from "../types.ts";
import { checkNames, checkValue, isGiven } from "./input.ts";

// https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
const regions: Readonly<Record<Region, string>> = {
  us1: "",
  au1: "sydney.au1.",
  ie1: "dublin.ie1.",
};

/**
 * The URL under which a target has a product's operations, without a slash at its end.
 *
 * @param product the product's own name in its host, such as `messaging`
 * @param target where to; default Twilio's US1 hosts
 * @throws {TwilioInputError} when the target is unusable
 *
 * @example
 * ```ts
 * import { baseUrl } from "@senderpool/twilio";
 *
 * console.log(baseUrl("messaging")); // https://messaging.twilio.com
 * console.log(baseUrl("api", { region: "ie1" })); // https://api.dublin.ie1.twilio.com
 * console.log(baseUrl("api", { baseUrl: "http://localhost:8080/" })); // http://localhost:8080
 * ```
 */
export function baseUrl(product: string, target?: Target | null): string {
  if (!isGiven(target)) return `https://${product}.twilio.com`;
  checkTarget(target);
  const { baseUrl: own, region = "us1" } = target;
  if (isGiven(own)) return ownUrl(own);
  const isRegion = typeof region === "string" && Object.hasOwn(regions, region);
  checkValue(isRegion, "target.region", "us1, au1 or ie1", region);
  return `https://${product}.${regions[region]}twilio.com`;
}

function checkTarget(target: Target): void {
  const isObject = typeof target === "object" && memberOf(target, "href") === undefined;
  checkValue(isObject, "target", "{ baseUrl } or { region }", target);
  checkNames(target, ["baseUrl", "region"], {}, "target.");
}

/** The base URL of the user's own, in normal form. */
function ownUrl(given: string | URL): string {
  const url = httpUrl(given);
  const fits = url !== null && !/[?#]/.test(url.href);
  let expected = "http(s)://host/path without user, query and fragment";
  // A page knows where it is; whoever runs elsewhere has no address to complete a path by.
  if (typeof given === "string" && /^\/(?!\/)/.test(given)) {
    expected += ' (in a page, new URL("/path", location.href))';
  }
  checkValue(fits, "target.baseUrl", expected, given);
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** What a text or a URL says, if it is one of `http:` or `https:` without a user and a password. */
export function httpUrl(given: unknown): URL | null {
  // Not by its class: a test's DOM has a URL of its own.
  const text = typeof given === "string" ? given : memberOf(given, "href");
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : null;
  const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.username === "" &&
    url.password === "";
  return isUsable ? url : null;
}
