import * as v from "valibot";
import {
  expected,
  type Message,
  type Nullable,
  type Nullish,
  object,
  type ObjectSchema,
  type Optional,
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
  readonly items: v.ArraySchema<Item, Message>;
  /** Where the next page is. */
  readonly next: Nullable<ObjectSchema<PageCursorEntries>>;
  /** Where the previous page is. */
  readonly previous: Nullable<ObjectSchema<PageCursorEntries>>;
  /** What the response said beside the page. */
  readonly metadata: ObjectSchema<MetadataEntries>;
};

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

/** A whole number from 1 to below an end. */
function count(end: number, what: string): v.GenericSchema<number> {
  const message = expected(what);
  const test = (number: number) => Number.isInteger(number) && number > 0 && number < end;
  return v.pipe(v.number(message), v.check(test, message));
}

/**
 * The `meta` of a page as it comes. Its other members repeat the request, and nobody reads them.
 */
export const PageMetaWireSchema: ObjectSchema<PageMetaWireEntries> = /* @__PURE__ */ object(() => {
  const names = (url: string) => {
    const { page, pageToken = page } = toCursor(url)!;
    return v.is(PageCursorSchema, { page, pageToken }) && pageToken !== undefined;
  };
  const url = v.pipe(
    text(),
    v.check(names, "expected a URL with a Page or a PageToken, got another text"),
  );
  return { next_page_url: v.nullable(url), previous_page_url: v.nullish(url, null) };
});

/** Where a page is by its URL, which itself is never followed. */
export function toCursor(url: string | null): v.InferOutput<typeof PageCursorSchema> | null {
  if (url === null) return null;
  const { Page, PageToken } = Object.fromEntries(new URLSearchParams(url.replace(/^[^?]*/, "")));
  return { page: Page, pageToken: PageToken };
}

/** The entries of a page of such items. */
export function pageEntries<Item extends v.GenericSchema>(item: Item): PageEntries<Item> {
  return {
    items: v.array(item, expected("an array")),
    next: v.nullable(PageCursorSchema),
    previous: v.nullable(PageCursorSchema),
    metadata: MetadataSchema,
  };
}
