import type { BareServiceSeed } from "../../state/seed.ts";

/** A Messaging Service. What is left out is as in a new one, unless another default is named. */
export interface ServicesOfService extends BareServiceSeed {
  /** What it is called. Default: nothing. */
  readonly friendlyName?: string | null | undefined;
  /** When it was created, as ISO 8601. Default: as in Twilio's examples, 2015-07-30T20:12:31Z. */
  readonly dateCreated?: string | undefined;
  /** When it was last updated, as ISO 8601. Default: never. */
  readonly dateUpdated?: string | null | undefined;
  /** URL that is told of messages that come in. Default: none. */
  readonly inboundRequestUrl?: string | null | undefined;
  /** HTTP method of that. Default `"POST"`. */
  readonly inboundMethod?: string | undefined;
  /** URL that is called where the first one fails. Default: none. */
  readonly fallbackUrl?: string | null | undefined;
  /** HTTP method of that. Default `"POST"`. */
  readonly fallbackMethod?: string | undefined;
  /** URL that is told of the statuses of messages which have none of their own. Default: none. */
  readonly statusCallback?: string | null | undefined;
  /** Whether a recipient is always served by the same sender, but over RCS. Default `true`. */
  readonly stickySender?: boolean | undefined;
  /** Default `true`. */
  readonly mmsConverter?: boolean | undefined;
  /** Default `true`. */
  readonly smartEncoding?: boolean | undefined;
  /** `inherit`, `enable` or `disable`. Default `"inherit"`. */
  readonly scanMessageContent?: string | undefined;
  /** Default `true`. */
  readonly fallbackToLongCode?: boolean | undefined;
  /** Default `true`. */
  readonly areaCodeGeomatch?: boolean | undefined;
  /** In seconds, 1 to 36000. Default 36000. */
  readonly validityPeriod?: number | undefined;
  /** Default `false`. */
  readonly synchronousValidation?: boolean | undefined;
  /** One of the six that Twilio names. Default `"undeclared"`. */
  readonly usecase?: string | undefined;
  /** Whether it has an A2P campaign. Default `false`. */
  readonly usAppToPersonRegistered?: boolean | undefined;
  /** Default `true`, as is documented of new services. */
  readonly useInboundWebhookOnNumber?: boolean | undefined;
}

/** A Messaging Service that is gone, for page tokens may name it, and messages. */
export interface DeletedServiceSeed {
  /** SID of the Messaging Service: `MG` and 32 hex digits. */
  readonly sid: string;
  /** How many of the `services` come before it. */
  readonly at: number;
}

/** The Messaging Services of an account. */
export interface ServicesOfAccount {
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ServicesOfService[] | undefined;
  /** Those that were deleted, in the order of their places. Default: none. */
  readonly deletedServices?: readonly DeletedServiceSeed[] | undefined;
}
