import * as v from "valibot";
import {
  type ListInputEntries,
  ListInputSchema,
  type PageInputEntries,
  PageInputSchema,
} from "../page.ts";
import {
  expected,
  faultless,
  object,
  type ObjectSchema,
  type Optional,
  wholeNumber,
} from "../parts.ts";
import { MessagingServiceSidSchema } from "../sids.ts";
import { describe } from "../describe.ts";
import { isWebUrl, shortText, textThat, webUrlText } from "../texts.ts";
import type { UsecaseSchema } from "./services.ts";

/** The entries of {@linkcode ServiceSettingsSchema}. */
export type ServiceSettingsEntries = {
  /** What it is called. */
  readonly friendlyName: Optional<string>;
  /** URL that is told of messages that come in. */
  readonly inboundRequestUrl: Optional<string>;
  /** HTTP method of that. */
  readonly inboundMethod: Optional<"GET" | "POST">;
  /** URL that is called where the first one fails. */
  readonly fallbackUrl: Optional<string>;
  /** HTTP method of that. */
  readonly fallbackMethod: Optional<"GET" | "POST">;
  /** URL that is told of the statuses of messages. */
  readonly statusCallback: Optional<string>;
  /** Whether a recipient is always served by the same sender. */
  readonly stickySender: Optional<boolean>;
  /** Whether an MMS becomes a text with links. */
  readonly mmsConverter: Optional<boolean>;
  /** Whether characters are replaced by similar ones of GSM-7. */
  readonly smartEncoding: Optional<boolean>;
  /** Reserved by Twilio. */
  readonly scanMessageContent: Optional<"inherit" | "enable" | "disable">;
  /** Obsolete. */
  readonly fallbackToLongCode: Optional<boolean>;
  /** Whether numbers of the recipient's area code are preferred. */
  readonly areaCodeGeomatch: Optional<boolean>;
  /** For how long a message may wait to be sent, in seconds. */
  readonly validityPeriod: Optional<number>;
  /** Reserved by Twilio. */
  readonly synchronousValidation: Optional<boolean>;
  /** What it is for. */
  readonly usecase: Optional<v.InferOutput<UsecaseSchema>>;
  /** Whether the webhook of a number goes before that of the service. */
  readonly useInboundWebhookOnNumber: Optional<boolean>;
};

/** The entries of {@linkcode ServiceInputSchema}. */
export type ServiceInputEntries = {
  /** SID of the service. */
  readonly sid: v.GenericSchema<string>;
};

/** The entries of {@linkcode CreateServiceInputSchema}. */
export type CreateServiceInputEntries = Omit<ServiceSettingsEntries, "friendlyName"> & {
  /** What it is called. */
  readonly friendlyName: v.GenericSchema<string>;
};

/** The entries of {@linkcode UpdateServiceInputSchema}. */
export type UpdateServiceInputEntries = ServiceSettingsEntries & ServiceInputEntries;

/** What a service is called: a text of 1 to 64 characters. */
function friendlyName(): v.GenericSchema<string> {
  const some = faultless<string>((given) => {
    if (typeof given === "string" && given !== "") return null;
    return `expected a text of 1 to 64 characters, got ${describe(given)}`;
  });
  return v.pipe(some, shortText(64));
}

function settings(): ServiceSettingsEntries {
  const flag = v.optional(v.boolean(expected("true or false")));
  const method = v.optional(v.picklist(["GET", "POST"], expected("GET or POST")));
  const url = v.optional(textThat((text) => text === "" || isWebUrl(text), webUrlText));
  const scan = ["inherit", "enable", "disable"] as const;
  return {
    friendlyName: v.optional(friendlyName()),
    inboundRequestUrl: url,
    inboundMethod: method,
    fallbackUrl: url,
    fallbackMethod: method,
    statusCallback: url,
    stickySender: flag,
    mmsConverter: flag,
    smartEncoding: flag,
    scanMessageContent: v.optional(v.picklist(scan, expected(scan.join(" or ")))),
    fallbackToLongCode: flag,
    areaCodeGeomatch: flag,
    validityPeriod: v.optional(wholeNumber(1, 36_000)),
    synchronousValidation: flag,
    usecase: v.optional(
      textThat((text) => text !== "", "a text"),
    ),
    useInboundWebhookOnNumber: flag,
  };
}

/**
 * What can be said of a Messaging Service: the core's `ServiceSettings`. As all of these objects, it
 * leaves out what it does not know, where the core refuses it;
 * `v.strictObject(ServiceSettingsSchema.entries)` refuses it as well.
 */
export const ServiceSettingsSchema: ObjectSchema<ServiceSettingsEntries> = /* @__PURE__ */ object(
  settings,
);

/**
 * A Messaging Service to create: the core's `CreateServiceInput`.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { CreateServiceInputSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(CreateServiceInputSchema, { inboundMethod: "PUT" });
 * console.log(v.flatten(issues!).nested?.inboundMethod);
 * // [ "expected GET or POST, got a text of 3 characters" ]
 * ```
 */
export const CreateServiceInputSchema: ObjectSchema<CreateServiceInputEntries> =
  /* @__PURE__ */ object(() => ({ ...settings(), friendlyName: friendlyName() }));

/** What changes a Messaging Service: the core's `UpdateServiceInput`. */
export const UpdateServiceInputSchema: ObjectSchema<UpdateServiceInputEntries> =
  /* @__PURE__ */ object(() => ({ ...settings(), sid: MessagingServiceSidSchema }));

/** What fetches and deletes a Messaging Service: the core's `ServiceInput`. */
export const ServiceInputSchema: ObjectSchema<ServiceInputEntries> = /* @__PURE__ */ object(() => ({
  sid: MessagingServiceSidSchema,
}));

/** Which page of Messaging Services to fetch: the core's `ServicePageInput`. */
export const ServicePageInputSchema: ObjectSchema<PageInputEntries> = /* @__PURE__ */ object(
  () => ({
    ...PageInputSchema.entries,
  }),
);

/** Which Messaging Services to list: the core's `ServiceListInput`. */
export const ServiceListInputSchema: ObjectSchema<ListInputEntries> = /* @__PURE__ */ object(
  () => ({
    ...ListInputSchema.entries,
  }),
);
