/** What is said of an attempt that got no answer, by what was found out of it. */
import type { TwilioApiError, TwilioError } from "../errors.ts";
import type { Failure } from "./delays.ts";

/** Nobody has asked, or the answer does not tell. */
export const notKnown = "whether it was done is not known";

/** It was asked for, and there is nothing; or what it is of is as it was before. */
export function foundMissing({ status, reason }: TwilioApiError): string {
  return status === 404 ? "it was asked for, and is not there" : `it was asked for: ${reason}`;
}

/** It was asked for, and that has failed: by an unreadable success, or by no answer. */
export function notFoundOut(error: TwilioError): string {
  const { status = 0 } = error as Partial<Failure>;
  const isThere = status >= 200 && status < 300;
  return `${isThere ? "it was done" : notKnown}: asking for it met "${error.reason}"`;
}
