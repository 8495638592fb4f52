import * as v from "valibot";
import {
  count,
  expected,
  type IssueText,
  type Nullable,
  type Nullish,
  object,
  type ObjectSchema,
  type Optional,
  piped,
  probably,
  text,
  type TextSchema,
} from "./parts.ts";
import { type MetadataEntries, MetadataSchema } from "./metadata.ts";

/** The entries of {@linkcode PageCursorSchema}. */
export type PageCursorEntries = {
  /** Number of the page; Twilio calls it client state. */
  readonly page: Optional<string | number>;
  /** Opaque token of the page. */
  readonly pageToken: Optional<string>;
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
  /** Where the next page is; `null` on the last. */
  readonly next_page_url: Nullable<TextSchema>;
  /** Where the previous page is; `null` on the first. */
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
 * Where a page is: the core's `PageCursor`, to be checked where it comes back from outside.
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
  const message = expected("a token", probably);
  const token = v.pipe(v.string(message), v.regex(/^[ -~]+$/, message));
  const page = v.union([v.number(), token], message);
  return { page: v.optional(page), pageToken: v.optional(token) };
});

/** Which page to ask for: the core's `PageInput`. */
export const PageInputSchema: ObjectSchema<PageInputEntries> = /* @__PURE__ */ object(() => ({
  ...PageCursorSchema.entries,
  pageSize: v.optional(count(1001, "1 to 1000")),
}));

/** What to list: the core's `ListInput`. */
export const ListInputSchema: ObjectSchema<ListInputEntries> = /* @__PURE__ */ object(() => ({
  ...PageInputSchema.entries,
  // From 1e21 on, a number is not written in digits alone.
  limit: v.optional(count(1e21, "1 to any")),
}));

/**
 * The `meta` of a page as it comes. Its other members repeat the request, and nobody reads them.
 */
export const PageMetaWireSchema: ObjectSchema<PageMetaWireEntries> = /* @__PURE__ */ object(() => {
  const message = "expected a URL with a Page or a PageToken, got another text";
  const url = v.pipe(text(), v.check(hasCursor, message));
  return { next_page_url: v.nullable(url), previous_page_url: v.nullish(url, null) };
});

/** Where a page is by its URL, which itself is never followed. */
function toCursor(url: string): v.InferOutput<typeof PageCursorSchema> {
  const { Page, PageToken } = Object.fromEntries(new URLSearchParams(url.replace(/^[^?]*/, "")));
  return { page: Page, pageToken: PageToken };
}

function hasCursor(url: string): boolean {
  const { page, pageToken } = toCursor(url);
  if (page === undefined && pageToken === undefined) return false;
  return v.is(PageCursorSchema, { page, pageToken });
}

/** The schema of a page of such items as the core gives it. */
export function page<Item extends v.GenericSchema>(item: Item): PageSchema<Item> {
  return object(() => ({
    items: v.array(item, expected("an array")),
    next: v.nullable(PageCursorSchema),
    previous: v.nullable(PageCursorSchema),
    metadata: MetadataSchema,
  }));
}

/** The schema of a page of such items as it comes over the wire. */
export function wirePage<Key extends string, Item extends v.GenericSchema>(
  key: Key,
  item: Item,
): PageWireSchema<Key, Item> {
  const items = v.array(item, expected("an array"));
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
    const { next_page_url: next, previous_page_url: previous } = body.meta;
    return {
      items: (body as { readonly [Name in Key]?: unknown })[key],
      next: next === null ? null : toCursor(next),
      previous: previous === null ? null : toCursor(previous),
    };
  };
  return piped(wire, toPage) as v.GenericSchema as PageFromWireSchema<Key, Item>;
}
