import { checkNames, checkObject, checkValue } from "../wire/input.ts";

/** What goes with the text of a reply. */
export interface ReplyOptions {
  /** Media files to send, by their public URLs: at most ten. */
  readonly media?: string | readonly string[] | undefined;
}

/**
 * Answers an inbound message in its webhook: the TwiML of one message, to whom sent the first, from
 * whom it was sent to. Without a text and without media it says that there is no answer.
 *
 * @param text what to say: any text, which is escaped
 * @throws {TwilioInputError} which names the field at fault
 * @see https://www.twilio.com/docs/messaging/twiml
 *
 * @example
 * ```ts
 * import { reply } from "@senderpool/twilio/webhooks";
 *
 * const response = reply("Fish & chips?", { media: "https://example.com/menu.png" });
 * console.log(await response.text());
 * // <?xml version="1.0" encoding="UTF-8"?><Response><Message><Body>Fish &amp; chips?</Body>…
 * ```
 */
export function reply(text: string = "", options: ReplyOptions = {}): Response {
  checkValue(typeof text === "string", "text", "a text", text);
  checkObject(options, "options");
  checkNames(options, ["media"]);
  const { media = [] } = options;
  const urls = typeof media === "string" ? [media] : media;
  const isList = Array.isArray(urls) && urls.length <= 10 && urls.every(isWebUrl);
  checkValue(isList, "media", "at most ten URLs of http or https", media);
  const parts = [
    ...(text === "" ? [] : [`<Body>${escaped(text)}</Body>`]),
    ...urls.map((url) => `<Media>${escaped(url)}</Media>`),
  ];
  const message = parts.length === 0 ? "" : `<Message>${parts.join("")}</Message>`;
  const twiml = `<?xml version="1.0" encoding="UTF-8"?><Response>${message}</Response>`;
  return new Response(twiml, { headers: { "content-type": "text/xml; charset=utf-8" } });
}

function isWebUrl(url: unknown): boolean {
  return typeof url === "string" && /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // As it is, it would be read as a line's end of another kind.
  "\r": "&#13;",
};

/** A text inside XML. What XML has no way to say becomes the sign for that. */
function escaped(text: string): string {
  return text
    // deno-lint-ignore no-control-regex -- these, and halves of pairs, are what XML does not allow
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
    .replace(/[&<>"'\r]/g, (character) => entities[character]!);
}
