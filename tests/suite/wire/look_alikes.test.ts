// What a parser is given: responses of libraries and of other realms, what is none, and a cap.
import { describe, expect, test } from "vitest";
import { deleteChannelSender, fetchChannelSender } from "../../../mod.ts";
import { bytes, caught, expectError, json } from "../support/support.ts";

const made = { url: "", type: "default", redirected: false, bodyUsed: false };
const headers = new Headers({ "content-type": "application/json" });

/** What a library of its own makes, as far as it is read. */
function alike(members: object = {}): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes(`{"sid":null}`));
      controller.close();
    },
  });
  return { ...made, status: 200, ok: true, headers, body, ...members } as unknown as Response;
}

describe("what has all that is read of a response", () => {
  test("is one", async () => {
    expect((await fetchChannelSender.parse(alike())).sid).toBeNull();
  });

  test("is one without a body", async () => {
    const response = alike({ status: 204, body: null });
    expect(await deleteChannelSender.parse(response)).toBeUndefined();
  });

  test("may have headers of its own", async () => {
    const own = { get: (name: string) => name === "content-type" ? "application/json" : null };
    expect((await fetchChannelSender.parse(alike({ headers: own }))).sid).toBeNull();
  });
});

describe("what has less is none, though it has the rest", () => {
  test.each([
    ["no headers", { headers: undefined }],
    ["headers without get", { headers: { "content-type": "application/json" } }],
    ["no body at all", { body: undefined }],
    ["a text for a body", { body: "{}" }],
    ["a stream of Node's", { body: { pipe() {}, on() {} } }],
  ])("%s", async (_, members) => {
    for (const { parse } of [fetchChannelSender, deleteChannelSender]) {
      const error = await caught(() => parse(alike(members)));
      expectError(error, "TwilioInputError", { field: "response" });
    }
  });
});

describe("the cap of a body", () => {
  const sid = `{"sid":null}`;

  test("may be as large as the body, and no smaller", async () => {
    const of = (maxBytes: number) =>
      fetchChannelSender.parse(new Response(sid, { headers }), { maxBytes });
    expect((await of(sid.length)).sid).toBeNull();
    expectError(await caught(() => of(sid.length - 1)), "TwilioResponseError");
  });

  test("may be none", async () => {
    const large = json(200, { sid: null, text: "x".repeat(9_000_000) });
    expect((await fetchChannelSender.parse(large.clone(), { maxBytes: Infinity })).sid).toBeNull();
    expectError(await caught(() => fetchChannelSender.parse(large)), "TwilioResponseError");
  });

  test.each([NaN, -1, 1.5, -Infinity, "5", 5n])(
    "is a number of bytes, and not %s",
    async (maxBytes) => {
      const options = { maxBytes } as never;
      const error = await caught(() =>
        fetchChannelSender.parse(new Response(sid, { headers }), options)
      );
      expectError(error, "TwilioInputError", { field: "maxBytes" });
    },
  );
});
