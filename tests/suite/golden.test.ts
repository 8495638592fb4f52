import { describe, expect, test } from "vitest";
import * as senderpool from "../../mod.ts";
import type { Operation } from "../../mod.ts";
import { type Exchange, exchanges } from "./golden/exchanges.ts";
import { caught, expectError } from "./support/support.ts";

const operations = senderpool as unknown as Record<string, Operation<unknown, unknown>>;
const all = Object.entries(exchanges);

/** The dates of an input or of an expected value. */
function revive(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, member) => {
    return member && /^(date|sendAt)|Date$/.test(key) ? new Date(member) : member;
  });
}

function answer({ response: { status, headers, body } }: Exchange): Response {
  const text = body === null || typeof body === "string" ? body : JSON.stringify(body);
  return new Response(text, { status, headers });
}

describe("golden", () => {
  test.each(all)("%s: the request", async (_, { operation, input, request: expected }) => {
    const request = operations[operation]!.request(revive(input));
    // Before the body is read: afterwards Bun has forgotten its type.
    const headers = Object.entries(expected.headers).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    expect([...request.headers]).toEqual(headers);
    expect({ method: request.method, url: request.url, body: await request.text() }).toEqual({
      method: expected.method,
      url: expected.url,
      body: expected.body,
    });
  });

  test.each(all)("%s: the answer", async (_, exchange) => {
    const { operation, request: { method, url }, error: expected, response: { status } } = exchange;
    const parsed = operations[operation]!.parse(answer(exchange), { url });
    if (expected) {
      expectError(await caught(() => parsed), String(expected.name), { method, url, ...expected });
      return;
    }
    const value = await parsed;
    if (exchange.value === null) return expect(value).toBe(undefined);
    if (!operation.startsWith("list")) return expect(value).toEqual(revive(exchange.value));
    const { metadata, ...page } = value as senderpool.Page<unknown>;
    expect(page).toEqual(revive(exchange.value));
    expect(metadata).toMatchObject({ url, status });
  });

  test("there is one for every operation, and for the documented refusals", () => {
    const names = new Set(all.map(([_, { operation }]) => operation));
    const ours = Object.entries(senderpool)
      .filter(([_, value]) => typeof value === "object" && "request" in value);
    expect([...names].sort()).toEqual(ours.map(([name]) => name).sort());
    expect(names.size).toBe(40);
    const statuses = all.map(([_, { response }]) => response.status);
    expect([...new Set(statuses)].sort()).toEqual([
      200,
      201,
      202,
      204,
      400,
      401,
      404,
      409,
      412,
      429,
      500,
      503,
    ]);
  });
});
