import * as v from "valibot";
import {
  expected,
  type IssueText,
  type Nullable,
  type Nullish,
  object,
  type ObjectSchema,
  type Optional,
  piped,
  text,
  type TextSchema,
  wholeNumber,
} from "./parts.ts";
import { type MetadataEntries, MetadataSchema } from "./metadata.ts";

/** The entries of {@linkcode PageCursorSchema}. */
export type PageCursorEntries = {
  /** Number of the page; Twilio calls it client state. */
  readonly page: Optional<string | number>;
  /** Opaque token of the page. */
  readonly pageToken: Optional<string>;
  /** How many items of the page were given already. */
  readonly skip: Optional<number>;
  /** The SID of the last of these. */
  readonly after: Optional<string>;
};

/** The entries of {@linkcode PageInputSchema}. */
export type PageInputEntries = PageCursorEntries & {
  /** Items on a page, 1 to 1000. */
  readonly pageSize: Optional<number>;
};

/** The entries of {@linkcode ListInputSchema}. */
export type ListInputEntries = PageInputEntries & {
  /** The number of items to stop after. */
  readonly limit: Optional<number>;
};

/** The entries of {@linkcode PageMetaWireSchema}. */
export type PageMetaWireEntries = {
  /** Where the next page is; `null`, or an empty text, on the last. */
  readonly next_page_url: Nullable<TextSchema>;
  /** Where the previous page is; `null`, or an empty text, on the first. */
  readonly previous_page_url: Nullish<TextSchema>;
};

/** The entries of a page. */
export type PageEntries<Item extends v.GenericSchema> = {
  /** The items. */
  readonly items: v.ArraySchema<Item, IssueText>;
  /** Where the next page is. */
  readonly next: Nullable<ObjectSchema<PageCursorEntries>>;
  /** Where the previous page is. */
  readonly previous: Nullable<ObjectSchema<PageCursorEntries>>;
  /** What the response said beside the page. */
  readonly metadata: ObjectSchema<MetadataEntries>;
};

/** The entries of a page as it comes over the wire, where `Key` names the items. */
export type PageWireEntries<Key extends string, Item extends v.GenericSchema> =
  & { readonly [Name in Key]: v.ArraySchema<Item, IssueText> }
  & {
    /** Where the pages beside it are. */
    readonly meta: ObjectSchema<PageMetaWireEntries>;
  };

/** A page of such items as the core gives it. */
export type PageSchema<Item extends v.GenericSchema> = ObjectSchema<PageEntries<Item>>;

/** A page of such items as it comes over the wire. */
export type PageWireSchema<Key extends string, Item extends v.GenericSchema> = ObjectSchema<
  PageWireEntries<Key, Item>
>;

/** A page from the wire's form to the core's, without the metadata, which is not of the body. */
export type PageFromWireSchema<Key extends string, Item extends v.GenericSchema> = v.GenericSchema<
  v.InferInput<PageWireSchema<Key, Item>>,
  Omit<v.InferOutput<PageSchema<Item>>, "metadata">
>;

/**
 * Where a page is: the core's `PageCursor`, to be checked where it comes back from outside. A `skip`
 * that comes as text, as a query has it, is for its user to convert.
 *
 * @example
 * ```ts
 * import { listChannelSenders } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { PageCursorSchema } from "@senderpool/twilio/valibot";
 *
 * const { searchParams } = new URL("https://worker.example/senders?page=1&pageToken=PT1");
 * const cursor = v.parse(PageCursorSchema, Object.fromEntries(searchParams));
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(listChannelSenders.request({ messagingServiceSid, ...cursor }).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/ChannelSenders?Page=1&PageToken=PT1
 * ```
 */
export const PageCursorSchema: ObjectSchema<PageCursorEntries> = /* @__PURE__ */ object(() => {
  const message = expected("what an earlier page gave");
  const text = v.pipe(v.string(message), v.regex(/^[ -~]+$/, message));
  const number = wholeNumber(0);
  // Whatever is no number is told what a text has to be, as the core does.
  const page = v.lazy<v.GenericSchema>((given) => typeof given === "number" ? number : text);
  return {
    page: v.optional(page) as Optional<string | number>,
    pageToken: v.optional(text),
    skip: v.optional(number),
    after: v.optional(text),
  };
});

/** Which page to ask for: the core's `PageInput`. */
export const PageInputSchema: ObjectSchema<PageInputEntries> = /* @__PURE__ */ object(() => ({
  ...PageCursorSchema.entries,
  pageSize: v.optional(wholeNumber(1, 1000)),
}));

/** What to list: the core's `ListInput`. */
export const ListInputSchema: ObjectSchema<ListInputEntries> = /* @__PURE__ */ object(() => ({
  ...PageInputSchema.entries,
  limit: v.optional(limit()),
}));

function limit(): v.GenericSchema<number> {
  const message = expected("a whole number from 1");
  const isLimit = (number: number) =>
    number === Infinity || (Number.isInteger(number) && number >= 1);
  return v.pipe(v.number(message), v.check(isLimit, message));
}

/**
 * The `meta` of a page as it comes. Its other members repeat the request, and nobody reads them.
 */
export const PageMetaWireSchema: ObjectSchema<PageMetaWireEntries> = /* @__PURE__ */ object(() => {
  const message = "expected a URL with a Page or PageToken of printable ASCII, got one without";
  const next = v.pipe(text(), v.check((url) => url === "" || hasPlace(url), message));
  return { next_page_url: v.nullable(next), previous_page_url: v.nullish(text(), null) };
});

/** Where a page is by its URL or its path, which itself is never followed. */
export function toCursor(url: string): v.InferOutput<typeof PageCursorSchema> {
  const mark = url.indexOf("?");
  const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark));
  // An empty one says no more than none.
  return { page: query.get("Page") || undefined, pageToken: query.get("PageToken") || undefined };
}

/** Whether a URL says where a page is, in what one can ask for. */
export function hasPlace(url: string): boolean {
  const { page, pageToken } = toCursor(url);
  if (page === undefined && pageToken === undefined) return false;
  return v.is(PageCursorSchema, { page, pageToken });
}

/** A place of which only the types are checked: a listing never goes back, and the core does no more. */
function placeAsItCame(): ObjectSchema<PageCursorEntries> {
  const number = v.number(expected("a number"));
  return object(() => ({
    page: v.optional(v.union([number, v.string()], expected("a number or a text"))),
    pageToken: v.optional(text()),
    skip: v.optional(number),
    after: v.optional(text()),
  }));
}

/** The schema of a page of such items as the core gives it. */
export function page<Item extends v.GenericSchema>(item: Item): PageSchema<Item> {
  return object(() => ({
    items: v.array(item, expected("a list")),
    next: v.nullable(PageCursorSchema),
    previous: v.nullable(placeAsItCame()),
    metadata: MetadataSchema,
  }));
}

/** The schema of a page of such items as it comes over the wire. */
export function wirePage<Key extends string, Item extends v.GenericSchema>(
  key: Key,
  item: Item,
): PageWireSchema<Key, Item> {
  const items = v.array(item, expected("a list"));
  const entries = () => ({ [key]: items, meta: PageMetaWireSchema });
  return object(entries) as v.GenericSchema as PageWireSchema<Key, Item>;
}

/** The schema of a page from the wire's form to the core's, by that of its items. */
export function pageFromWire<Key extends string, Item extends v.GenericSchema>(
  key: Key,
  item: Item,
): PageFromWireSchema<Key, Item> {
  type Wire = { readonly meta: v.InferOutput<typeof PageMetaWireSchema> };
  const wire = wirePage(key, item) as v.GenericSchema as v.GenericSchema<Wire>;
  const toPage = (body: Wire) => {
    // An empty text is no URL: there is no such page.
    const { next_page_url: next, previous_page_url: previous } = body.meta;
    return {
      items: (body as { readonly [Name in Key]?: unknown })[key],
      next: next ? toCursor(next) : null,
      previous: previous ? toCursor(previous) : null,
    };
  };
  return piped(wire, toPage) as v.GenericSchema as PageFromWireSchema<Key, Item>;
}
