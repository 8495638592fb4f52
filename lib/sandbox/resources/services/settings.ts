/** What can be said of a Messaging Service: by a form, by a seed, and on the wire. */
import { type Answer, invalid, invalidName, invalidUsecase } from "../../http/answers.ts";
import type { Form } from "../../http/form.ts";
import { kept } from "../../state/kept.ts";
import type { Service } from "../../state/state.ts";
import type { ServicesOfService } from "./seed.ts";

/** All that a service says of itself, but its SID and its pool. */
export type ServiceSettings = {
  -readonly [Name in Exclude<keyof ServicesOfService, "sid">]-?: Exclude<
    ServicesOfService[Name],
    undefined
  >;
};

type Value = string | number | boolean | null;

/** What one setting is. */
export interface Setting {
  /** What it is in a new service. */
  readonly initial: Value;
  /** The value of a text, or nothing where it is none. */
  readonly read: (text: string) => Value | undefined;
}

const flag = (initial: boolean): Setting => ({
  initial,
  read(text) {
    // twilio-python writes them with a capital.
    if (/^true$/i.test(text)) return true;
    return /^false$/i.test(text) ? false : undefined;
  },
});
const oneOf = (...words: string[]): Setting => ({
  initial: words[0]!,
  read: (text) => words.includes(text) ? text : undefined,
});
/** An empty text takes a URL away: inferred. */
const url: Setting = {
  initial: null,
  read(text) {
    if (text === "") return null;
    return URL.canParse(text) && /^https?:/.test(text) ? text : undefined;
  },
};

/** A setting that a form may have. */
export type FormSetting = Exclude<
  keyof ServiceSettings,
  "dateCreated" | "dateUpdated" | "usAppToPersonRegistered"
>;

/** The settings that a form may have, in the order of the official document. */
export const settings: Readonly<Record<FormSetting, Setting>> = {
  friendlyName: {
    initial: null,
    read: (text) => text !== "" && Array.from(text).length <= 64 ? text : undefined,
  },
  inboundRequestUrl: url,
  inboundMethod: oneOf("POST", "GET"),
  fallbackUrl: url,
  fallbackMethod: oneOf("POST", "GET"),
  statusCallback: url,
  stickySender: flag(true),
  mmsConverter: flag(true),
  smartEncoding: flag(true),
  scanMessageContent: oneOf("inherit", "enable", "disable"),
  fallbackToLongCode: flag(true),
  areaCodeGeomatch: flag(true),
  validityPeriod: {
    initial: 36_000,
    read(text) {
      const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
      return seconds >= 1 && seconds <= 36_000 ? seconds : undefined;
    },
  },
  synchronousValidation: flag(false),
  usecase: oneOf(
    ...["undeclared", "notifications", "marketing", "verification", "discussion", "poll"],
  ),
  useInboundWebhookOnNumber: flag(true),
};

/** The settings of a new service. Some defaults are documented, the others are inferred. */
export function newSettings(): ServiceSettings {
  const initial = Object.entries(settings).map(([name, { initial }]) => [name, initial]);
  return {
    ...Object.fromEntries(initial),
    // As in Twilio's examples.
    dateCreated: "2015-07-30T20:12:31Z",
    dateUpdated: null,
    usAppToPersonRegistered: false,
  };
}

/** What a service says of itself, but its SID and its pool. */
export const serviceSettings: (service: Service) => ServiceSettings = /* @__PURE__ */ kept(
  newSettings,
);

/**
 * The settings in a form, or the refusal of one. What it does not name is not among them; that what is
 * unknown is passed over is documented (20001, a warning).
 */
export function readSettings(form: Form): Partial<ServiceSettings> | Answer {
  const read: Record<string, Value> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const field = name.charAt(0).toUpperCase() + name.slice(1);
    const given = form.get(field);
    if (given === null || given === undefined) continue;
    const value = typeof given === "string" ? setting.read(given) : undefined;
    if (value === undefined) return wrong(name, field);
    read[name] = value;
  }
  return read;
}

function wrong(name: string, field: string): Answer {
  if (name === "friendlyName") return invalidName();
  return name === "usecase" ? invalidUsecase() : invalid(field);
}
