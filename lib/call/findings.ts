/** What is said of an attempt that got no answer, by what was found out of it. */
import type { TwilioError } from "../errors.ts";
import type { Failure } from "./failure.ts";

/** Nobody has asked, or the answer does not tell. */
export const notKnown = "whether it was done is not known";

/** It was asked for, and Twilio has no such thing. */
export const foundMissing = "it was asked for, and is not there";

/** It was asked for, and is there, but not as the attempt would have left it. */
export const foundUnchanged = "it was asked for, and is as it was";

/** It was asked for, and that has failed: by an unreadable success, or by no answer. */
export function notFoundOut(error: TwilioError): string {
  const { status = 0 } = error as Partial<Failure>;
  const isThere = status >= 200 && status < 300;
  return `${isThere ? "it was done" : notKnown}: asking for it met "${error.reason}"`;
}
