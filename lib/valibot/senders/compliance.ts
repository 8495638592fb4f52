import type { Member } from "../members.ts";
import { type OpenSchema, text, type TextSchema } from "../parts.ts";
import {
  nested,
  type NestedForm,
  nestedList,
  type NestedListSchema,
  type NestedSchema,
} from "./nested.ts";

/** A carrier that an RCS agent sends by. */
export type SenderCarrierMembers = {
  /** What it is called. */
  readonly name: Member<"name", TextSchema>;
  /** What it says of the agent. */
  readonly status: Member<
    "status",
    OpenSchema<"UNKNOWN" | "UNLAUNCHED" | "CARRIER_REVIEW" | "APPROVED" | "REJECTED" | "SUSPENDED">
  >;
};

/** A country that an RCS agent may send to. */
export type SenderCountryMembers<In extends NestedForm> = {
  /** The country. */
  readonly country: Member<"country", TextSchema>;
  /** SID of its own registration. */
  readonly registrationSid: Member<"registration_sid", TextSchema>;
  /** How far the agent is there. */
  readonly status: Member<
    "status",
    OpenSchema<"ONLINE" | "OFFLINE" | "TWILIO_REVIEW" | "PENDING_VERIFICATION">
  >;
  /** Its carriers. */
  readonly carriers: Member<"carriers", NestedListSchema<In, SenderCarrierMembers>>;
};

/** Where an RCS agent may send. */
export type SenderComplianceMembers<In extends NestedForm> = {
  /** SID of the registration that holds where a country has none of its own. */
  readonly registrationSid: Member<"registration_sid", TextSchema>;
  /** The countries. */
  readonly countries: Member<"countries", NestedListSchema<In, SenderCountryMembers<In>>>;
};

/** The schema of where an RCS agent may send, in a form. */
export function complianceIn<In extends NestedForm>(
  form: In,
): NestedSchema<In, SenderComplianceMembers<In>> {
  const some = text();
  const carriers = nestedList<In, SenderCarrierMembers>(form, {
    name: ["name", some],
    status: ["status", some],
  });
  const countries = nestedList<In, SenderCountryMembers<In>>(form, {
    country: ["country", some],
    registrationSid: ["registration_sid", some],
    status: ["status", some],
    carriers: ["carriers", carriers],
  });
  return nested<In, SenderComplianceMembers<In>>(form, {
    registrationSid: ["registration_sid", some],
    countries: ["countries", countries],
  });
}
