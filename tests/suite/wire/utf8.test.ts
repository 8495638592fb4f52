import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import { readText } from "../../../lib/wire/body.ts";
import { bytes, caught, expectError } from "../support/support.ts";

// The text of a body, whatever pieces a network makes of it.
const asked = { method: "GET", url: "" };

function read(pieces: readonly Uint8Array[]): Promise<string> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  return readText(new Response(body as BodyInit), asked, {});
}

/** The bytes, cut at these places. */
function cut(all: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (all.length + 1)), all.length];
  at.sort((one, other) => one - other);
  return at.slice(1).map((end, index) => all.slice(at[index], end));
}

/** What is easily mistaken: marks, what stands for the unreadable, halves, and surrogates. */
const parts = fc.constantFrom(
  ...["a", "ü", "€", "𝒳", "\ufeff", "\ufffd"].map((text) => [...bytes(text)]),
  ...[[0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9d, 0x92], [0x82], [0xed, 0xa0, 0x80], [0xef, 0xbf]],
);

describe("a body in UTF-8", () => {
  test("is read as the platform reads it whole, wherever it is cut", async () => {
    const bodies = fc.array(parts, { maxLength: 8 }).map((all) => new Uint8Array(all.flat()));
    const places = fc.array(fc.nat(40), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(bodies, places, async (all, places) => {
        let expected: string | undefined;
        try {
          expected = new TextDecoder("utf-8", { fatal: true }).decode(all);
        } catch {
          // It is no UTF-8.
        }
        const text = read(cut(all, places));
        if (expected !== undefined) expect(await text).toBe(expected);
        else expectError(await caught(() => text), "TwilioNetworkError");
      }),
      { numRuns: 2_000 },
    );
  });

  test("may have the character that stands for what can't be read", async () => {
    expect(await read([bytes("a\ufffd"), bytes("€b")])).toBe("a\ufffd€b");
  });

  test("loses the mark at its beginning, and no other", async () => {
    expect(await read([bytes("\ufeffa"), bytes("\ufeffb")])).toBe("a\ufeffb");
  });
});
