import type { Member } from "../members.ts";
import { type OpenSchema, text, type TextSchema } from "../parts.ts";
import { type NestedForm, nestedList, type NestedListSchema } from "./nested.ts";

/** What an RCS agent is for: an open set. */
export type SenderUseCaseSchema = OpenSchema<"PROMOTIONAL" | "TRANSACTIONAL" | "OTP" | "MULTI_USE">;

/** The trade that a sender is in: an open set. */
export type SenderVerticalSchema = OpenSchema<
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
>;

/** A website of a profile. */
export type SenderWebsiteMembers = {
  /** Its URL. */
  readonly website: Member<"website", TextSchema>;
  /** What it is called. */
  readonly label: Member<"label", TextSchema>;
};

/** An email address of a profile. */
export type SenderEmailMembers = {
  /** The address. */
  readonly email: Member<"email", TextSchema>;
  /** What it is called. */
  readonly label: Member<"label", TextSchema>;
};

/** A phone number of a profile. */
export type SenderPhoneNumberMembers = {
  /** The number. */
  readonly phoneNumber: Member<"phone_number", TextSchema>;
  /** What it is called. */
  readonly label: Member<"label", TextSchema>;
};

/** The members of a profile, in a form. */
export type ProfileMembers<In extends NestedForm> = {
  /** Its name. */
  readonly name: Member<"name", TextSchema>;
  /** The line below it. */
  readonly about: Member<"about", TextSchema>;
  /** Where it is. */
  readonly address: Member<"address", TextSchema>;
  /** What it is. */
  readonly description: Member<"description", TextSchema>;
  /** URL of its logo. */
  readonly logoUrl: Member<"logo_url", TextSchema>;
  /** URL of its banner. */
  readonly bannerUrl: Member<"banner_url", TextSchema>;
  /** URL of what it says of privacy. */
  readonly privacyUrl: Member<"privacy_url", TextSchema>;
  /** URL of its terms of service. */
  readonly termsOfServiceUrl: Member<"terms_of_service_url", TextSchema>;
  /** Its colour. */
  readonly accentColor: Member<"accent_color", TextSchema>;
  /** What an RCS agent is for. */
  readonly useCase: Member<"use_case", SenderUseCaseSchema>;
  /** The trade that it is in. */
  readonly vertical: Member<"vertical", SenderVerticalSchema>;
  /** Its websites. */
  readonly websites: Member<"websites", NestedListSchema<In, SenderWebsiteMembers>>;
  /** Its email addresses. */
  readonly emails: Member<"emails", NestedListSchema<In, SenderEmailMembers>>;
  /** Its phone numbers. */
  readonly phoneNumbers: Member<"phone_numbers", NestedListSchema<In, SenderPhoneNumberMembers>>;
};

/** The members of a profile, in a form. */
export function profileMembers<In extends NestedForm>(form: In): ProfileMembers<In> {
  const some = text();
  const label = ["label", some] as const;
  return {
    name: ["name", some],
    about: ["about", some],
    address: ["address", some],
    description: ["description", some],
    logoUrl: ["logo_url", some],
    bannerUrl: ["banner_url", some],
    privacyUrl: ["privacy_url", some],
    termsOfServiceUrl: ["terms_of_service_url", some],
    accentColor: ["accent_color", some],
    useCase: ["use_case", some],
    vertical: ["vertical", some],
    websites: [
      "websites",
      nestedList<In, SenderWebsiteMembers>(form, { website: ["website", some], label }),
    ],
    emails: ["emails", nestedList<In, SenderEmailMembers>(form, { email: ["email", some], label })],
    phoneNumbers: [
      "phone_numbers",
      nestedList<In, SenderPhoneNumberMembers>(form, {
        phoneNumber: ["phone_number", some],
        label,
      }),
    ],
  };
}
