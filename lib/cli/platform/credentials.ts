import type { Credentials } from "../../../mod.ts";
import { type Platform, UsageError } from "./platform.ts";

/**
 * The credentials in the environment: an API key and its secret where they are there, as they can be
 * revoked alone, with the account SID if there is one; else the account SID and its auth token. Half
 * an API key is a mistake, also where the account could do without.
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
  const hasKey = Boolean(apiKey || apiSecret);
  if (!hasKey && accountSid && authToken) return { accountSid, authToken };

  const pair = hasKey
    ? ["TWILIO_API_KEY", "TWILIO_API_SECRET"]
    : ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"];
  const half = pair.find((name) => env[name]);
  const missing = pair.filter((name) => !env[name]);
  throw new UsageError(
    half ? `${half} is set, but ${missing} is not` : "no credentials",
    missing.some((name) => denied.includes(name))
      ? `Deno does not let this command read ${missing.join(" and ")}: ` +
        `run it with --allow-env=${pair.join(",")}`
      : "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET",
  );
}

/**
 * The Messaging Service that was named, or the default of the environment: its SID or its name.
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
    `name it with --service, or set TWILIO_MESSAGING_SERVICE_SID${allow}`,
  );
}
