import { checkInput, checkValue, textOf } from "../../wire/input.ts";
import { oneOf, shortText, text, webUrl } from "../fields.ts";
import type { SenderUseCase, SenderVertical } from "./profile.ts";
import { type Field, type Fields, listOf, objectOf } from "./wire_object.ts";

/** What people are to see of a sender. */
export interface NewSenderProfile {
  /**
   * Its name, in 1 to 255 characters. WhatsApp's senders need one, and Meta has to agree to another:
   * until then it is the `pendingDisplayName`.
   */
  readonly name?: string | undefined;
  /** The line below it. */
  readonly about?: string | undefined;
  /** Where it is. */
  readonly address?: string | undefined;
  /** What it is. */
  readonly description?: string | undefined;
  /** URL of its logo, `http:` or `https:`; Twilio has to be able to fetch it. */
  readonly logoUrl?: string | undefined;
  /** URL of its banner. */
  readonly bannerUrl?: string | undefined;
  /** URL of what it says of privacy. */
  readonly privacyUrl?: string | undefined;
  /** URL of its terms of service. */
  readonly termsOfServiceUrl?: string | undefined;
  /** Its colour, such as `#0050a0`, of a contrast of 4.5 to 1 or more against white. */
  readonly accentColor?: string | undefined;
  /** What an RCS agent is for; it stays that once it was launched. Default `"MULTI_USE"`. */
  readonly useCase?: SenderUseCase | undefined;
  /** The trade that it is in. */
  readonly vertical?: SenderVertical | undefined;
  /** Its websites. */
  readonly websites?: readonly NewSenderWebsite[] | undefined;
  /** Its email addresses. */
  readonly emails?: readonly NewSenderEmail[] | undefined;
  /** Its phone numbers. */
  readonly phoneNumbers?: readonly NewSenderPhoneNumber[] | undefined;
}

/** A website of a profile. */
export interface NewSenderWebsite {
  /** Its URL, `http:` or `https:`. */
  readonly website: string;
  /** What it is called. */
  readonly label?: string | undefined;
}

/** An email address of a profile. */
export interface NewSenderEmail {
  /** The address. */
  readonly email: string;
  /** What it is called. */
  readonly label?: string | undefined;
}

/** A phone number of a profile. */
export interface NewSenderPhoneNumber {
  /** The number. */
  readonly phoneNumber: string;
  /** What it is called. */
  readonly label?: string | undefined;
}

/** Any text, of which an empty one may take away what was there. */
export const anyText: Field = (value, field) => {
  checkValue(typeof value === "string", field, "a text", value);
  return value;
};

const useCases = ["PROMOTIONAL", "TRANSACTIONAL", "OTP", "MULTI_USE"];

/** Twilio may know more of them than we do; but some people know Meta's words for them. */
const vertical: Field = (value, field) => {
  const isMetas = typeof value === "string" && /^[A-Z_]+$/.test(value);
  const expected = 'one as Twilio writes it, such as "Shopping and Retail"';
  checkInput(!isMetas, field, expected, "one in capitals, as Meta writes it");
  return text(value, field);
};

/** A text that matches a pattern. */
function matching(pattern: RegExp, expected: string): Field {
  return (value, field) => textOf({ [field]: value }, field, pattern, expected);
}

const fields: Fields<NewSenderProfile> = {
  name(value, field) {
    const isSome = typeof value === "string" && value !== "";
    checkValue(isSome, field, "a text of 1 to 255 characters", value);
    return shortText(value, field, 255);
  },
  about: anyText,
  address: anyText,
  description: anyText,
  logoUrl: webUrl,
  bannerUrl: webUrl,
  privacyUrl: webUrl,
  termsOfServiceUrl: webUrl,
  accentColor: /* @__PURE__ */ matching(/^#[\da-f]{6}$/i, "# and 6 hex digits"),
  useCase: (value, field) => oneOf(value, field, useCases),
  vertical,
  websites: /* @__PURE__ */ listOf({ website: webUrl, label: anyText }),
  emails: /* @__PURE__ */ listOf({
    email: /* @__PURE__ */ matching(/^\S+@\S+$/, "an email address"),
    label: anyText,
  }),
  phoneNumbers: /* @__PURE__ */ listOf({
    phoneNumber: /* @__PURE__ */ matching(/^\+?[\d().\s-]+$/, "a phone number"),
    label: anyText,
  }),
};

/** What people call some fields, in other libraries or from memory. */
const otherNames: Readonly<Record<string, string>> = {
  displayName: "name",
  logo: "logoUrl",
  website: "websites",
  email: "emails",
  phoneNumber: "phoneNumbers",
};

/** Insists on what a profile may be. */
export const newProfile: Field = /* @__PURE__ */ objectOf(fields, otherNames);
