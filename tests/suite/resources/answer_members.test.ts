// Every member of every answer that there is a golden file of, with a value that it cannot have: the
// error names it, by its path on the wire.
import { expect, test } from "vitest";
import * as senderpool from "../../../mod.ts";
import type { Operation, TwilioError } from "../../../mod.ts";
import { type Exchange, exchanges } from "../golden/exchanges.ts";
import { expectError, json } from "../support/support.ts";

const operations = senderpool as unknown as Record<string, Operation<unknown, unknown>>;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What no member is: neither a text, nor a whole number, true or false, an object or a list. */
const odd = 0.5;

/** The same body with one member changed, for each member at any depth, and the member's path. */
function* withOddMembers(value: unknown, path = ""): Generator<[path: string, changed: unknown]> {
  const members: [string, string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, 1).map((item) => [`${path}[0]`, 0, item])
    : isObject(value)
    ? Object.entries(value).map((
      [key, member],
    ) => [path === "" ? key : `${path}.${key}`, key, member])
    : [];
  for (const [where, key, member] of members) {
    const change = (to: unknown) =>
      Array.isArray(value) ? value.with(Number(key), to) : { ...(value as Json), [key]: to };
    yield [where, change(odd)];
    for (const [deeper, changed] of withOddMembers(member, where)) yield [deeper, change(changed)];
  }
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The paths that an operation names when they are odd; what it says has to be of that very path. */
async function namedBy({ operation, response: { status, body } }: Exchange): Promise<string[]> {
  const named: string[] = [];
  for (const [path, changed] of withOddMembers(body)) {
    // Where an item is no object, what is missing in it is named; what is around the items is the page's.
    if (operation.startsWith("list") && !/^\w+\[0\]\.|^\w+$/.test(path)) continue;
    if (path === "meta") continue;
    const error = await operations[operation]!.parse(json(status, changed)).then(
      () => null,
      (error) => error as TwilioError,
    );
    if (error === null) continue;
    expectError(error, "TwilioResponseError");
    expect(error.reason.slice(0, path.length + ": expected ".length)).toBe(`${path}: expected `);
    named.push(path);
  }
  return named;
}

const answers = Object.entries(exchanges).filter(([, { error, response: { status, body } }]) =>
  error === undefined && status < 300 && isObject(body)
);

/** The paths of what was read: of all members of a value that are in the body, at any depth. */
function* pathsRead(value: unknown, body: unknown, path = ""): Generator<string> {
  if (Array.isArray(value) && Array.isArray(body) && isObject(value[0])) {
    yield* pathsRead(value[0], body[0], `${path}[0]`);
  }
  if (!isObject(value) || !isObject(body)) return;
  for (const [name, member] of Object.entries(value)) {
    const key = snake(name);
    if (!(key in body)) continue;
    const where = path === "" ? key : `${path}.${key}`;
    yield where;
    yield* pathsRead(member, body[key], where);
  }
}

test.each(answers)("an odd member of an answer is named: %s", async (_, exchange) => {
  const body = exchange.response.body as unknown as Json;
  const { value } = exchange as { value: Json };
  const list = Object.keys(body).find((key) => Array.isArray(body[key]));
  const read = exchange.operation.startsWith("list")
    ? pathsRead({ [list!]: value["items"] }, body)
    : pathsRead(value, body);
  const named = await namedBy(exchange);
  expect([...read].filter((path) => !/\[0\]$/.test(path)).filter((path) => !named.includes(path)))
    .toEqual([]);
});

test("all of the resources are among them", () => {
  expect(answers.length).toBeGreaterThan(50);
});
