/** A status callback or the webhook of an inbound message, and what came of it. */
export interface StatusCallback {
  /** Counts the callbacks of a sandbox, from 1, in the order of the statuses. */
  readonly number: number;
  /** SID of the message. */
  readonly messageSid: string;
  /** The status that it tells of: `received` of an inbound message. */
  readonly messageStatus: string;
  /** HTTP method. */
  readonly method: "POST" | "GET";
  /** Where it goes, without a user name and a password. */
  readonly url: string;
  /** The fields of its form, in their order. */
  readonly params: Readonly<Record<string, string>>;
  /** What came of it so far. `"not sent"`: it never will be, for its URL leads elsewhere. */
  readonly outcome: "waiting" | "answered" | "failed" | "not sent";
  /** HTTP status of the answer; `null` where there is none. */
  readonly status: number | null;
  /** Why it failed or was not sent; `null` where it was answered, or waits. */
  readonly reason: string | null;
}

/** The same, with what is shown to who looks into a sandbox, and is in no list of a program's. */
export interface CallbackRecord extends StatusCallback {
  /** `X-Twilio-Signature`; `null` where it was not sent. */
  readonly signature: string | null;
  /** The answer to an inbound message; `null` where there is none, or it is not read. */
  readonly answer: string | null;
}
