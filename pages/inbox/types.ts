/** What the sandbox tells the page, as JSON. The page says it in its own words. */

/** What a customer and a sender have written to each other. */
export interface Conversation {
  readonly customer: string;
  /** `null` as long as no sender was chosen. */
  readonly sender: string | null;
  readonly count: number;
  readonly last: Message;
}

/** A page of conversations, the latest first. */
export interface Conversations {
  readonly conversations: readonly Conversation[];
  /** How many there are by this search. */
  readonly total: number;
}

/** A message, in short. */
export interface Message {
  readonly sid: string;
  readonly inbound: boolean;
  readonly from: string | null;
  readonly to: string;
  readonly body: string;
  readonly media: readonly string[];
  readonly status: string;
  readonly errorCode: number | null;
  /** ISO 8601. */
  readonly date: string;
}

/** A page of a conversation, the oldest first. */
export interface Thread {
  /** `null` as long as no sender was chosen. */
  readonly sender: string | null;
  readonly messages: readonly Message[];
  /** Whether there are older ones. */
  readonly earlier: boolean;
}

/** A message opened. */
export interface MessageDetails extends Message {
  readonly messagingServiceSid: string | null;
  readonly course: readonly {
    readonly status: string;
    readonly errorCode: number | null;
    readonly date: string;
  }[];
  /** Why this sender sent it, or nobody did. */
  readonly choice: readonly string[];
  readonly callbacks: readonly Callback[];
}

/** A request to a webhook, and what came of it. */
export interface Callback {
  readonly number: number;
  /** The status that it tells of. */
  readonly about: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly signature: string | null;
  readonly outcome: string;
  readonly status: number | null;
  readonly reason: string | null;
  /** What was answered, where it is known. */
  readonly answer: string | null;
}

/** The pools. */
export interface Pools {
  readonly services: readonly {
    readonly sid: string;
    readonly friendlyName: string | null;
    readonly accountSid: string;
    readonly members: readonly {
      readonly sid: string;
      readonly kind: string;
      readonly address: string;
      readonly countryCode: string | null;
    }[];
    /** How many there are, where not all are here. */
    readonly total: number;
  }[];
}

/** A request to the API, and what came of it. */
export interface Exchange {
  readonly number: number;
  readonly operation: string | null;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly outcome: string;
  readonly struck: boolean;
  readonly date: string;
  readonly duration: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string | null;
}

/** A fault rule that is on. */
export interface Fault {
  readonly id: string;
  readonly rule: Readonly<Record<string, unknown>>;
}
