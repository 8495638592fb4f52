import * as v from "valibot";
import { describe } from "../describe.ts";
import { expected, faultless, isMap, object, type ObjectSchema, type Optional } from "../parts.ts";
import { shortText, textThat, webUrl } from "../texts.ts";
import type { SenderUseCaseSchema, SenderVerticalSchema } from "./profile.ts";

/** A website of a profile. */
export type NewSenderWebsiteEntries = {
  /** Its URL. */
  readonly website: v.GenericSchema<string>;
  /** What it is called. */
  readonly label: Optional<string>;
};

/** An email address of a profile. */
export type NewSenderEmailEntries = {
  /** The address. */
  readonly email: v.GenericSchema<string>;
  /** What it is called. */
  readonly label: Optional<string>;
};

/** A phone number of a profile. */
export type NewSenderPhoneNumberEntries = {
  /** The number. */
  readonly phoneNumber: v.GenericSchema<string>;
  /** What it is called. */
  readonly label: Optional<string>;
};

/** What people are to see of a sender. */
export type NewSenderProfileEntries = {
  /** Its name. */
  readonly name: Optional<string>;
  /** The line below it. */
  readonly about: Optional<string>;
  /** Where it is. */
  readonly address: Optional<string>;
  /** What it is. */
  readonly description: Optional<string>;
  /** URL of its logo. */
  readonly logoUrl: Optional<string>;
  /** URL of its banner. */
  readonly bannerUrl: Optional<string>;
  /** URL of what it says of privacy. */
  readonly privacyUrl: Optional<string>;
  /** URL of its terms of service. */
  readonly termsOfServiceUrl: Optional<string>;
  /** Its colour. */
  readonly accentColor: Optional<string>;
  /** What an RCS agent is for. */
  readonly useCase: Optional<v.InferOutput<SenderUseCaseSchema>>;
  /** The trade that it is in. */
  readonly vertical: Optional<v.InferOutput<SenderVerticalSchema>>;
  /** Its websites. */
  readonly websites: Optional<v.InferInput<ObjectSchema<NewSenderWebsiteEntries>>[]>;
  /** Its email addresses. */
  readonly emails: Optional<v.InferInput<ObjectSchema<NewSenderEmailEntries>>[]>;
  /** Its phone numbers. */
  readonly phoneNumbers: Optional<v.InferInput<ObjectSchema<NewSenderPhoneNumberEntries>>[]>;
};

/** An object of these entries, and nothing else that looks like one. */
function strictly<Entries extends v.ObjectEntries>(
  entries: Entries,
): v.GenericSchema<v.InferInput<ObjectSchema<Entries>>> {
  const what = `an object of ${Object.keys(entries).join(", ")}`;
  const map = v.custom<Record<string, unknown>>(isMap, expected(what));
  return v.pipe(map, object(() => entries)) as v.GenericSchema as v.GenericSchema<
    v.InferInput<ObjectSchema<Entries>>
  >;
}

/** A field that is an object of entries. */
export function optionalObject<Entries extends v.ObjectEntries>(
  make: () => Entries,
): Optional<v.InferInput<ObjectSchema<Entries>>> {
  return v.optional(strictly(make()));
}

/** A field that is a list of objects of entries. */
function optionalList<Entries extends v.ObjectEntries>(
  entries: Entries,
): Optional<v.InferInput<ObjectSchema<Entries>>[]> {
  const what = `a list of { ${Object.keys(entries).join(", ")} }`;
  return v.optional(
    v.array(strictly(entries), expected(what)) as v.GenericSchema as v.GenericSchema<
      v.InferInput<ObjectSchema<Entries>>[]
    >,
  );
}

function name(): v.GenericSchema<string> {
  const some = faultless<string>((given) => {
    if (typeof given === "string" && given !== "") return null;
    return `expected a text of 1 to 255 characters, got ${describe(given)}`;
  });
  return v.pipe(some, shortText(255));
}

function vertical(): v.GenericSchema<string> {
  return faultless((given) => {
    if (typeof given === "string" && /^[A-Z_]+$/.test(given)) {
      const what = 'one as Twilio writes it, such as "Shopping and Retail"';
      return `expected ${what}, got one in capitals, as Meta writes it`;
    }
    const isSome = typeof given === "string" && given !== "";
    return isSome ? null : `expected a text, got ${describe(given)}`;
  });
}

/** What each field of a profile has to be. */
export function newProfile(): NewSenderProfileEntries {
  const some = v.optional(v.string(expected("a text")));
  const url = v.optional(webUrl());
  const useCases = ["PROMOTIONAL", "TRANSACTIONAL", "OTP", "MULTI_USE"] as const;
  const matches = (pattern: RegExp, what: string) => textThat((text) => pattern.test(text), what);
  return {
    name: v.optional(name()),
    about: some,
    address: some,
    description: some,
    logoUrl: url,
    bannerUrl: url,
    privacyUrl: url,
    termsOfServiceUrl: url,
    accentColor: v.optional(matches(/^#[\da-f]{6}$/i, "# and 6 hex digits")),
    useCase: v.optional(v.picklist(useCases, expected(useCases.join(" or ")))) as Optional<
      v.InferOutput<SenderUseCaseSchema>
    >,
    vertical: v.optional(vertical()),
    websites: optionalList({ website: webUrl(), label: some }),
    emails: optionalList({ email: matches(/^\S+@\S+$/, "an email address"), label: some }),
    phoneNumbers: optionalList({
      phoneNumber: matches(/^\+?[\d().\s-]+$/, "a phone number"),
      label: some,
    }),
  };
}
