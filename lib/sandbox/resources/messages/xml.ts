/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

// A comment, an instruction or a document type; text as it is; a tag; or text. A document type with
// declarations of its own is none that TwiML has.
const token =
  /<!--[^]*?-->|<\?[^]*?\?>|<!DOCTYPE[^[>]*>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;

/** The root of a document; `null` where it is not well-formed, or has declarations of its own. */
export function readXml(text: string): XmlElement | null {
  const document: XmlElement = { name: "", attributes: {}, children: [] };
  const open = [document];
  const source = text.replace(/^\uFEFF/, "");
  token.lastIndex = 0;
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (!match) return null;
    const [, cdata, closes, name, attributes = "", isEmpty, plain] = match;
    const here = open.at(-1)!;
    if (cdata !== undefined) here.children.push(cdata);
    else if (plain !== undefined) {
      const decoded = decode(plain);
      if (decoded === null) return null;
      here.children.push(decoded);
    } else if (name !== undefined) {
      if (closes) {
        if (open.length < 2 || open.pop()!.name !== name) return null;
        continue;
      }
      const element = toElement(name, attributes);
      if (!element) return null;
      here.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  if (open.length > 1) return null;
  const roots = document.children.filter((child) => typeof child !== "string");
  const stray = document.children.some((child) => typeof child === "string" && child.trim());
  return roots.length === 1 && !stray ? roots[0]! : null;
}

/** All text in an element. */
export function textIn({ children }: XmlElement): string {
  return children.map((child) => typeof child === "string" ? child : textIn(child)).join("");
}

function toElement(name: string, text: string): XmlElement | null {
  const attributes: Record<string, string> = {};
  for (
    const [, key, double, single] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)
  ) {
    const value = decode(double ?? single ?? "");
    if (value === null) return null;
    attributes[key!] = value;
  }
  return { name, attributes, children: [] };
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** A text without references; `null` where one leads nowhere. */
function decode(text: string): string | null {
  if (!text.includes("&")) return text;
  let isGood = true;
  const decoded = text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]+));|&/g, (...match) => {
    const [, decimal, hex, name] = match as (string | undefined)[];
    const point = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : NaN;
    if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    const character = name && Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (character === undefined) isGood = false;
    return character ?? "";
  });
  return isGood ? decoded : null;
}
