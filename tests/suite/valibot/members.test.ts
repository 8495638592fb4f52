import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { DateFromTextSchema } from "../../../lib/valibot/dates.ts";
import {
  type Member,
  resource,
  resourceFromWire,
  type ResourceFromWireSchema,
  type ResourceSchema,
  type ResourceWireSchema,
  wireResource,
} from "../../../lib/valibot/members.ts";
import {
  page,
  pageFromWire,
  type PageFromWireSchema,
  type PageSchema,
  wirePage,
} from "../../../lib/valibot/page.ts";
import { date, text, type TextSchema } from "../../../lib/valibot/parts.ts";
import { poolListInput, poolPageInput } from "../../../lib/valibot/pool.ts";
import { MG } from "../support/support.ts";
import type { Equal, Plain, True } from "./types.ts";

// What another resource of a pool would say, with a member whose names differ by more than capitals.
type ThingMembers<DateSchema extends v.GenericSchema> = {
  readonly sid: Member<"sid", TextSchema<"TH">>;
  readonly messagingServiceSid: Member<"service_sid", TextSchema<"MG">>;
  readonly dateCreated: Member<"date_created", DateSchema>;
};

function members<DateSchema extends v.GenericSchema>(date: DateSchema): ThingMembers<DateSchema> {
  return {
    sid: ["sid", text("TH")],
    messagingServiceSid: ["service_sid", text("MG")],
    dateCreated: ["date_created", date],
  };
}

const ThingSchema: ResourceSchema<ThingMembers<v.GenericSchema<Date>>> = resource(() =>
  members(date())
);
const ThingWireSchema: ResourceWireSchema<ThingMembers<DateFromTextSchema>> = wireResource(() =>
  members(DateFromTextSchema)
);
const ThingFromWireSchema: ResourceFromWireSchema<ThingMembers<DateFromTextSchema>> =
  resourceFromWire(() => members(DateFromTextSchema));
const ThingPageSchema: PageSchema<typeof ThingSchema> = page(ThingSchema);
const ThingPageFromWireSchema: PageFromWireSchema<"things", typeof ThingFromWireSchema> =
  pageFromWire("things", ThingFromWireSchema);

interface Thing {
  sid: `TH${string}` | null;
  messagingServiceSid: `MG${string}` | null;
  dateCreated: Date | null;
}

export type Types = [
  True<Equal<Plain<v.InferOutput<typeof ThingSchema>>, Thing>>,
  True<Equal<Plain<v.InferOutput<typeof ThingFromWireSchema>>, Thing>>,
  True<
    Equal<
      Plain<v.InferInput<typeof ThingWireSchema>>,
      {
        sid: string | null;
        service_sid?: string | null | undefined;
        date_created?: string | null | undefined;
      }
    >
  >,
  True<Equal<Plain<v.InferOutput<typeof ThingPageFromWireSchema>["items"]>, Thing[]>>,
];

const wire = { sid: "TH1", service_sid: MG, date_created: "2023-07-30T20:12:31Z" };
const thing = {
  sid: "TH1",
  messagingServiceSid: MG,
  dateCreated: new Date("2023-07-30T20:12:31Z"),
};

describe("a resource whose members are said once", () => {
  test("has its three schemas", () => {
    expect(v.parse(ThingSchema, thing)).toEqual(thing);
    expect(v.parse(ThingWireSchema, wire)).toEqual({ ...wire, date_created: thing.dateCreated });
    expect(v.parse(ThingFromWireSchema, wire)).toEqual(thing);
  });

  test("may lack all on the wire but its SID, which may be null", () => {
    const nothing = { sid: null, messagingServiceSid: null, dateCreated: null };
    expect(v.parse(ThingFromWireSchema, { sid: null })).toEqual(nothing);
    expect(v.parse(ThingSchema, nothing)).toEqual(nothing);
    expect(v.is(ThingFromWireSchema, { service_sid: MG })).toBe(false);
    expect(v.is(ThingSchema, { sid: null })).toBe(false);
  });

  test("has the names of the form that is at fault", () => {
    const at = (schema: v.GenericSchema, value: unknown) =>
      v.safeParse(schema, value).issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
    const wrong = "expected a text that starts with MG, got a text of 2 characters";
    expect(at(ThingSchema, { ...thing, messagingServiceSid: "AC" }))
      .toEqual([`messagingServiceSid: ${wrong}`]);
    expect(at(ThingFromWireSchema, { ...wire, service_sid: "AC" }))
      .toEqual([`service_sid: ${wrong}`]);
  });

  test("comes in pages", () => {
    const meta = { next_page_url: "https://any.example/?Page=1&PageToken=PT1" };
    const body = { things: [wire], meta };
    const items = v.parse(ThingPageFromWireSchema, body);
    const next = { page: "1", pageToken: "PT1" };
    expect(items).toEqual({ items: [thing], next, previous: null });
    expect(v.parse(v.omit(ThingPageSchema, ["metadata"]), items)).toEqual(items);
    expect(v.parse(wirePage("things", ThingWireSchema), body).things[0]?.service_sid).toBe(MG);
    expect(v.is(ThingPageFromWireSchema, { senders: [wire], meta })).toBe(false);
  });
});

test("the inputs of a pool", () => {
  const input = { messagingServiceSid: MG, pageSize: 20, pageToken: "PT1" };
  expect(v.parse(poolPageInput(), { ...input, limit: 5 })).toEqual(input);
  expect(v.parse(poolListInput(), { ...input, limit: 5 })).toEqual({ ...input, limit: 5 });
  expect(v.is(poolListInput(), { limit: 5 })).toBe(false);
});
