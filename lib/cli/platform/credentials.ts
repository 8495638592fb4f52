import type { Credentials } from "../../../mod.ts";
import { type Platform, UsageError } from "./platform.ts";

/**
 * The credentials in the environment: an API key and its secret where both are there, as they can be
 * revoked alone, with the account SID if there is one; else the account SID and its auth token.
 *
 * @throws {UsageError} which names what is missing, and shows no value
 */
export function credentials({ env, denied = [] }: Platform): Credentials {
  const {
    TWILIO_API_KEY: apiKey,
    TWILIO_API_SECRET: apiSecret,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
  } = env;
  if (apiKey && apiSecret) return { apiKey, apiSecret, accountSid };
  if (accountSid && authToken) return { accountSid, authToken };

  const pairs = [["TWILIO_API_KEY", "TWILIO_API_SECRET"], [
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
  ]];
  const half = pairs.find((pair) => pair.some((name) => env[name]));
  const missing = (half ?? pairs[1]!).filter((name) => !env[name]);
  throw new UsageError(
    half ? `${half.find((name) => env[name])} is set, but ${missing} is not` : "no credentials",
    missing.some((name) => denied.includes(name))
      ? `Deno does not let this command read ${missing.join(" and ")}: ` +
        `run it with --allow-env=${(half ?? pairs[1]!).join(",")}`
      : "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
  );
}

/**
 * The Messaging Service that was named, or the default of the environment.
 *
 * @throws {UsageError} when there is neither
 */
export function service(option: string | undefined, { env, denied = [] }: Platform): string {
  const value = option ?? env["TWILIO_MESSAGING_SERVICE_SID"];
  if (value) return value;
  const allow = denied.includes("TWILIO_MESSAGING_SERVICE_SID")
    ? " (and --allow-env=TWILIO_MESSAGING_SERVICE_SID for Deno)"
    : "";
  throw new UsageError(
    "no Messaging Service given",
    `name it with --service MG…, or set TWILIO_MESSAGING_SERVICE_SID${allow}`,
  );
}
