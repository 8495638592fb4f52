import { describe, expect, test } from "vitest";
import { createClient, messages } from "../../../../../mod.ts";
import { createSandbox, type MessageSeed } from "../../../../../lib/sandbox/mod.ts";
import { refusal } from "../../../support/sandbox.ts";
import {
  account,
  at,
  callers,
  MG,
  start,
  time,
  toForm,
  WHATSAPP,
} from "../../../support/sandbox_messages.ts";
import { caught, expectError } from "../../../support/support.ts";

// What becomes of messages by hand: they are canceled, their text is taken out, they are deleted.
const to = "whatsapp:+14155550199";
const sid = `SM${"a".repeat(32)}`;
const hour = 60 * 60 * 1000;

/** A message of each status. */
function withStatus(status: string): MessageSeed {
  return {
    sid,
    to,
    from: WHATSAPP,
    messagingServiceSid: MG,
    status,
    body: "Hello!",
    dateCreated: time,
    sendAt: new Date(Date.parse(time) + hour).toISOString(),
  };
}

function startWith(status: string, options: object = {}) {
  const accounts = [{ ...account([0]), messages: [withStatus(status)] }];
  const sandbox = createSandbox({
    accounts,
    now: () => new Date(time),
    pace: "manual",
    ...options,
  });
  return { sandbox, ...callers(sandbox) };
}

const underWay = ["scheduled", "accepted", "queued", "sending", "sent", "receiving"];
const complete = ["delivered", "undelivered", "failed", "read", "received", "canceled"];

describe("a message that is scheduled", () => {
  test("is canceled, which is told, and is never sent", async () => {
    let now = Date.parse(time);
    const { sandbox, messages, send } = start([0], { now: () => new Date(now) });
    const sendAt = new Date(now + hour);
    const statusCallback = "https://example.com/status";
    const created = await send(to, { sendAt, statusCallback });
    expect(created.status).toBe("scheduled");
    const canceled = await messages.cancel({ sid: created.sid! });
    expect(canceled).toMatchObject({ status: "canceled", from: null, body: "Hello!" });
    now += 2 * hour;
    await sandbox.deliver();
    expect((await messages.fetch({ sid: created.sid! })).status).toBe("canceled");
    expect(sandbox.callbacks().map(({ messageStatus }) => messageStatus)).toEqual(["canceled"]);
  });

  test("is not canceled twice", async () => {
    const { messages } = startWith("scheduled");
    await messages.cancel({ sid });
    const error = await caught(() => messages.cancel({ sid }));
    expectError(error, "TwilioApiError", {
      status: 409,
      code: 30409,
      reason: "This message cannot be canceled",
    });
  });

  test("cannot be canceled once its time has come", async () => {
    const late = { now: () => new Date(Date.parse(time) + hour), pace: "look" };
    const { messages } = startWith("scheduled", late);
    expectError(await caught(() => messages.cancel({ sid })), "TwilioApiError", { code: 30409 });
    expect((await messages.fetch({ sid })).status).not.toBe("canceled");
  });

  test("and has a timer has none once it is canceled", async () => {
    const { messages, sandbox } = startWith("scheduled", { pace: 0 });
    await messages.cancel({ sid });
    await sandbox.deliver();
    expect((await messages.fetch({ sid })).status).toBe("canceled");
  });
});

test.each([...underWay.slice(1), ...complete])("%s is not canceled", async (status) => {
  const { messages } = startWith(status);
  expectError(await caught(() => messages.cancel({ sid })), "TwilioApiError", { code: 30409 });
  expect((await messages.fetch({ sid })).status).toBe(status);
});

describe("a text", () => {
  test.each(complete)("is taken out of a message that is %s", async (status) => {
    const { messages, sandbox } = startWith(status, {
      now: () => new Date(Date.parse(time) + hour),
    });
    const redacted = await messages.redact({ sid });
    expect(redacted).toMatchObject({ sid, status, body: "", to, from: WHATSAPP });
    expect(redacted.dateUpdated).toEqual(new Date("2026-01-02T04:04:05Z"));
    expect((await messages.redact({ sid })).body).toBe("");
    expect(JSON.stringify(sandbox.state())).not.toContain("Hello!");
  });

  test.each(underWay)("is not taken out of one that is %s, or if told so", async (status) => {
    const error = await caught(() => startWith(status).messages.redact({ sid }));
    expectError(error, "TwilioApiError", { status: 409, code: 20009 });
    const allowed = startWith(status, { redactUnderWay: "allow" });
    expect(await allowed.messages.redact({ sid })).toMatchObject({ status, body: "" });
  });
});

describe("a message", () => {
  test.each(complete)("that is %s is deleted", async (status) => {
    const { messages, sandbox } = startWith(status);
    expect(await messages.delete({ sid })).toBe(undefined);
    for (const call of [messages.fetch, messages.delete, messages.redact, messages.cancel]) {
      expectError(await caught(() => call({ sid })), "TwilioApiError", { code: 20404 });
    }
    expect(sandbox.state().accounts[0]!.messages).toBe(undefined);
  });

  test.each(underWay)("that is %s is not", async (status) => {
    const { messages } = startWith(status);
    const error = await caught(() => messages.delete({ sid }));
    expectError(error, "TwilioApiError", {
      status: 409,
      code: 20009,
      reason: "Cannot delete this resource before it is complete",
    });
    const other = await caught(() =>
      startWith(status, { notCompleteStatus: 400 }).messages.delete({ sid })
    );
    expectError(other, "TwilioApiError", { status: 400, code: 20009 });
  });

  test("that was deleted before it was read tells nothing any more", async () => {
    const { sandbox, messages, send } = start([0], { outcome: () => "read" });
    const { sid } = await send(to, { statusCallback: "https://example.com/status" });
    await sandbox.deliver(3);
    await messages.delete({ sid: sid! });
    await sandbox.deliver();
    expect(sandbox.callbacks().map(({ messageStatus }) => messageStatus))
      .toEqual(["queued", "sent", "delivered"]);
  });
});

test.each<[string, Record<string, string>]>([
  ["nothing", {}],
  ["both at once", { Status: "canceled", Body: "" }],
  ["another status", { Status: "cancelled" }],
  ["another text", { Body: "Hi" }],
  ["no more than a name", { To: "+14155550199" }],
])("a change of %s is refused", async (_, form) => {
  const { call } = startWith("delivered");
  const answer = call(at(sid), { method: "POST", body: toForm(form) });
  expect(await refusal(answer)).toEqual([400, 30400, "Parameters are not valid"]);
});

test("a fault strikes what changes a message, which finds out what was done", async () => {
  const { sandbox } = startWith("scheduled");
  sandbox.fault({ operation: "updateMessage", first: 1, processed: true, status: 503 });
  const { credentials, fetch } = sandbox;
  const client = createClient({
    ...credentials,
    fetch,
    retry: { random: () => 0 },
    extend: { messages },
  });
  expect((await client.messages.cancel({ sid })).status).toBe("canceled");
});
