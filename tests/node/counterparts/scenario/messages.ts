import twilio from "twilio";
import { expect } from "vitest";
import type { Who } from "../sdk.ts";
import { accountSid, authToken, emptyMG, serve } from "../../support.ts";
import {
  type Chapter,
  maySend,
  nobodysMG,
  phoneNumber,
  type Refusal,
  refused,
  sendingMG,
  smallMG,
  smsMG,
  stranger,
  subaccount,
  whatsappSender,
  type World,
} from "./world.ts";

const to = "whatsapp:+14155550199";
const body = "Hello!";
const byService = { messagingServiceSid: sendingMG, to, body };

/** Where a message is, each time that somebody looks. */
async function statuses({ sdk }: World, sid: string, times: number): Promise<string[]> {
  const seen: string[] = [];
  while (times-- > 0) seen.push((await sdk().messages(sid).fetch()).status);
  return seen;
}

type Row = readonly [...Refusal, options: Partial<Record<string, unknown>>];

/** What refuses a message at once: status, code and the name or the recorded sentence. */
const rows: Readonly<Record<string, Row>> = {
  "from a channel that the account has not": [
    400,
    63007,
    "Twilio could not find a Channel with the specified From address",
    { from: "whatsapp:+14155550000", to, body },
  ],
  "from a channel sender that is not in the service": [400, 63007, /From address/, {
    ...byService,
    from: "rcs:agent_of_0",
    to: "rcs:+14155550199",
  }],
  "without a sender and a service": [400, 21603, /From/, { to, body }],
  "without a recipient": [400, 21604, /To/, { messagingServiceSid: sendingMG, body, to: "" }],
  "to what is no address": [400, 21211, /not a valid phone number/, { ...byService, to: "0199" }],
  "from what is no address": [400, 21212, /not a valid phone number/, {
    from: "whatsapp:0199",
    to,
    body,
  }],
  "by a service that is not there": [404, 21701, /does not exist/, {
    ...byService,
    messagingServiceSid: nobodysMG,
  }],
  "by a subaccount's service": [404, 21701, /does not exist/, {
    ...byService,
    messagingServiceSid: subaccount.MG,
  }],
  "by what is no service": [400, 21705, /invalid/, { ...byService, messagingServiceSid: "MG1" }],
  "without anything to send": [400, 21602, /body is required/, { ...byService, body: "" }],
  "with too much to send": [400, 21617, /1600 character limit/, {
    ...byService,
    body: "x".repeat(1601),
  }],
  "from a number that is not the account's": [400, 21660, /Mismatch/, {
    from: "+14155550000",
    to: "+14155550199",
    body,
  }],
  "from one channel to another": [400, 21910, /same channel/, {
    from: whatsappSender,
    to: "messenger:1234567",
    body,
  }],
  "with variables, and no template": [400, 21654, /ContentSid/, {
    ...byService,
    contentVariables: "{}",
  }],
  "with a template that is none": [400, 21655, /ContentSid/, { ...byService, contentSid: "HX1" }],
  "with variables that are none": [400, 21656, /ContentVariables/, {
    ...byService,
    contentSid: `HX${"a".repeat(32)}`,
    contentVariables: "x",
  }],
  "with a callback that is no URL": [400, 21609, /not a valid URL/, {
    ...byService,
    statusCallback: "example",
  }],
  "with a fallback beside its sender": [400, 21664, /FallbackFrom/, {
    ...byService,
    from: whatsappSender,
    fallbackFrom: phoneNumber,
  }],
  "with a fallback that is none": [400, 21665, /FallbackFrom/, {
    ...byService,
    fallbackFrom: "+14155550000",
  }],
  "with a fallback, and no service": [400, 21666, /FallbackFrom/, {
    from: sendingMG,
    to,
    body,
    fallbackFrom: phoneNumber,
  }],
  "with a fallback, and no RCS": [400, 21667, /RCS/, {
    ...byService,
    messagingServiceSid: smsMG,
    fallbackFrom: phoneNumber,
  }],
};

const refusals = Object.entries(rows).map(([title, [status, code, message, options]]) => [
  `${status} ${code}: ${title}`,
  ({ sdk }: World) =>
    refused(sdk().messages.create(options as { to: string }), [status, code, message]),
]);

/** Messages, by services and by senders. */
export const messages: Chapter = {
  title: "messages",
  steps: {
    "by a service: accepted, queued, sent, delivered": async (world) => {
      const created = await world.sdk().messages.create(byService);
      const { sid } = created;
      expect(created).toMatchObject({
        sid: expect.stringMatching(/^SM[\da-f]{32}$/),
        accountSid,
        messagingServiceSid: sendingMG,
        to,
        from: null,
        body,
        status: "accepted",
        direction: "outbound-api",
        numSegments: "0",
        numMedia: "0",
        apiVersion: "2010-04-01",
        errorCode: null,
        errorMessage: null,
        dateCreated: expect.any(Date),
        dateSent: null,
        uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
        subresourceUris: {
          media: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media.json`,
        },
      });
      expect(await statuses(world, sid, 4)).toEqual(["queued", "sent", "delivered", "delivered"]);
      const fetched = await world.sdk().messages(sid).fetch();
      expect(fetched).toMatchObject({
        from: whatsappSender, // the one of the recipient's country
        dateCreated: created.dateCreated,
        dateSent: expect.any(Date),
        priceUnit: "USD",
        numSegments: "1",
      });
    },

    "by a service: each recipient by the channel and the country": async (world) => {
      const sent = [];
      for (
        const to of [
          "whatsapp:+14155550199",
          "whatsapp:+447700900456",
          "whatsapp:+4915112345678",
          "messenger:9876543210",
          "rcs:+14155550199",
          "+14155550199",
        ]
      ) {
        sent.push((await world.sdk().messages.create({ ...byService, to })).sid);
      }
      await world.sandbox.deliver();
      const fetched = await Promise.all(sent.map((sid) => world.sdk().messages(sid).fetch()));
      expect(fetched.map(({ status }) => status)).toEqual(Array(6).fill("delivered"));
      const [us, gb, de, ...others] = fetched.map(({ from }) => from);
      expect([us, gb]).toEqual([whatsappSender, "whatsapp:+447700900123"]);
      expect([whatsappSender, "whatsapp:+447700900123"]).toContain(de); // none of its country
      expect(others).toEqual([
        "messenger:104794531907950",
        "rcs:ms_dev_test_agent",
        "rcs:ms_dev_test_agent", // RCS first
      ]);
    },

    "by a sender, by a pinned one, and by a service in the place of the sender": async (world) => {
      const { messages } = world.sdk();
      const queued = await messages.create({ from: whatsappSender, to, body });
      expect(queued).toMatchObject({ from: whatsappSender, status: "queued" });
      expect(queued.messagingServiceSid).toBe(null);
      expect(await statuses(world, queued.sid, 2)).toEqual(["sent", "delivered"]);
      const from = "whatsapp:+447700900123";
      const pinned = await messages.create({ ...byService, from });
      const placed = await messages.create({ from: sendingMG, to, body });
      expect(placed).toMatchObject({ messagingServiceSid: sendingMG, from: null });
      const sms = await messages.create({ from: phoneNumber, to: "+14155550199", body });
      await world.sandbox.deliver();
      expect((await messages(pinned.sid).fetch()).from).toBe(from);
      expect((await messages(placed.sid).fetch()).from).toBe(whatsappSender);
      expect(await messages(sms.sid).fetch()).toMatchObject({
        from: phoneNumber,
        status: "delivered",
      });
    },

    "by a service that has no sender of the channel, or none at all: they fail later": async (
      world,
    ) => {
      const { messages } = world.sdk();
      for (
        const [messagingServiceSid, errorCode, errorMessage] of [
          [smallMG, 21703, /does not have a phone number available/],
          [emptyMG, 21704, /contains no phone numbers/],
        ] as const
      ) {
        const { sid, status } = await messages.create({ ...byService, messagingServiceSid });
        expect(status).toBe("accepted");
        expect(await messages(sid).fetch()).toMatchObject({
          status: "failed",
          from: null,
          errorCode,
          errorMessage: expect.stringMatching(errorMessage),
        });
        expect(await statuses(world, sid, 2)).toEqual(["failed", "failed"]);
      }
    },

    "statuses are told to loopback alone, signed as the SDK checks it": async (world) => {
      const { messages } = world.sdk();
      const received: { url: string; form: string; signature: string }[] = [];
      const { url, close } = await serve(async (request) => {
        const signature = request.headers.get("x-twilio-signature")!;
        received.push({ url: request.url, form: await request.text(), signature });
        return new Response(null, { status: 204 });
      });
      const statusCallback = `${url}/status?of=it`;
      const told = await messages.create({ ...byService, statusCallback });
      const untold = await messages.create({
        ...byService,
        statusCallback: "https://example.com/status",
      });
      await world.sandbox.deliver();
      close();
      const callbacks = world.sandbox.callbacks();
      const of = ({ sid }: { sid: string }) =>
        callbacks.filter(({ messageSid }) => messageSid === sid);
      expect(of(told).map(({ messageStatus, outcome }) => [messageStatus, outcome]))
        .toEqual(["queued", "sent", "delivered"].map((status) => [status, "answered"]));
      expect(of(untold).map(({ outcome }) => outcome)).toEqual(Array(3).fill("not sent"));
      expect(received.map(({ url }) => url)).toEqual(Array(3).fill(statusCallback));
      for (const { url, form, signature } of received) {
        const params = Object.fromEntries(new URLSearchParams(form));
        expect(twilio.validateRequest(authToken, signature, url, params)).toBe(true);
        expect(twilio.validateRequest("wrong", signature, url, params)).toBe(false);
        expect(params).toMatchObject({ MessageSid: told.sid, AccountSid: accountSid, To: to });
      }
    },

    ...Object.fromEntries(refusals),

    "404 20404: a message that is not there": async ({ sdk }) => {
      const sid = `SM${"0".repeat(32)}`;
      const path = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`;
      await refused(sdk().messages(sid).fetch(), [
        404,
        20404,
        `The requested resource ${path} was not found`,
      ]);
    },

    "a subaccount's, by the main account's credentials, and not the other way": async ({ sdk }) => {
      const theirs = sdk().api.v2010.accounts(subaccount.accountSid).messages;
      const { messagingServiceSid, ...message } = byService;
      const created = await theirs.create({ ...message, messagingServiceSid: subaccount.MG });
      expect(created.accountSid).toBe(subaccount.accountSid);
      expect((await theirs(created.sid).fetch()).accountSid).toBe(subaccount.accountSid);
      const who: Who = { user: subaccount.accountSid, password: subaccount.authToken };
      expect((await sdk(who).messages(created.sid).fetch()).sid).toBe(created.sid);
      const own = await sdk().messages.create(byService);
      await refused(sdk(who).api.v2010.accounts(accountSid).messages(own.sid).fetch(), [
        404,
        20404,
        /not found/,
      ]);
      const strangers = sdk().api.v2010.accounts(stranger.accountSid).messages;
      await refused(strangers.create({ ...byService, messagingServiceSid }), [
        404,
        20404,
        /not found/,
      ]);
      await refused(sdk({ password: "wrong" }).messages.create(byService), [401, 20003, /./]);
    },

    "a key that may send, and nothing else; one that may not": async ({ sdk }) => {
      const { apiKey, apiSecret } = maySend;
      const client = sdk({ user: apiKey, password: apiSecret, accountSid });
      const { sid } = await client.messages.create(byService);
      expect((await client.messages(sid).fetch()).sid).toBe(sid);
      const forbidden = [403, 70051, /authorization failed/i] as const;
      await refused(client.messaging.v1.services(smallMG).channelSenders.list(), forbidden);
    },
  },
};
