/** What became of one attempt that failed: plain data, without a credential. */
export interface FailedAttempt {
  /** Its number, from 1. */
  readonly attempt: number;
  /** HTTP method: `GET` where it asked what an earlier attempt had done. */
  readonly method: string;
  /** Whether the request left: not if it still waited for a token or for its turn. */
  readonly sent: boolean;
  /** Name of the error that it ended with. */
  readonly name: string;
  /** What happened, in a sentence. */
  readonly reason: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Twilio's error code, where it gave one. */
  readonly code?: number | null | undefined;
  /** How long it took, in milliseconds. */
  readonly duration: number;
}

/** What happened on the way to an error: plain data, without a credential. */
export interface Story {
  /** Every attempt, in order. */
  readonly attempts: readonly FailedAttempt[];
  /** How long all of them took with the waits between them, in milliseconds. */
  readonly duration: number;
  /** Whether any request left at all. */
  readonly sent: boolean;
  /** Whether Twilio may have acted on an attempt, though no answer said so. */
  readonly mayHaveActed: boolean;
  /** What is known of an attempt that Twilio may have acted on, as the message says it too. */
  readonly note?: string | undefined;
}
