import { checkInput } from "../../../wire/input.ts";
import { checkDate, each, unique } from "../../state/check_parts.ts";
import type { SeedContext } from "../../state/state_part.ts";
import type { ServicesOfAccount, ServicesOfService } from "./seed.ts";
import { type FormSetting, settings } from "./settings.ts";

/** What the settings may be, as an error says it. */
const expected: Readonly<Record<string, string>> = {
  friendlyName: "a text of 1 to 64 characters",
  inboundRequestUrl: "http(s)://…",
  fallbackUrl: "http(s)://…",
  statusCallback: "http(s)://…",
  inboundMethod: "GET or POST",
  fallbackMethod: "GET or POST",
  scanMessageContent: "inherit, enable or disable",
  validityPeriod: "a whole number from 1 to 36000",
  usecase: "one of the six that Twilio names",
};

/**
 * Insists that what a seed says of the services of an account makes sense.
 *
 * @throws {TwilioInputError} which names the field at fault by its path
 */
export function checkServices(seed: ServicesOfAccount, path: string, { seen }: SeedContext): void {
  each(seed.services, `${path}.services`, checkService);
  const most = seed.services?.length ?? 0;
  let before = 0;
  each(seed.deletedServices, `${path}.deletedServices`, ({ sid, at }, path) => {
    unique(seen, sid, `${path}.sid`, "MG");
    const isPlace = Number.isInteger(at) && at >= before && at <= most;
    checkInput(isPlace, `${path}.at`, `a whole number from ${before} to ${most}`);
    before = at;
  }, ["sid", "at"]);
}

function checkService(service: ServicesOfService, path: string): void {
  for (const [name, setting] of Object.entries(settings)) {
    const value = service[name as FormSetting];
    if (value === undefined || (value === null && setting.initial === null)) continue;
    const isSame = setting.read(`${value}`) === value;
    checkInput(isSame, `${path}.${name}`, expected[name] ?? "true or false");
  }
  const { dateCreated, dateUpdated, usAppToPersonRegistered: registered = false } = service;
  if (dateCreated !== undefined) checkDate(dateCreated, `${path}.dateCreated`);
  if (dateUpdated != null) checkDate(dateUpdated, `${path}.dateUpdated`);
  const isFlag = typeof registered === "boolean";
  checkInput(isFlag, `${path}.usAppToPersonRegistered`, "true or false");
}
