/** Pages of the API of 2010, which says in the body itself, and by paths, where they are. */
import * as v from "valibot";
import { hasPlace, type PageSchema, toCursor } from "./page.ts";
import {
  expected,
  type IssueText,
  type Nullable,
  type Nullish,
  object,
  type ObjectSchema,
  piped,
  text,
  type TextSchema,
} from "./parts.ts";

/** The entries of a page of the API of 2010 as it comes over the wire, where `Key` names the items. */
export type UriPageWireEntries<Key extends string, Item extends v.GenericSchema> =
  & { readonly [Name in Key]: v.ArraySchema<Item, IssueText> }
  & {
    /** Where the next page is; `null`, or an empty text, on the last. */
    readonly next_page_uri: Nullable<TextSchema>;
    /** Where the previous page is; `null`, or an empty text, on the first. */
    readonly previous_page_uri: Nullish<TextSchema>;
  };

/** A page of the API of 2010 as it comes over the wire. */
export type UriPageWireSchema<Key extends string, Item extends v.GenericSchema> = ObjectSchema<
  UriPageWireEntries<Key, Item>
>;

/** Such a page from the wire's form to the core's, without the metadata, which is not of the body. */
export type UriPageFromWireSchema<Key extends string, Item extends v.GenericSchema> =
  v.GenericSchema<
    v.InferInput<UriPageWireSchema<Key, Item>>,
    Omit<v.InferOutput<PageSchema<Item>>, "metadata">
  >;

/** The schema of a page of such items as it comes over the wire. */
export function wireUriPage<Key extends string, Item extends v.GenericSchema>(
  key: Key,
  item: Item,
): UriPageWireSchema<Key, Item> {
  const message = "expected a URL with a Page or PageToken of printable ASCII, got one without";
  const entries = () => ({
    [key]: v.array(item, expected("a list")),
    next_page_uri: v.nullable(
      v.pipe(text(), v.check((uri) => uri === "" || hasPlace(uri), message)),
    ),
    previous_page_uri: v.nullish(text(), null),
  });
  return object(entries) as v.GenericSchema as UriPageWireSchema<Key, Item>;
}

/** The schema of a page from the wire's form to the core's, by that of its items. */
export function uriPageFromWire<Key extends string, Item extends v.GenericSchema>(
  key: Key,
  item: Item,
): UriPageFromWireSchema<Key, Item> {
  type Wire = {
    readonly next_page_uri: string | null;
    readonly previous_page_uri: string | null;
  };
  const wire = wireUriPage(key, item) as v.GenericSchema as v.GenericSchema<Wire>;
  const toPage = (body: Wire) => ({
    items: (body as { readonly [Name in Key]?: unknown })[key],
    // An empty text is no URL: there is no such page.
    next: body.next_page_uri ? toCursor(body.next_page_uri) : null,
    previous: body.previous_page_uri ? toCursor(body.previous_page_uri) : null,
  });
  return piped(wire, toPage) as v.GenericSchema as UriPageFromWireSchema<Key, Item>;
}
