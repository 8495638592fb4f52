import { check } from "./input.ts";
import type { Target } from "../types.ts";

// https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
const regions = { us1: "", au1: "sydney.au1.", ie1: "dublin.ie1." };

/** The URL under which a target has a product's operations, without a slash at its end. */
export function baseUrl(product: string, target: Target = {}): string {
  const { baseUrl: base, region = "us1" } = target;
  if (base == null) {
    check(regions[region]?.at, "target.region", "us1,au1,ie1");
    return `https://${product}.${regions[region]}twilio.com`;
  }
  const href = URL.canParse(base) ? new URL(base).href : "";
  const prefix = /^(https?:\/\/[^/@]+(\/[^#?]*[^#?/])?)\/*$/.exec(href)?.[1];
  check(prefix, "target.baseUrl", "http(s)://host/path");
  return prefix;
}
