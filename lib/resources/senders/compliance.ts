import { asText, type Wire } from "../../wire/answer.ts";
import { asObject, asObjects } from "../../wire/members.ts";

/** Where an RCS agent may send. */
export interface SenderCompliance {
  /** SID of the registration that holds where a country has none of its own; it may be empty. */
  readonly registrationSid: string | null;
  /** The countries that it was launched in, or is to be. */
  readonly countries: readonly SenderCountry[] | null;
}

/** A country that an RCS agent may send to. */
export interface SenderCountry {
  /** The country. Twilio says ISO 3166-1 alpha-2, and gives `UK` as an example. */
  readonly country: string | null;
  /** SID of its own registration. */
  readonly registrationSid: string | null;
  /** How far the agent is there. */
  readonly status:
    | "ONLINE"
    | "OFFLINE"
    | "TWILIO_REVIEW"
    | "PENDING_VERIFICATION"
    | (string & Record<never, never>)
    | null;
  /** Its carriers. */
  readonly carriers: readonly SenderCarrier[] | null;
}

/** A carrier that an RCS agent sends by. */
export interface SenderCarrier {
  /** What it is called. */
  readonly name: string | null;
  /** What it says of the agent. */
  readonly status:
    | "UNKNOWN"
    | "UNLAUNCHED"
    | "CARRIER_REVIEW"
    | "APPROVED"
    | "REJECTED"
    | "SUSPENDED"
    | (string & Record<never, never>)
    | null;
}

/** Reads where an RCS agent may send, or `null`. */
export function asCompliance(value: unknown): SenderCompliance | null {
  return asObject(value, "compliance", (wire: Wire) => ({
    registrationSid: asText(wire.registration_sid, "registration_sid"),
    countries: asObjects(wire.countries, "countries", toCountry),
  }));
}

function toCountry(wire: Wire): SenderCountry {
  return {
    country: asText(wire.country, "country"),
    registrationSid: asText(wire.registration_sid, "registration_sid"),
    status: asText(wire.status, "status"),
    carriers: asObjects(wire.carriers, "carriers", (carrier) => ({
      name: asText(carrier.name, "name"),
      status: asText(carrier.status, "status"),
    })),
  };
}
