/** Holds schemas against the core: what they accept and refuse, what they make of it and what they say. */
import * as v from "valibot";
import {
  type Operation,
  TwilioApiError,
  TwilioInputError,
  TwilioResponseError,
} from "../../../mod.ts";
import { collection, json } from "./support.ts";

export function must(ok: unknown, what: string): asserts ok {
  if (!ok) throw new Error(what);
}

/** Whether two values are equal, dates and members that are `undefined` included. */
export function equal(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return +a === +b;
  if (Object(a) !== a || Object(b) !== b) return Object.is(a, b);
  const [left, right] = [a, b] as Record<string, unknown>[];
  const keys = Object.keys(left!);
  return keys.length === Object.keys(right!).length && Array.isArray(a) === Array.isArray(b) &&
    keys.every((key) => Object.hasOwn(right!, key) && equal(left![key], right![key]));
}

/** What a parser makes of a body: a value, or the error with which it refuses. */
async function parsed(parse: Operation<never, unknown>["parse"], body: unknown, status: number) {
  try {
    return await parse(json(status, JSON.stringify(body)), { url: collection });
  } catch (error) {
    const isKnown = error instanceof TwilioApiError || error instanceof TwilioResponseError;
    must(isKnown, `a refusal: ${error}`);
    return error;
  }
}

/** A path as Valibot writes it: `websites.0.label` for `websites[0].label`. */
function dotted(path: string): string {
  return path.replace(/\[(\d+)\]/g, ".$1");
}

/** Insists that what the core says of a member is among the issues of a schema, at the same place. */
function sameWords({ reason }: TwilioResponseError, issues: readonly v.BaseIssue<unknown>[]): void {
  const [, member, problem] = /^([\w[\].]+): (.*?)(; by status .*)?$/s.exec(reason) ?? [];
  // Of what is no such thing at all, each has its own words.
  if (member === undefined || problem!.startsWith("expected in an object")) return;
  // Of a message's SID that is no text, the core does not say what it starts with.
  if (member === "sid" && problem!.startsWith("expected a text, got")) return;
  // The schema puts a pending name beside the profile, wherever it stands.
  const path = dotted(member).replace(/profile\.(?=pending_display_name)/, "");
  const said = issues.filter((issue) => v.getDotPath(issue) === path).map(({ message }) => message);
  must(said.includes(problem!), `${reason}, and not ${said.join()}`);
}

/** What of the core's value is not of the body, and what is. */
function ofBody(value: object): object {
  if (value instanceof TwilioApiError) {
    const { code, reason, detail, moreInfo, details } = value;
    return { code, reason, detail, moreInfo, details };
  }
  const { metadata: _, ...rest } = value as { metadata?: unknown };
  return rest;
}

/** A kind of body, who parses it, and the schemas of it. */
export interface Kind {
  readonly name: string;
  readonly operation: Operation<never, unknown>;
  readonly status: number;
  readonly fromWire: v.GenericSchema;
  readonly whole: v.GenericSchema;
}

/** Insists that the core and the schema say the same of a body; returns whether they accept it. */
export async function agree(kind: Kind, body: unknown): Promise<boolean> {
  const { name, operation, status, fromWire, whole } = kind;
  const theirs = await parsed(operation.parse, body, status) as object;
  const ours = v.safeParse<v.GenericSchema>(fromWire, body);
  const refused = theirs instanceof TwilioResponseError;
  must(ours.success !== refused, `${name}: ${ours.success ? "accepts" : "refuses"}`);
  if (!ours.success) {
    if (refused) sameWords(theirs, ours.issues);
    return false;
  }
  must(equal(ours.output, ofBody(theirs)), `${name}: equal values`);
  // What the core gives, the schema of its form accepts, and leaves as it is.
  const again = v.parse<v.GenericSchema>(whole, theirs);
  if (name === "error") {
    const error = theirs as TwilioApiError;
    for (const [key, value] of Object.entries(again as object)) {
      must(error[key as keyof TwilioApiError] === value, `error: ${key}`);
    }
    // And so it does of its JSON.
    const sent = JSON.parse(JSON.stringify(error));
    must(equal(v.parse<v.GenericSchema>(whole, sent), again), "error: from its JSON");
  } else {
    const { metadata: given, ...rest } = again as { metadata?: object };
    must(equal(rest, ofBody(theirs)), `${name}: the same value`);
    const { metadata } = theirs as { metadata?: Record<string, unknown> };
    must(!given || equal({ ...metadata, attempt: 0 }, { attempt: 0, ...given }), "metadata");
  }
  return true;
}

/** Insists that a builder and a schema say the same of an input, and in the same words. */
export function agreeOnInput(
  operation: Operation<never, unknown>,
  schema: v.GenericSchema,
  input: object,
) {
  const { issues = [], output } = v.safeParse(schema, input);
  let error: unknown;
  try {
    operation.request(input as never);
  } catch (thrown) {
    error = thrown;
  }
  must(issues.length > 0 === error instanceof TwilioInputError, `${error ?? "accepted"}`);
  if (error instanceof TwilioInputError) {
    const { field, reason } = error;
    const same = issues.find((issue) => v.getDotPath(issue) === dotted(field))?.message;
    must(same === reason, `${field}: ${reason}, and not ${same}`);
  } else must(equal(output, input), "the same input");
  return error === undefined;
}
