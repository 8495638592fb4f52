import { expect } from "vitest";
import { accountSid } from "../../support.ts";
import {
  type Chapter,
  mayLookUp,
  phoneNumber,
  pnOf,
  refused,
  scOf,
  sendingMG,
  sids,
  subaccount,
  voiceOnly,
  whatsappSender,
  type World,
} from "./world.ts";

const to = "whatsapp:+14155550199";
const sms = "+14155550199";
const body = "Hello!";
const hour = 60 * 60 * 1000;
const start = Date.parse("2026-01-02T00:00:00Z");
let now = start;

/** How many messages there are to look up. */
const COUNT = 230;

const notThere = (sid: string) =>
  [
    404,
    20404,
    `The requested resource /2010-04-01/Accounts/${accountSid}/Messages/${sid}.json was not found`,
  ] as const;

async function scheduled({ sdk }: World): Promise<string> {
  const sendAt = new Date(now + hour);
  const { sid, status } = await sdk().messages.create({
    ...{ messagingServiceSid: sendingMG, to, body, sendAt, scheduleType: "fixed" },
  });
  expect(status).toBe("scheduled");
  return sid;
}

/** Messages that are looked up and changed, and the numbers of an account. */
export const messageHistory: Chapter = {
  title: "messages that are looked up and changed, and an account's numbers",
  options: { now: () => new Date(now) },
  steps: {
    "messages are listed over several pages, the newest first, each once": async (world) => {
      const { messages } = world.sdk();
      const sent: string[] = [];
      for (let index = 0; index < COUNT; index++) {
        // Each hour one, over SMS and over WhatsApp in turn.
        const one = index % 2 ? { from: whatsappSender, to } : { from: phoneNumber, to: sms };
        sent.push((await messages.create({ ...one, body })).sid);
        await world.sandbox.deliver();
        now += hour;
      }
      const newestFirst = sent.toReversed();
      expect(sids(await messages.list())).toEqual(newestFirst);
      expect(sids(await messages.list({ pageSize: 7 }))).toEqual(newestFirst);
      expect(sids(await messages.list({ limit: 5 }))).toEqual(newestFirst.slice(0, 5));
      const each: string[] = [];
      await new Promise<void>((resolve, reject) =>
        messages.each({
          pageSize: 50,
          callback: ({ sid }) => void each.push(sid),
          done: (error?: Error) => error ? reject(error) : resolve(),
        })
      );
      expect(each).toEqual(newestFirst);
    },

    "a page leads to the next and to the one before": async ({ sdk }) => {
      const { messages } = sdk();
      const first = await messages.page({ pageSize: 20 });
      const second = (await first.nextPage())!;
      const third = (await second.nextPage())!;
      const back = (await third.previousPage())!;
      expect(sids(back.instances)).toEqual(sids(second.instances));
      const all = await messages.list({ limit: 60 });
      expect([first, second, third].flatMap(({ instances }) => sids(instances))).toEqual(sids(all));
      expect(first.previousPageUrl).toBe(undefined);
      const again = await messages.getPage(second.nextPageUrl!);
      expect(sids(again.instances)).toEqual(sids(third.instances));
    },

    "filters: recipient, sender, and when they were sent": async ({ sdk }) => {
      const { messages } = sdk();
      const count = async (filter: object) => (await messages.list(filter)).length;
      expect(await count({ to })).toBe(COUNT / 2);
      expect(await count({ from: phoneNumber })).toBe(COUNT / 2);
      expect(await count({ to, from: phoneNumber })).toBe(0);
      const day = new Date("2026-01-03T00:00:00Z");
      expect(await count({ dateSent: day })).toBe(24);
      expect(await count({ dateSent: day, to, pageSize: 5 })).toBe(12);
      const noon = new Date(start + 12 * hour);
      expect(await count({ dateSentBefore: noon })).toBe(13);
      expect(await count({ dateSentAfter: noon })).toBe(COUNT - 12);
      expect(await count({ dateSentAfter: noon, dateSentBefore: noon })).toBe(1);
      expect(await count({ dateSentAfter: new Date(now) })).toBe(0);
    },

    "400 21481: a page that there is not": async ({ sdk }) => {
      const page = sdk().messages.page({ pageToken: "PASM1" });
      await refused(page, [400, 21481, "Invalid PageToken"]);
    },

    "a scheduled message is canceled, and never sent": async (world) => {
      const { messages } = world.sdk();
      const sid = await scheduled(world);
      const canceled = await messages(sid).update({ status: "canceled" });
      expect(canceled).toMatchObject({ sid, status: "canceled", body, from: null, dateSent: null });
      now += 2 * hour;
      await world.sandbox.deliver();
      expect((await messages(sid).fetch()).status).toBe("canceled");
    },

    "409 30409: canceled twice, or sent": async (world) => {
      const { messages } = world.sdk();
      const sid = await scheduled(world);
      await messages(sid).update({ status: "canceled" });
      const expected = [409, 30409, "This message cannot be canceled"] as const;
      await refused(messages(sid).update({ status: "canceled" }), expected);
      const sent = await scheduled(world);
      now += 2 * hour;
      await world.sandbox.deliver();
      await refused(messages(sent).update({ status: "canceled" }), expected);
      expect((await messages(sent).fetch()).status).toBe("delivered");
    },

    "a text is taken out, and again": async ({ sdk }) => {
      const [{ sid } = { sid: "" }] = await sdk().messages.list({ to: sms, limit: 1 });
      for (let times = 0; times < 2; times++) {
        const redacted = await sdk().messages(sid).update({ body: "" });
        expect(redacted).toMatchObject({ sid, body: "", status: "delivered", to: sms });
      }
    },

    "400 30400: any other change": async ({ sdk }) => {
      // An instance of a list has no SID of its own in this version of the SDK.
      const [listed] = await sdk().messages.list({ limit: 1 });
      const message = sdk().messages(listed!.sid);
      const expected = [400, 30400, "Parameters are not valid"] as const;
      await refused(message.update({ body: "Hi" }), expected);
      await refused(message.update({ body: "", status: "canceled" }), expected);
      await refused(message.update({}), expected);
    },

    "a message is deleted, and not there any more": async ({ sdk }) => {
      const { messages } = sdk();
      const [message] = await messages.list({ limit: 1 });
      const { sid } = message!;
      expect(await messages(sid).remove()).toBe(true);
      await refused(messages(sid).remove(), notThere(sid));
      await refused(messages(sid).fetch(), notThere(sid));
      await refused(messages(sid).update({ body: "" }), notThere(sid));
      expect(sids(await messages.list())).not.toContain(sid);
    },

    "409 20009: while it is on its way, it is neither deleted nor is its text taken out": async (
      world,
    ) => {
      const { messages } = world.sdk();
      const { sid } = await messages.create({ from: whatsappSender, to, body });
      const expected = [409, 20009, "Cannot delete this resource before it is complete"] as const;
      await refused(messages(sid).remove(), expected);
      await refused(messages(sid).update({ body: "" }), expected);
      await world.sandbox.deliver();
      expect(await messages(sid).remove()).toBe(true);
    },

    "a subaccount's, by the main account's credentials": async ({ sdk }) => {
      const theirs = sdk().api.v2010.accounts(subaccount.accountSid).messages;
      const { sid } = await theirs.create({ from: subaccount.sender.sender, to, body });
      expect(sids(await theirs.list())).toEqual([sid]);
      expect(sids(await sdk().messages.list())).not.toContain(sid);
    },

    "the numbers of the account, by number and over several pages": async ({ sdk }) => {
      const { incomingPhoneNumbers } = sdk();
      const all = await incomingPhoneNumbers.list({ pageSize: 100 });
      expect(all).toHaveLength(404);
      expect(sids(all).slice(1, 4)).toEqual([pnOf(0), pnOf(1), pnOf(2)]);
      const [found, ...others] = await incomingPhoneNumbers.list({ phoneNumber: "+15005551007" });
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        sid: pnOf(7),
        accountSid,
        phoneNumber: "+15005551007",
        friendlyName: "(500) 555-1007",
        capabilities: { voice: true, sms: true, mms: true, fax: false },
        status: "in-use",
        origin: "twilio",
        dateCreated: expect.any(Date),
        uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${pnOf(7)}.json`,
      });
      expect(await incomingPhoneNumbers.list({ phoneNumber: "+1500555100*" })).toHaveLength(10);
      expect(await incomingPhoneNumbers(pnOf(7)).fetch()).toMatchObject({ sid: pnOf(7) });
      const { capabilities } = await incomingPhoneNumbers(voiceOnly).fetch();
      expect(capabilities).toMatchObject({ voice: true, sms: false, mms: false });
      const none = `PN${"f".repeat(32)}`;
      await refused(incomingPhoneNumbers(none).fetch(), [404, 20404, /not found/]);
    },

    "the short codes of the account likewise": async ({ sdk }) => {
      const { shortCodes } = sdk().api.v2010.accounts(accountSid);
      expect(await shortCodes.list({ pageSize: 50 })).toHaveLength(130);
      const found = await shortCodes.list({ shortCode: "10007" });
      expect(sids(found)).toEqual([scOf(7)]);
      expect(await shortCodes(scOf(7)).fetch()).toMatchObject({
        sid: scOf(7),
        accountSid,
        shortCode: "10007",
        friendlyName: "10007",
      });
      await refused(shortCodes(`SC${"f".repeat(32)}`).fetch(), [404, 20404, /not found/]);
    },

    "a key that may look messages up, and not change them": async ({ sdk }) => {
      const { apiKey, apiSecret } = mayLookUp;
      const { messages, incomingPhoneNumbers } = sdk({
        user: apiKey,
        password: apiSecret,
        accountSid,
      });
      const [listed] = await messages.list({ limit: 1 });
      const message = messages(listed!.sid);
      const forbidden = [403, 70051, /authorization failed/i] as const;
      await refused(message.update({ body: "" }), forbidden);
      await refused(message.remove(), forbidden);
      await refused(message.fetch(), forbidden);
      await refused(incomingPhoneNumbers.list(), forbidden);
    },
  },
};
