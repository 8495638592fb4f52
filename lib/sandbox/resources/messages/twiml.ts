/** What a webhook answers to an inbound message: the messages in its TwiML, or a plain text. */
import { readXml, textIn, type XmlElement } from "./xml.ts";

/** A message that a webhook answers with. */
export interface TwimlMessage {
  readonly body: string;
  /** URLs of media. */
  readonly media: readonly string[];
  readonly statusCallback: string | null;
}

/** What an answer says; a code where it says nothing that can be understood. */
export type TwimlAnswer =
  | { readonly messages: readonly TwimlMessage[]; readonly code: null }
  | { readonly messages: null; readonly code: number };

/**
 * Reads an answer. That a plain text is sent as it is, is documented, as are the verbs and nouns; an
 * answer without a body says nothing, which is no mistake. `Redirect` and verbs of voice calls are
 * passed over.
 *
 * @param type the media type, with its parameters
 * @see https://www.twilio.com/docs/messaging/twiml
 * @see https://www.twilio.com/docs/api/errors/12100
 * @see https://www.twilio.com/docs/api/errors/12300
 */
export function readTwiml(type: string, text: string): TwimlAnswer {
  if (text.trim() === "") return { messages: [], code: null };
  const media = type.split(";")[0]!.trim().toLowerCase();
  if (media === "text/plain") return { messages: [plain(text)], code: null };
  if (!/^((text|application)\/([\w.-]+\+)?xml|text\/html)$/.test(media)) {
    return { messages: null, code: 12300 };
  }
  const root = readXml(text);
  if (root?.name !== "Response") return { messages: null, code: 12100 };
  const verbs = root.children.filter((child) => typeof child !== "string");
  const messages = verbs.filter(({ name }) => name === "Message" || name === "Sms").map(toMessage);
  return { messages, code: null };
}

function plain(body: string): TwimlMessage {
  return { body, media: [], statusCallback: null };
}

/** The text may be in a `Body`, or stand alone. */
function toMessage({ children, attributes }: XmlElement): TwimlMessage {
  const nouns = children.filter((child) => typeof child !== "string");
  const textsOf = (noun: string) => nouns.filter(({ name }) => name === noun).map(textIn);
  const bodies = textsOf("Body");
  const alone = children.filter((child) => typeof child === "string").join("").trim();
  const { statusCallback, action } = attributes;
  return {
    body: bodies.length > 0 ? bodies.join("") : alone,
    media: textsOf("Media").map((url) => url.trim()),
    statusCallback: statusCallback ?? action ?? null,
  };
}
