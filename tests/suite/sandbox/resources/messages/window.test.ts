import { describe, expect, test } from "vitest";
import {
  type AccountSeed,
  createSandbox,
  type SandboxOptions,
  type WroteSeed,
} from "../../../../../lib/sandbox/mod.ts";
import { account, callers, MG, time, WHATSAPP, xe } from "../../../support/sandbox_messages.ts";
import { caught, expectError } from "../../../support/support.ts";

// WhatsApp takes free text for 24 hours from when the customer wrote; templates, whenever.
const to = "whatsapp:+14155550199";
const second = "whatsapp:+12487960484";
const contentSid = `HX${"a".repeat(32)}`;
const day = 24 * 60 * 60 * 1000;
const ago = (ms: number) => new Date(Date.parse(time) - ms).toISOString();

function startWith(wrote: readonly WroteSeed[], options: SandboxOptions = {}) {
  const accounts = [{ ...account([0, 1, 2]), wrote }];
  const sandbox = createSandbox({ accounts, now: () => new Date(time), ...options });
  const { messages, send } = callers(sandbox);
  /** Sends a message, and says where it ends. */
  const end = async (input: object, recipient = to) => {
    const { sid } = await send(recipient, input);
    await sandbox.deliver();
    const { status, errorCode } = await messages.fetch({ sid: sid! });
    return `${status} ${errorCode}`;
  };
  return { sandbox, messages, send, end };
}

describe("to a customer who has not written", () => {
  test.each<[string, object, string]>([
    ["a text", {}, "undelivered 63016"],
    ["a text from a sender that is named", { from: WHATSAPP }, "undelivered 63016"],
    ["media", { body: undefined, mediaUrl: "https://example.com/a.png" }, "undelivered 63016"],
    ["a template", { body: undefined, contentSid }, "delivered null"],
    ["a template with a text beside", { contentSid }, "delivered null"],
  ])("%s", async (_, input, expected) => {
    expect(await startWith([]).end(input)).toBe(expected);
  });

  test("what is not for WhatsApp goes out", async () => {
    const { end } = startWith([]);
    expect(await end({}, "messenger:104794531907951")).toBe("delivered null");
    expect(await end({}, "rcs:+14155550199")).toBe("delivered null");
    expect(await end({ messagingServiceSid: undefined, from: "+12025550100" }, "+14155550199"))
      .toBe("delivered null");
  });

  test("it is accepted at first, and told of as Twilio names it", async () => {
    const { sandbox, messages, send } = startWith([]);
    const created = await send(to, { statusCallback: "https://example.com/status" });
    expect(created).toMatchObject({ status: "accepted", errorCode: null });
    await sandbox.deliver();
    expect(await messages.fetch({ sid: created.sid! })).toMatchObject({
      errorMessage: expect.stringMatching(/outside the allowed window/),
      dateSent: new Date(time.replace(".678", "")),
    });
    const told = sandbox.callbacks();
    expect(told.map(({ messageStatus }) => messageStatus)).toEqual([
      "queued",
      "sent",
      "undelivered",
    ]);
    expect(told.at(-1)!.params).toMatchObject({ ErrorCode: "63016" });
  });

  test("it fails at once, if told so", async () => {
    const { sandbox, end } = startWith([], { outsideWindow: "failed" });
    expect(await end({ statusCallback: "https://example.com/status" })).toBe("failed 63016");
    expect(sandbox.callbacks().map(({ messageStatus }) => messageStatus))
      .toEqual(["queued", "failed"]);
  });

  test("nobody is asked where it ends", async () => {
    const asked: string[] = [];
    const outcome = ({ to }: { to: string }) => void asked.push(to);
    const { end } = startWith([], { outcome: outcome as never });
    await end({});
    expect(asked).toEqual([]);
    await end({ contentSid });
    expect(asked).toEqual([to]);
  });
});

describe("to a customer who has written", () => {
  test.each<[string, WroteSeed, string]>([
    ["just now", { customer: to, sender: WHATSAPP, date: time }, "delivered null"],
    ["almost a day ago", { customer: to, sender: WHATSAPP, date: ago(day - 1) }, "delivered null"],
    ["a day ago", { customer: to, sender: WHATSAPP, date: ago(day) }, "undelivered 63016"],
    ["to another sender", { customer: to, sender: second, date: time }, "undelivered 63016"],
    ["and is another", { customer: second, sender: WHATSAPP, date: time }, "undelivered 63016"],
  ])("%s", async (_, wrote, expected) => {
    expect(await startWith([wrote]).end({})).toBe(expected);
  });

  test("the last time counts", async () => {
    const wrote = [ago(2 * day), ago(1), ago(3 * day)]
      .map((date) => ({ customer: to, sender: WHATSAPP, date }));
    const { sandbox, end } = startWith(wrote);
    expect(await end({})).toBe("delivered null");
    const [{ wrote: saved }] = sandbox.state().accounts as [AccountSeed];
    expect(saved).toEqual([{ customer: to, sender: WHATSAPP, date: ago(1) }]);
    expect(createSandbox(sandbox.state()).state()).toEqual(sandbox.state());
  });

  test("what counts is when the message goes out", async () => {
    let now = Date.parse(time);
    const wrote = [{ customer: to, sender: WHATSAPP, date: time }];
    const { sandbox, messages, send } = startWith(wrote, { now: () => new Date(now) });
    const { sid } = await send(to, { sendAt: new Date(now + day + 1000) });
    now += day + 2000;
    await sandbox.deliver();
    expect((await messages.fetch({ sid: sid! })).errorCode).toBe(63016);
  });
});

describe("the option", () => {
  test("says who has written, beside the others", async () => {
    const asked: string[][] = [];
    const customerWrote = (customer: string, sender: string) => {
      asked.push([customer, sender]);
      return customer === second;
    };
    const { end } = startWith([], { customerWrote });
    expect(await end({}, second)).toBe("delivered null");
    expect(await end({})).toBe("undelivered 63016");
    expect(asked).toEqual([[second, WHATSAPP], [to, WHATSAPP]]);
  });

  test("says that everybody has", async () => {
    expect(await startWith([], { customerWrote: true }).end({})).toBe("delivered null");
  });

  test.each([["yes"], [1], [null]])("may not be %j", async (customerWrote) => {
    const error = await caught(() => createSandbox({ customerWrote } as never));
    expectError(error, "TwilioInputError", { field: "customerWrote" });
  });
});

test.each<[Partial<WroteSeed>, string]>([
  [{ customer: "4155550199" }, "customer"],
  [{ sender: "whatsapp:x" }, "sender"],
  [{ date: "yesterday" }, "date"],
  [{ date: undefined as never }, "date"],
])("a seed with %j is refused", async (mistake, field) => {
  const wrote = [{ customer: to, sender: WHATSAPP, date: time, ...mistake }];
  const error = await caught(() => startWith(wrote));
  expectError(error, "TwilioInputError", { field: `accounts[0].wrote[0].${field}` });
});

test("a seed says of a message what it was made of, and where it ends", async () => {
  const message = {
    to,
    from: WHATSAPP,
    channelSender: xe(0),
    messagingServiceSid: MG,
    status: "queued",
    dateCreated: time,
  };
  const sids = ["a", "b", "c"].map((letter) => `SM${letter.repeat(32)}`);
  const messages = [
    { ...message, sid: sids[0]! },
    { ...message, sid: sids[1]!, contentSid },
    { ...message, sid: sids[2]!, outcome: { status: "read" as const } },
  ];
  const sandbox = createSandbox({ accounts: [{ ...account([0]), messages }] });
  await sandbox.deliver();
  const own = callers(sandbox).messages;
  const ends = await Promise.all(sids.map(async (sid) => (await own.fetch({ sid })).status));
  expect(ends).toEqual(["undelivered", "delivered", "read"]);
  const bad = [{ ...message, sid: sids[0]!, contentSid: "HX1" }];
  const error = await caught(() =>
    createSandbox({ accounts: [{ ...account([0]), messages: bad }] })
  );
  expectError(error, "TwilioInputError", { field: "accounts[0].messages[0].contentSid" });
});
