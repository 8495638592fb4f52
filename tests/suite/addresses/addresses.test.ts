import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import {
  type Channel,
  messenger,
  parseAddress,
  phone,
  rcs,
  TwilioInputError,
  whatsapp,
} from "../../../mod.ts";
import {
  addressIn,
  checkSmsSender,
  recipient,
  senderChannel,
} from "../../../lib/addresses/addresses.ts";
import { caught, expectError } from "../support/support.ts";

const number = "+12487960483";

describe("good addresses", () => {
  test.each<[text: string, channel: Channel, id: string]>([
    [number, "sms", number],
    ["+6834002", "sms", "+6834002"],
    ["+123456789012345", "sms", "+123456789012345"],
    [`whatsapp:${number}`, "whatsapp", number],
    ["whatsapp:US.13491208655302741918", "whatsapp", "US.13491208655302741918"],
    ["whatsapp:US.ENT.11815799212886844830", "whatsapp", "US.ENT.11815799212886844830"],
    [`whatsapp:BR.${"a1Z".repeat(42)}zz`, "whatsapp", `BR.${"a1Z".repeat(42)}zz`],
    ["messenger:104794531907950", "messenger", "104794531907950"],
    ["rcs:ms_dev_test_agent", "rcs", "ms_dev_test_agent"],
    ["rcs:brand-1.agent", "rcs", "brand-1.agent"],
    ["rcs:1st_agent", "rcs", "1st_agent"],
    [`rcs:XE${"0".repeat(32)}x`, "rcs", `XE${"0".repeat(32)}x`],
    [`rcs:${number}`, "rcs", number],
  ])("%s", (text, channel, id) => {
    expect(parseAddress(text)).toEqual({ channel, id });
    const made = { sms: phone, whatsapp, messenger, rcs }[channel](id);
    expect(made).toBe(text);
  });
});

describe("mistakes", () => {
  const AC = `AC${"0".repeat(32)}`;
  const makers = { phone, whatsapp, messenger, rcs };
  const words = {
    phone: "expected + and 7 to 15 digits",
    whatsapp: "expected + and 7 to 15 digits, or a user's id",
    messenger: "expected the digits of a page or a user",
    rcs: "expected an agent, or + and 7 to 15 digits",
  };
  const expected = (text: unknown) => {
    if (typeof text !== "string") return "expected an address";
    const [, channel = "phone"] = /^(whatsapp|messenger|rcs):/.exec(text) ?? [];
    return words[channel as keyof typeof words];
  };

  test.each<[text: unknown, mistake: string]>([
    ["", "an empty text"],
    [AC, "a SID"],
    [`MG${"aF".repeat(16)}`, "a SID"],
    ["+1 248 796 0483", "white space"],
    [` ${number}`, "white space"],
    [`${number}\n`, "white space"],
    ["+1-248-796-0483", "punctuation between digits"],
    ["+1(248)7960483", "punctuation between digits"],
    ["+1.248.796.0483", "punctuation between digits"],
    ["12487960483", "digits without +"],
    ["0012487960483", "00 for +"],
    ["+012487960483", "0 after +"],
    ["+124879", "too few digits"],
    ["+1248796048312345", "too many digits"],
    ["+12487960483x", "other characters than digits after +"],
    ["+١٢٤٨٧٩٦٠٤٨٣", "other characters than digits after +"],
    ["hello", "a text of 5 characters"],
    [`x${AC}`, "a text of 35 characters"],
    [`${AC}0`, "AC and 33 hex digits"],
    ["+1200300x", "other characters than digits after +"],
    ["12487960483x", "a text of 12 characters"],
    ["x+012487", "a text of 8 characters"],
    ["x+1248", "a text of 6 characters"],
    ["x+12487960483", "a text of 13 characters"],
    ["x+1248796048312345", "a text of 18 characters"],
    ["xwhatsapp:+12487960483", "another channel"],
    ["1Ab:+12487960483", "another channel"],
    ["whatsApp:+12487960483", "a channel in capitals"],
    [`WhatsApp:${number}`, "a channel in capitals"],
    [`WHATSAPP:${number}`, "a channel in capitals"],
    ["Messenger:104794531907950", "a channel in capitals"],
    ["viber:+12487960483", "another channel"],
    ["tel:+12487960483", "another channel"],
    [`whatsapp:whatsapp:${number}`, "a channel before it"],
    ["whatsapp:12487960483", "digits without +"],
    ["whatsapp: +12487960483", "white space"],
    ["whatsapp:+1-248-796-0483", "punctuation between digits"],
    ["whatsapp:@user", "a text of 5 characters"],
    [`whatsapp:${AC}`, "a SID"],
    [`whatsapp:US.${"1".repeat(129)}`, "a text of 132 characters"],
    ["whatsapp:us.1349", "a text of 7 characters"],
    ["whatsapp:", "an empty text"],
    ["messenger:+12487960483", "a phone number"],
    ["messenger:some.page", "a text of 9 characters"],
    ["messenger:", "an empty text"],
    ["rcs:12487960483", "digits without +"],
    ["rcs:+0", "0 after +"],
    ["rcs:my agent", "white space"],
    ["rcs:", "an empty text"],
    [undefined, "nothing"],
    [null, "nothing"],
    [12487960483, "a number"],
    [[number], "a list"],
    [{ toString: () => number }, "an object"],
  ])("%j is %s", async (text, mistake) => {
    const error = await caught(() => addressIn(text as string, "to"));
    expectError(error, "TwilioInputError", { field: "to" });
    expect((error as TwilioInputError).reason.split(", got ")).toEqual([expected(text), mistake]);
  });

  test.each<[name: keyof typeof makers, id: string, mistake: string]>([
    ["phone", `whatsapp:${number}`, "a channel before it"],
    ["whatsapp", `whatsapp:${number}`, "a channel before it"],
    ["whatsapp", "12487960483", "digits without +"],
    ["messenger", "messenger:1047", "a channel before it"],
    ["messenger", number, "a phone number"],
    ["rcs", "rcs:agent", "a channel before it"],
    ["rcs", `XE${"0".repeat(32)}`, "a SID"],
  ])("%s(%j) is %s", async (name, id, mistake) => {
    const error = await caught(() => makers[name](id));
    expectError(error, "TwilioInputError", { field: "address" });
    expect((error as TwilioInputError).reason.split(", got ")).toEqual([words[name], mistake]);
  });

  test.each(Object.entries(makers))("%s of no text", async (_, make) => {
    for (const id of [undefined, null, 1, [number], {}]) {
      expectError(await caught(() => make(id as string)), "TwilioInputError");
    }
  });

  test("a function of one address can be mapped over a list", () => {
    const numbers = [number, "+14155550100"];
    expect(numbers.map(phone)).toEqual(numbers);
    expect(numbers.map(whatsapp)).toEqual(numbers.map((one) => `whatsapp:${one}`));
    expect(numbers.map(rcs)).toEqual(numbers.map((one) => `rcs:${one}`));
    expect(["1047", "1048"].map(messenger)).toEqual(["messenger:1047", "messenger:1048"]);
    expect(numbers.map(parseAddress)).toEqual(numbers.map((id) => ({ channel: "sms", id })));
    for (const make of [phone, whatsapp, messenger, rcs, parseAddress]) expect(make.length).toBe(1);
  });

  test("the error of a mapped function names the address, not its place in the list", async () => {
    const functions: ((text: string) => unknown)[] = [
      phone,
      whatsapp,
      messenger,
      rcs,
      parseAddress,
    ];
    for (const make of functions) {
      const error = await caught(() => ["?"].map(make));
      expectError(error, "TwilioInputError", { field: "address" });
    }
  });
});

describe("properties", () => {
  const digits = fc.integer({ min: 1, max: 999_999_999_999_999 }).map(String);
  const e164 = digits.filter(({ length }) => length >= 7).map((digits) => `+${digits}`);
  const agent = fc.stringMatching(/^[a-z][a-z\d_]{0,20}$/);
  const address = fc.oneof(
    e164,
    e164.map((id) => `whatsapp:${id}`),
    e164.map((id) => `rcs:${id}`),
    digits.map((id) => `messenger:${id}`),
    agent.map((id) => `rcs:${id}`),
  );
  const part = fc.constantFrom(
    "whatsapp:",
    "rcs:",
    "messenger:",
    "+",
    "1",
    "234567",
    " ",
    "AC",
    "-",
  );
  const near = fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 8 })
    .map((parts) => parts.join(""));

  test("a good one is read and made again", () => {
    fc.assert(fc.property(address, (text) => {
      const { channel, id } = parseAddress(text);
      expect(text).toBe(channel === "sms" ? id : `${channel}:${id}`);
    }));
  });

  test("any text is a good one, or an input error that does not show it", () => {
    fc.assert(
      fc.property(near, (text) => {
        try {
          addressIn(text, "to");
        } catch (error) {
          if (!(error instanceof TwilioInputError) || error.field !== "to") throw error;
          // Shorter ones may be a part of what an error says of any text.
          return text.length < 10 || !error.message.includes(text);
        }
        return /^(\+|whatsapp:|messenger:|rcs:)[\w.+-]+$/.test(text);
      }),
      { numRuns: 1_000 },
    );
  });

  test("a long text is no trouble", async () => {
    for (const text of ["A", "+1", "1-", "a:", " ", "whatsapp:+1", "rcs:a."]) {
      expectError(
        await caught(() => parseAddress(`${text.repeat(200_000)}!`)),
        "TwilioInputError",
      );
    }
  });
});

describe("the channel of a sender", () => {
  test.each<[string, Channel]>([
    [number, "sms"],
    ["12345", "sms"],
    ["Shop", "sms"],
    ["My shop 24", "sms"],
    ["sim:DE1", "sms"],
    ["whatsapp:+12487960483", "whatsapp"],
    ["rcs:agent", "rcs"],
    ["messenger:104794531907950", "messenger"],
  ])("%s: %s", (text, channel) => expect(senderChannel(text, "from")).toBe(channel));

  const kinds = "an address, a short code, or a name of at most 11 characters";

  test.each<[unknown, string]>([
    [7, `from: expected ${kinds}, got 7`],
    [undefined, `from: expected ${kinds}, got nothing`],
    ["", `from: expected ${kinds}, got an empty text`],
    ["A name that is too long", `from: expected ${kinds}, got a text of 23 characters`],
    ["12", `from: expected ${kinds}, got `],
    // What has nine digits and more is meant for a phone number, and what has a colon for an address.
    ["123456789", "from: expected + and 7 to 15 digits, got digits without +"],
    ["+0", "from: expected + and 7 to 15 digits, got 0 after +"],
    ["sim:", "from: "],
    ["sim:a b", "from: "],
    ["xsim:1", "from: "],
    ["viber:1", "from: "],
  ])("is not that of %j", async (text, message) => {
    const error = await caught(() => senderChannel(text as string, "from"));
    expectError(error, "TwilioInputError", { field: "from" });
    expect((error as Error).message).toContain(message);
  });
});

test("SMS is sent from a phone number, a short code or a name", async () => {
  for (const text of [number, "12345", "Shop", "A"]) {
    expect(() => checkSmsSender(text, "from")).not.toThrow();
  }
  for (const text of ["12", "A name that is too long", "rcs:agent", 7, null]) {
    const error = await caught(() => checkSmsSender(text as string, "from"));
    expectError(error, "TwilioInputError", { field: "from" });
    expect((error as Error).message).toContain(", a short code or a name");
  }
});

test("an RCS agent only sends", async () => {
  const error = await caught(() => recipient("rcs:agent", "to"));
  expect((error as Error).message).toBe("to: expected a number, got an RCS agent");
  expect(recipient("rcs:+12487960483", "to").channel).toBe("rcs");
});
