import type { Answer } from "../../http/answers.ts";
import { isObject, type JsonObject } from "../../http/json.ts";
import { invalidBody } from "./refusals.ts";
import type { SenderSections } from "./state.ts";

/** What a body says of a sender; what is not there was not said. */
export interface SenderBody extends Partial<SenderSections> {
  friendlyName?: string | null;
}

/** What a member may be. */
type Rule = (value: unknown) => boolean;

const text: Rule = (value) => typeof value === "string";
const url: Rule = (value) => text(value) && /^https?:\/\/./i.test(value as string);
const urlOrNone: Rule = (value) => value === "" || url(value);
const oneOf = (...words: string[]): Rule => (value) => words.includes(value as string);
const matching = (pattern: RegExp): Rule => (value) => text(value) && pattern.test(value as string);

/** A list of objects whose members are texts. */
const texts: Rule = (value) =>
  Array.isArray(value) && value.every((item) => isObject(item) && Object.values(item).every(text));

const verticals = [
  "Alcohol",
  "Automotive",
  "Beauty, Spa and Salon",
  "Clothing and Apparel",
  "Education",
  "Entertainment",
  "Event Planning and Service",
  "Finance and Banking",
  "Food and Grocery",
  "Hotel and Lodging",
  "Matrimony Service",
  "Medical and Health",
  "Non-profit",
  "Online Gambling",
  "OTC Drugs",
  "Other",
  "Physical Gambling",
  "Professional Services",
  "Public Service",
  "Restaurant",
  "Shopping and Retail",
  "Travel and Transportation",
];

/** The parts of a sender, and what their members may be: as is documented. */
const sections: Readonly<Record<keyof SenderSections, Readonly<Record<string, Rule>>>> = {
  configuration: {
    waba_id: text,
    verification_method: oneOf("sms", "voice"),
    verification_code: text,
    voice_application_sid: matching(/^AP[\da-fA-F]{32}$/),
    account_type: oneOf("ISV", "ISVSubAccount", ""),
  },
  webhook: {
    callback_url: urlOrNone,
    callback_method: oneOf("POST", "PUT"),
    fallback_url: urlOrNone,
    fallback_method: oneOf("POST", "PUT"),
    status_callback_url: urlOrNone,
    status_callback_method: text,
  },
  profile: {
    name: (value) => text(value) && value !== "" && Array.from(value as string).length <= 255,
    about: text,
    address: text,
    description: text,
    logo_url: url,
    banner_url: url,
    privacy_url: url,
    terms_of_service_url: url,
    accent_color: matching(/^#[\da-f]{6}$/i),
    use_case: oneOf("PROMOTIONAL", "TRANSACTIONAL", "OTP", "MULTI_USE"),
    vertical: oneOf(...verticals),
    websites: texts,
    emails: texts,
    phone_numbers: texts,
  },
};

/** The names of the parts. */
export const sectionNames = Object.keys(sections) as (keyof SenderSections)[];

/** The first member of a part that is not what it may be. */
export function wrongMember(section: keyof SenderSections, value: unknown): string | null {
  if (value === null) return null;
  if (!isObject(value)) return section;
  for (const [name, rule] of Object.entries(sections[section])) {
    const member = value[name];
    if (member !== undefined && member !== null && !rule(member)) return `${section}.${name}`;
  }
  return null;
}

/**
 * What a body says of a sender, or the refusal of it. That unknown members are passed over is inferred
 * from forms.
 */
export function readBody(body: JsonObject): SenderBody | Answer {
  const { friendly_name: friendlyName } = body;
  const said: SenderBody = {};
  if (friendlyName !== undefined) {
    if (friendlyName !== null && !text(friendlyName)) return invalidBody("friendlyName");
    said.friendlyName = friendlyName as string | null;
  }
  for (const section of sectionNames) {
    const value = body[section];
    if (value === undefined) continue;
    const wrong = wrongMember(section, value);
    if (wrong !== null) return invalidBody(inCamelCase(wrong));
    said[section] = value === null ? null : known(section, value as JsonObject);
  }
  return said;
}

function known(section: keyof SenderSections, value: JsonObject): JsonObject {
  const names = Object.keys(sections[section]).filter((name) => value[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}

/** The page of 63100 names members in this way, though on the wire they have other names. */
function inCamelCase(name: string): string {
  return name.replace(/_[a-z]/g, ([, letter]) => letter!.toUpperCase());
}

/** A part and what is said of it: an empty text takes away what is no text of people's (inferred). */
export function changed(there: JsonObject | null, said: JsonObject | null): JsonObject | null {
  if (said === null) return there;
  const merged = Object.entries({ ...there, ...said });
  return Object.fromEntries(merged.map(([name, value]) => [name, value === "" ? null : value]));
}
