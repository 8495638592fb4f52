import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../../../lib/sandbox/mod.ts";
import { refusal } from "../../../support/sandbox.ts";
import { account, NUMBER, start, WHATSAPP } from "../../../support/sandbox_messages.ts";

// Messages that are refused at once because of whom they are for, or by whom: as a seed says, and the
// numbers that Twilio's test credentials have for it.
const Body = "x";

describe("the numbers of Twilio's test credentials", () => {
  test.each([
    ["+15005550001", 21211],
    ["+15005550002", 21612],
    ["+15005550003", 21408],
    ["+15005550004", 21610],
    ["+15005550009", 21614],
  ])("to %s: %i", async (To, code) => {
    const { post, sandbox } = start([0]);
    expect((await refusal(post({ To, From: NUMBER, Body }))).slice(0, 2)).toEqual([400, code]);
    expect(sandbox.state().accounts[0]).not.toHaveProperty("messages");
  });

  test.each([
    ["+15005550001", 21212],
    ["+15005550007", 21606],
    ["+15005550008", 21611],
  ])("from %s: %i", async (From, code) => {
    const { post } = start([0]);
    const refused = await refusal(post({ To: "+14155550199", From, Body }));
    expect(refused.slice(0, 2)).toEqual([400, code]);
  });

  test("from +15005550006, and to it, all is well", async () => {
    const { post } = start([0]);
    const well = { To: "+15005550006", From: "+15005550006", Body };
    expect((await post(well)).status).toBe(201);
  });
});

describe("recipients that a seed refuses", () => {
  const refusedRecipients = { "+14155550101": 21610, "whatsapp:+14155550101": 21608 };
  const accounts = [{ ...account([0]), refusedRecipients }];

  test("get no message, and others do", async () => {
    const { post, sandbox } = start([0], { accounts });
    expect(await refusal(post({ To: "+14155550101", From: NUMBER, Body })))
      .toEqual([400, 21610, "Attempt to send to unsubscribed recipient"]);
    const [, code, sentence] = await refusal(
      post({ To: "whatsapp:+14155550101", From: WHATSAPP, Body }),
    );
    expect([code, sentence]).toEqual([
      21608,
      expect.stringMatching(/^The number .* is unverified/),
    ]);
    expect((await post({ To: "+14155550102", From: NUMBER, Body })).status).toBe(201);
    expect(sandbox.state().accounts[0]).toMatchObject({ refusedRecipients });
    const again = createSandbox(JSON.parse(JSON.stringify(sandbox.state())));
    expect(again.state()).toEqual(sandbox.state());
  });

  test.each<[unknown, string]>([
    [[], "accounts[0].refusedRecipients"],
    [{ "+14155550101": 21609 }, "accounts[0].refusedRecipients.+14155550101"],
    [{ nobody: 21610 }, "accounts[0].refusedRecipients.nobody"],
  ])("%j makes no sense", (value, field) => {
    const seed = { accounts: [{ ...account([0]), refusedRecipients: value as never }] };
    expect(() => createSandbox(seed)).toThrow(expect.objectContaining({ field }));
  });
});
