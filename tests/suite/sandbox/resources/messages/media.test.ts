import { expect, test } from "vitest";
import { createSandbox } from "../../../../../lib/sandbox/mod.ts";
import { createClient, messages } from "../../../../../mod.ts";
import { caller } from "../../../support/sandbox.ts";

// What belongs to a message: its media, and the feedback on it.
async function start() {
  const sandbox = createSandbox({ now: () => new Date("2026-01-02T03:04:05Z") });
  const { accountSid } = sandbox.credentials;
  const client = createClient({
    ...sandbox.credentials,
    fetch: sandbox.fetch,
    extend: { messages },
  });
  const { sid } = await client.messages.create({
    from: "whatsapp:+12487960483",
    to: "whatsapp:+14155550199",
    mediaUrl: ["https://example.com/cat.jpg", "https://example.com/a/menu.pdf?x=1.png"],
  });
  const path = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  const call = caller(sandbox);
  const api = (rest: string, init = {}) => call(`https://api.twilio.com${path}${rest}`, init);
  return { api, path, sid, accountSid };
}

test("media are listed, page by page, and fetched", async () => {
  const { api, path, sid, accountSid } = await start();
  const all = await (await api("/Media.json")).json();
  const [first, second] = all.media_list;
  expect(first).toEqual({
    sid: expect.stringMatching(/^ME[\da-f]{32}$/),
    account_sid: accountSid,
    parent_sid: sid,
    content_type: "image/jpeg",
    date_created: "Fri, 02 Jan 2026 03:04:05 +0000",
    date_updated: "Fri, 02 Jan 2026 03:04:05 +0000",
    uri: `${path}/Media/${first.sid}.json`,
  });
  expect(second).toMatchObject({ content_type: "application/pdf" });
  const page = await (await api("/Media.json?PageSize=1")).json();
  expect(page.media_list).toEqual([first]);
  const rest = await (await api(page.next_page_uri.slice(path.length))).json();
  expect([rest.media_list, rest.next_page_uri]).toEqual([[second], null]);
  expect(await (await api(`/Media/${second.sid}.json`)).json()).toEqual(second);
});

test("feedback is confirmed unless it is said otherwise", async () => {
  const { api, path, sid, accountSid } = await start();
  const answer = await api("/Feedback.json", { method: "POST", body: "Outcome=unconfirmed" });
  expect([answer.status, await answer.json()]).toEqual([200, {
    account_sid: accountSid,
    message_sid: sid,
    outcome: "unconfirmed",
    date_created: "Fri, 02 Jan 2026 03:04:05 +0000",
    date_updated: "Fri, 02 Jan 2026 03:04:05 +0000",
    uri: `${path}/Feedback.json`,
  }]);
  const plain = await api("/Feedback.json", { method: "POST", body: "" });
  expect((await plain.json()).outcome).toBe("confirmed");
});

test.each([
  ["/Media/ME1.json", {}, 404],
  ["x/Media.json", {}, 404],
  ["/Media.json", { method: "POST", body: "" }, 405],
  ["/Feedback.json", {}, 405],
  ["/Feedback.json", { method: "POST", body: "Outcome=maybe" }, 400],
  ["/Media.json", { auth: null }, 401],
])("%s %j is refused with %i", async (rest, init, status) => {
  const { api } = await start();
  expect((await api(rest, init)).status).toBe(status);
});
