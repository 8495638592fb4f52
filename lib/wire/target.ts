import type { Region, Target } from "../types.ts";
import { checkInput, checkNames, describe } from "./input.ts";

// https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
const regions: Readonly<Record<Region, string>> = {
  us1: "",
  au1: "sydney.au1.",
  ie1: "dublin.ie1.",
};

/**
 * The URL under which a target has a product's operations, without a slash at its end.
 *
 * @throws {TwilioInputError} when the target is unusable
 */
export function baseUrl(product: string, target?: Target | null): string {
  if (target === undefined || target === null) return `https://${product}.twilio.com`;
  checkTarget(target);
  if (target.baseUrl !== undefined && target.baseUrl !== null) return ownUrl(target.baseUrl);
  const region = target.region ?? "us1";
  checkInput(Object.hasOwn(regions, region), "target.region", "us1, au1 or ie1", describe(region));
  return `https://${product}.${regions[region]}twilio.com`;
}

function checkTarget(target: Target): void {
  const isObject = typeof target === "object" && !(target instanceof URL);
  checkInput(isObject, "target", "{ baseUrl } or { region }", describe(target));
  checkNames(target, ["baseUrl", "region"], {}, "target.");
}

/** The base URL of the user's own, in normal form. */
function ownUrl(given: string | URL): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  const fits = url !== null && /^https?:$/.test(url.protocol) && !/[@?#]/.test(url.href);
  // A page knows where it is; whoever runs elsewhere has no address to complete a path by.
  const expected = `${given}`.startsWith("/")
    ? 'a host before the path; in a page, new URL("/path", location.href)'
    : "http(s)://host/path without user, query and fragment";
  checkInput(fits, "target.baseUrl", expected, describe(given));
  return url.origin + url.pathname.replace(/\/+$/, "");
}
