/**
 * What a webhook answers an inbound message with: TwiML, of which messages are all that a sandbox
 * sends, or a plain text, which is one.
 */
import type { WebhookAnswer } from "./webhook_call.ts";

/** A message that a webhook asks for. */
export interface TwimlMessage {
  readonly body: string;
  readonly media: readonly string[];
  /** Where the customer's address is not meant. */
  readonly to: string | null;
}

/**
 * The messages that an answer asks for; `null` where it is no TwiML, which Twilio takes for a failure.
 *
 * @see https://www.twilio.com/docs/messaging/twiml
 */
export function messagesOf({ status, type, text }: WebhookAnswer): TwimlMessage[] | null {
  if (status === 204 || text.trim() === "") return [];
  if (type === "text/plain") return [{ body: text, media: [], to: null }];
  if (!/^(text|application)\/(xml|[\w.]+\+xml|html)$/.test(type)) return null;
  const root = rootOf(text);
  if (root === null || root.name !== "Response") return null;
  return root.children.filter(isElement).flatMap((child) => {
    if (child.name === "Sms") return [{ body: textIn(child), media: [], to: toOf(child) }];
    return child.name === "Message" ? [messageOf(child)] : [];
  });
}

function messageOf(message: Element): TwimlMessage {
  const named = (name: string) =>
    message.children.filter(isElement).filter((child) => child.name === name);
  const bodies = named("Body");
  const own = message.children.filter((child) => typeof child === "string").join("");
  return {
    body: bodies.length > 0 ? bodies.map(textIn).join("") : own.trim(),
    media: named("Media").map((one) => textIn(one).trim()),
    to: toOf(message),
  };
}

function toOf({ attributes }: Element): string | null {
  return attributes.get("to") ?? null;
}

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

function isElement(node: Element | string): node is Element {
  return typeof node !== "string";
}

function textIn({ children }: Element): string {
  return children.map((child) => isElement(child) ? textIn(child) : child).join("");
}

// A comment, CDATA, an instruction or a document type; a tag; or text.
const token =
  /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<[?!][^>]*>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;

/** The one element that a document is; `null` where it is not well formed. */
function rootOf(document: string): Element | null {
  const top: Element = { name: "", attributes: new Map(), children: [] };
  const open: Element[] = [top];
  token.lastIndex = 0;
  const source = document.trim();
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (match === null) return null;
    const [, data, closes, name, attributes = "", empty, text] = match;
    const parent = open.at(-1)!;
    if (data !== undefined) parent.children.push(data);
    else if (text !== undefined) parent.children.push(unescaped(text));
    else if (name === undefined) continue;
    else if (closes) {
      if (open.length === 1 || open.pop()!.name !== name) return null;
    } else {
      const element: Element = { name, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const elements = top.children.filter(isElement);
  return open.length === 1 && elements.length === 1 ? elements[0]! : null;
}

function attributesOf(text: string): Map<string, string> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(
    Array.from(found, ([, name = "", one, other]) => [name, unescaped(one ?? other ?? "")]),
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
