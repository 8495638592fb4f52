import { asText, type Wire } from "../../wire/answer.ts";
import { asObject, asObjects } from "../../wire/members.ts";

/** What people see of a sender. */
export interface SenderProfile {
  /** Its name, which is the one in force. */
  readonly name: string | null;
  /** The line below it. */
  readonly about: string | null;
  /** Where it is. */
  readonly address: string | null;
  /** What it is. */
  readonly description: string | null;
  /** URL of its logo. */
  readonly logoUrl: string | null;
  /** URL of its banner. */
  readonly bannerUrl: string | null;
  /** URL of what it says of privacy. */
  readonly privacyUrl: string | null;
  /** URL of its terms of service. */
  readonly termsOfServiceUrl: string | null;
  /** Its colour, such as `#0050a0`. */
  readonly accentColor: string | null;
  /** What an RCS agent is for. */
  readonly useCase: SenderUseCase | null;
  /** The trade that it is in. */
  readonly vertical: SenderVertical | null;
  /** Its websites. */
  readonly websites: readonly SenderWebsite[] | null;
  /** Its email addresses. */
  readonly emails: readonly SenderEmail[] | null;
  /** Its phone numbers. */
  readonly phoneNumbers: readonly SenderPhoneNumber[] | null;
}

/** What an RCS agent is for. An open set. */
export type SenderUseCase =
  | "PROMOTIONAL"
  | "TRANSACTIONAL"
  | "OTP"
  | "MULTI_USE"
  | (string & Record<never, never>);

/** The trade that a sender is in. An open set. */
export type SenderVertical =
  | "Alcohol"
  | "Automotive"
  | "Beauty, Spa and Salon"
  | "Clothing and Apparel"
  | "Education"
  | "Entertainment"
  | "Event Planning and Service"
  | "Finance and Banking"
  | "Food and Grocery"
  | "Hotel and Lodging"
  | "Matrimony Service"
  | "Medical and Health"
  | "Non-profit"
  | "Online Gambling"
  | "OTC Drugs"
  | "Other"
  | "Physical Gambling"
  | "Professional Services"
  | "Public Service"
  | "Restaurant"
  | "Shopping and Retail"
  | "Travel and Transportation"
  | (string & Record<never, never>);

/** A website of a profile. */
export interface SenderWebsite {
  /** Its URL. */
  readonly website: string | null;
  /** What it is called. */
  readonly label: string | null;
}

/** An email address of a profile. */
export interface SenderEmail {
  /** The address. */
  readonly email: string | null;
  /** What it is called. */
  readonly label: string | null;
}

/** A phone number of a profile. */
export interface SenderPhoneNumber {
  /** The number. */
  readonly phoneNumber: string | null;
  /** What it is called. */
  readonly label: string | null;
}

/** Reads a profile, or `null`. */
export function asProfile(value: unknown): SenderProfile | null {
  return asObject(value, "profile", (wire: Wire) => ({
    name: asText(wire.name, "name"),
    about: asText(wire.about, "about"),
    address: asText(wire.address, "address"),
    description: asText(wire.description, "description"),
    logoUrl: asText(wire.logo_url, "logo_url"),
    bannerUrl: asText(wire.banner_url, "banner_url"),
    privacyUrl: asText(wire.privacy_url, "privacy_url"),
    termsOfServiceUrl: asText(wire.terms_of_service_url, "terms_of_service_url"),
    accentColor: asText(wire.accent_color, "accent_color"),
    useCase: asText(wire.use_case, "use_case"),
    vertical: asText(wire.vertical, "vertical"),
    websites: asObjects(wire.websites, "websites", (item) => ({
      website: asText(item.website, "website"),
      label: asText(item.label, "label"),
    })),
    emails: asObjects(wire.emails, "emails", (item) => ({
      email: asText(item.email, "email"),
      label: asText(item.label, "label"),
    })),
    phoneNumbers: asObjects(wire.phone_numbers, "phone_numbers", (item) => ({
      phoneNumber: asText(item.phone_number, "phone_number"),
      label: asText(item.label, "label"),
    })),
  }));
}
