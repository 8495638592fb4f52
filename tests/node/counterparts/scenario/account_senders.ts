import { expect } from "vitest";
import { accountSid, emptyMG } from "../../support.ts";
import { refusals } from "./refusals.ts";
import {
  type Chapter,
  loose,
  mayListSenders,
  nobodysXE,
  type Refusal,
  refused,
  sendersOf,
  sids,
  whatsappSender,
  type World,
} from "./world.ts";

const sendersIn = ({ sdk }: World) => sdk().messaging.v2.channelsSenders;
const path = "/v2/Channels/Senders";

/**
 * The SDK sends the object that it is given as it is: whoever follows its types, which are in camel
 * case, sends members that Twilio does not know.
 */
const onWire = (members: object) => members as never;

const create = (world: World, senderId: string, more: object = {}) =>
  sendersIn(world).create(onWire({ sender_id: senderId, profile: { name: "Shop" }, ...more }));

/** The senders of an account: the SDK knows their newest members, the document on npm does not. */
export const accountSenders: Chapter = {
  title: "senders of the account",
  isNewerThanDocument: true,
  steps: {
    "create one, see it through, put it into a pool": async (world) => {
      const created = await create(world, "whatsapp:+4915112345678", {
        friendly_name: "The shop's",
        configuration: { waba_id: "12345", verification_method: "sms" },
        webhook: { callback_url: "https://www.example.com/in", callback_method: "POST" },
      });
      expect(created.toJSON()).toMatchObject({
        status: "CREATING",
        senderId: "whatsapp:+4915112345678",
        friendlyName: "The shop's",
        configuration: { wabaId: "12345", verificationMethod: "sms", verificationCode: null },
        webhook: { callbackUrl: "https://www.example.com/in", callbackMethod: "POST" },
        profile: { name: "Shop" },
      });
      const statuses: string[] = [];
      for (let look = 0; look < 3; look++) {
        statuses.push((await sendersIn(world)(created.sid).fetch()).status);
      }
      expect(statuses).toEqual(["VERIFYING", "ONLINE", "ONLINE"]);
      const attached = await sendersOf(world, emptyMG).create({ sid: created.sid });
      expect(attached).toMatchObject({ sender: "whatsapp:+4915112345678", countryCode: "DE" });

      expect(await sendersIn(world)(created.sid).remove()).toBe(true);
      expect(await sendersOf(world, emptyMG).list()).toEqual([]);
    },

    "the status of its answers": async (world) => {
      const made = await sendersIn(world).createWithHttpInfo(
        onWire({ sender_id: "rcs:of_the_sdk", friendly_name: "An agent" }),
      );
      expect(made.statusCode).toBe(202);
      expect(made.body.compliance).toEqual({ registrationSid: "", countries: [] });
      const whatsApp = await create(world, "whatsapp:+4915112345679");
      const updated = await sendersIn(world)(whatsApp.sid)
        .updateWithHttpInfo(onWire({ profile: { about: "About" } }));
      expect([updated.statusCode, updated.body.profile.about]).toEqual([202, "About"]);
      expect((await sendersIn(world)(whatsApp.sid).removeWithHttpInfo()).statusCode).toBe(204);
    },

    "another name, which comes later": async (world) => {
      const { sid } = await create(world, "whatsapp:+4915112345680");
      const one = sendersIn(world)(sid);
      const updated = await one.update(onWire({ profile: { name: "Another" } }));
      expect(updated.toJSON()).toMatchObject({
        profile: { name: "Shop" },
        pendingDisplayName: "Another",
        pendingDisplayNameStatus: "PENDING_REVIEW",
        pendingDisplayNameStatusDate: expect.any(Date),
        displayNameStatus: "updating",
      });
      const outcomes = [await one.fetch(), await one.fetch()];
      expect(outcomes.map(({ pendingDisplayNameStatus, profile }) => {
        return [pendingDisplayNameStatus, profile.name];
      })).toEqual([["APPROVED", "Shop"], ["COMPLETED", "Another"]]);
      expect(await one.remove()).toBe(true);
    },

    "list them by channel, over many pages": async (world) => {
      const agents = await sendersIn(world).list({ channel: "rcs", pageSize: 100 });
      // Of the great service a sender in four, those of the small one, one that sends, and two more.
      expect(agents.length).toBeGreaterThan(600);
      expect(agents.every(({ senderId }) => senderId.startsWith("rcs:"))).toBe(true);
      expect(new Set(sids(agents)).size).toBe(agents.length);
      expect(sids(await sendersIn(world).list({ channel: "rcs", pageSize: 1000 })))
        .toEqual(sids(agents));
      expect(await sendersIn(world).list({ channel: "whatsapp", limit: 45 })).toHaveLength(45);
      const page = await sendersIn(world).page({ channel: "whatsapp" });
      expect(page.instances).toHaveLength(20);
      const next = await page.nextPage();
      expect(next?.instances.every(({ senderId }) => senderId.startsWith("whatsapp:"))).toBe(true);
      expect(sids((await next!.previousPage())!.instances)).toEqual(sids(page.instances));
    },

    "a key that may list them, and nothing else": async (world) => {
      const { apiKey: user, apiSecret: password } = mayListSenders;
      const { channelsSenders } = world.sdk({ user, password, accountSid }).messaging.v2;
      expect(await channelsSenders.list({ channel: "rcs", limit: 1 })).toHaveLength(1);
      const forbidden: Refusal = [403, 70051, /authorization failed/i];
      await refused(channelsSenders(loose).fetch(), forbidden);
      await refused(channelsSenders.create(onWire({ sender_id: "rcs:x" })), forbidden);
      await refused(channelsSenders(loose).update(onWire({ friendly_name: "x" })), forbidden);
      await refused(channelsSenders(loose).remove(), forbidden);
    },
  },
};

// Recorded of messaging.twilio.com: v2 keeps its version.
const gone = `The requested resource ${path}/${nobodysXE} was not found`;

/** What of the senders of an account is refused. */
export const refusedAccountSenders: Chapter = {
  title: "refusals of senders of the account",
  isNewerThanDocument: true,
  steps: refusals({
    "one that is there": [
      ...[409, 63100, "sender_id provided already exists"] as const,
      (world) => create(world, whatsappSender),
    ],
    "one in the SDK's own camel case, which nobody maps": [
      ...[400, 63100, /senderId/] as const,
      (world) => {
        const senderId = "whatsapp:+4915112345681";
        return sendersIn(world).create(
          { senderId } as Parameters<
            ReturnType<typeof sendersIn>["create"]
          >[0],
        );
      },
    ],
    "one of Messenger": [
      ...[400, 63100, /senderId/] as const,
      (world) => create(world, "messenger:104794531907951"),
    ],
    "one without a name": [
      ...[400, 63100, /profile\.name/] as const,
      (world) => sendersIn(world).create(onWire({ sender_id: "whatsapp:+4915112345682" })),
    ],
    "a vertical that is none": [
      ...[400, 63100, /vertical/] as const,
      (world) =>
        create(world, "whatsapp:+4915112345683", { profile: { name: "x", vertical: "RETAIL" } }),
    ],
    "fetch one that is not there": [
      ...[404, 20404, gone] as const,
      (world) => sendersIn(world)(nobodysXE).fetch(),
    ],
    "update one that is not there": [
      ...[404, 20404, gone] as const,
      (world) => sendersIn(world)(nobodysXE).update(onWire({ friendly_name: "x" })),
    ],
    "remove one that is not there": [
      ...[404, 20404, gone] as const,
      (world) => sendersIn(world)(nobodysXE).remove(),
    ],
    "remove an agent": [
      ...[400, 63105, /channel/] as const,
      (world) => sendersIn(world)(loose).remove(),
    ],
    "change nothing": [
      ...[400, 63100, /empty/] as const,
      async (world) => {
        const [first] = await sendersIn(world).list({ channel: "whatsapp", limit: 1 });
        return sendersIn(world)(first!.sid).update();
      },
    ],
    "a name while another is under way": [
      ...[409, 63128, /another display name/i] as const,
      async (world) => {
        const [first] = await sendersIn(world).list({ channel: "whatsapp", limit: 1 });
        await sendersIn(world)(first!.sid).update(onWire({ profile: { name: "Another" } }));
        return sendersIn(world)(first!.sid).update(onWire({ profile: { name: "A third" } }));
      },
    ],
    "list those of Messenger": [
      ...[400, 20001, "Invalid Channel."] as const,
      (world) => sendersIn(world).list({ channel: "messenger" }),
    ],
    "list pages of nothing": [
      ...[400, 20001, /PageSize/] as const,
      (world) => sendersIn(world).page({ channel: "rcs", pageSize: 0 }),
    ],
  }),
};
