/** What platforms call a connection that nobody takes: Node and Bun by a code, Deno by a message. */
const refused = /^(ECONNREFUSED|ConnectionRefused)$|\bconnection refused\b/i;

/** Why a callback failed, in words: `fetch` says so in the cause of its error, or in one of several. */
export function failureOf(error: unknown): string {
  const { message, code, cause, errors } = Object(error);
  if (refused.test(code) || refused.test(message)) {
    return "connection refused: nobody listens there";
  }
  if (cause !== undefined) return failureOf(cause);
  if (Array.isArray(errors) && errors.length > 0) return failureOf(errors[0]);
  return message || code || String(error);
}

/** How long that is, as people say it: `15 s`, `1500 ms`. */
export function timeInWords(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}
