import { describe, expect, test } from "vitest";
import {
  alphaSenders,
  createAlphaSender,
  deleteAlphaSender,
  fetchAlphaSender,
  listAlphaSenders,
} from "../../../mod.ts";
import { testPoolKind } from "../support/pool_member.ts";
import { caught, expectError, MG } from "../support/support.ts";

const name = "a name, whose SID alphaSenders.list finds";

describe("alpha senders", () => {
  testPoolKind({
    path: "AlphaSenders",
    prefix: "AI",
    key: "alpha_senders",
    create: { input: { alphaSender: "My Co & Me" }, form: "AlphaSender=My+Co+%26+Me" },
    wire: { alpha_sender: "My Co & Me" },
    value: { alphaSender: "My Co & Me" },
    mistakes: [["Twilio", name], ["My Co & Me", name], ["+15005550006", "an address"]],
    operations: {
      create: createAlphaSender,
      fetch: fetchAlphaSender,
      list: listAlphaSenders,
      delete: deleteAlphaSender,
    },
    methods: alphaSenders,
    recovers: false,
  });

  test.each([
    [undefined, "nothing"],
    ["", "an empty text"],
    ["Twelve_chars", "a text of 12 characters"],
    ["12345", "a text of 5 characters"],
    ["+15005550006", "an address"],
    ["Ünïcode", "a text of 7 characters"],
    ["a.b", "a text of 3 characters"],
    [5, "5"],
  ])("are refused where they are no names: %s", async (alphaSender, got) => {
    const input = { messagingServiceSid: MG, alphaSender } as never;
    const error = await caught(() => createAlphaSender.request(input));
    expectError(error, "TwilioInputError", { field: "alphaSender" });
    expect((error as Error).message).toBe(
      "alphaSender: expected a name: at most 11 letters, digits, spaces, &, +, - and _, " +
        `with a letter, got ${got}`,
    );
  });

  test.each(["a", "Elevenchars", "4ever", "A-b_c+d&e f"])("are taken: %s", async (alphaSender) => {
    const request = createAlphaSender.request({ messagingServiceSid: MG, alphaSender });
    expect(Object.fromEntries(new URLSearchParams(await request.text()))).toEqual({
      AlphaSender: alphaSender,
    });
  });
});
