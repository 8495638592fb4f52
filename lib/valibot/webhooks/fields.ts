import * as v from "valibot";
import { expected, isMap } from "../parts.ts";

/** The fields of a webhook by Twilio's names. */
export type WebhookFields = Record<string, string>;

/** What a field has to be, if it is there; in the words of the core's errors. */
export type Rule = readonly [name: string, pattern: RegExp, what: string];

/** An address: after a plus there is a number, and no more. */
export const address: RegExp = /^(?:[a-z]+:)?\+\d+$|^(?!(?:[a-z]+:)?\+)\S/;
/** What every event of a message has. */
export const message: readonly Rule[] = [
  ["MessageSid", /^[SM]M[\da-fA-F]{32}$/, "SM or MM and 32 hex digits"],
  ["AccountSid", /^AC[\da-fA-F]{32}$/, "AC and 32 hex digits"],
  ["To", address, "an address"],
];
/** What an event of a message may have. */
export const service: Rule = [
  "MessagingServiceSid",
  /^(MG[\da-fA-F]{32})?$/,
  "MG and 32 hex digits",
];

/** Texts by name that keep rules: those that have to be there, and those of fields that may be. */
export function keeping(
  needed: readonly Rule[],
  others: readonly Rule[],
): v.GenericSchema<WebhookFields> {
  const fields = v.custom<WebhookFields>(
    (value) => isMap(value) && Object.values(value).every((one) => typeof one === "string"),
    expected("texts by name"),
  );
  const rules = (all: readonly Rule[], isNeeded: boolean) =>
    all.map(([name, pattern, what]) =>
      field(name, what, (all) => {
        const value = Object.hasOwn(all, name) ? all[name]! : null;
        return value === null ? !isNeeded : pattern.test(value);
      })
    );
  const checks = [...rules(needed, true), ...rules(others, false)];
  return checks.reduce<v.GenericSchema<WebhookFields>>(
    (schema, check) => v.pipe(schema, check),
    fields,
  );
}

/** A check of one field, which an issue names by its path. */
export function field(
  name: string,
  what: string,
  ok: (all: WebhookFields) => boolean,
): v.GenericPipeAction<WebhookFields, WebhookFields> {
  return v.forward(v.check<WebhookFields, string>(ok, `expected ${what}`), [name]);
}

/** What reads fields, and what all events of a message have. */
export interface Readers {
  /** A text, or `null` where there is none. */
  text(name: string): string | null;
  /** The same for an empty one. */
  filled(name: string): string | null;
  /** A number, or `null` where there is none. */
  count(name: string): number | null;
  /** `true` or `false`, or `null` where it is something else. */
  flag(name: string): boolean | null;
  /** What all events of a message have. */
  readonly common: {
    messageSid: `SM${string}`;
    accountSid: `AC${string}`;
    messagingServiceSid: `MG${string}` | null;
    to: string;
    apiVersion: string | null;
    fields: WebhookFields;
  };
}

/** Makes what reads fields. */
export function readers(fields: WebhookFields): Readers {
  const text = (name: string): string | null => Object.hasOwn(fields, name) ? fields[name]! : null;
  const filled = (name: string) => text(name) || null;
  const count = (name: string) => filled(name) === null ? null : Number(text(name));
  const flag = (name: string) => {
    const value = text(name)?.toLowerCase();
    return value === "true" || value === "false" ? value === "true" : null;
  };
  const common = {
    messageSid: fields["MessageSid"] as `SM${string}`,
    accountSid: fields["AccountSid"] as `AC${string}`,
    messagingServiceSid: filled("MessagingServiceSid") as `MG${string}` | null,
    to: fields["To"]!,
    apiVersion: text("ApiVersion"),
    fields,
  };
  return { text, filled, count, flag, common };
}

/** An object, or `null` where all its members are. */
export function orNull<Part extends object>(part: Part): Part | null {
  return Object.values(part).every((value) => value === null) ? null : part;
}

/** Whether two fields say the same, where there are both. */
export function isSame(one: string, other: string): (fields: WebhookFields) => boolean {
  return (fields) => !Object.hasOwn(fields, one) || fields[one] === fields[other];
}
