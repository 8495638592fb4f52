import { emptyMG, MG, sidOf, spare } from "../../support.ts";
import * as world from "./world.ts";
import { type Chapter, type Refusal, refused, sendersOf, type World } from "./world.ts";

const { nobodysMG, nobodysXE, smallMG, loose, one } = world;
export type Row = readonly [...Refusal, (world: World) => Promise<unknown>];

/** Steps that are refused, each by its name. */
export function refusals(rows: Readonly<Record<string, Row>>): Chapter["steps"] {
  return Object.fromEntries(
    Object.entries(rows).map(([title, [status, code, message, call]]) => [
      `${status} ${code}: ${title}`,
      (world: World) => refused(call(world), [status, code, message]),
    ]),
  );
}

// Recorded of messaging.twilio.com: the path without its version.
const gone = (path: string) => `The requested resource /Services/${path} was not found`;
const here = "Phone Number or Short Code is already in the Messaging Service.";
const elsewhere = "Phone Number or Short Code is associated with another Messaging Service.";

/** What is refused: status, code and sentence as they are recorded, or else named or documented. */
export const refusedSenders: Chapter = {
  title: "refusals of channel senders",
  steps: refusals({
    "create a sender that is here": [
      409,
      21710,
      here,
      (world) => sendersOf(world).create({ sid: sidOf(0) }),
    ],
    "create a sender that is elsewhere": [
      409,
      21712,
      elsewhere,
      (world) => sendersOf(world, emptyMG).create({ sid: sidOf(0) }),
    ],
    "create in a service that is not there": [
      404,
      20404,
      gone(`${nobodysMG}/ChannelSenders`),
      (world) => sendersOf(world, nobodysMG).create({ sid: spare }),
    ],
    "create in a subaccount's service": [
      404,
      20404,
      gone(`${world.subaccount.MG}/ChannelSenders`),
      (here) => sendersOf(here, world.subaccount.MG).create({ sid: spare }),
    ],
    "create a sender that is nobody's": [
      404,
      20404,
      /was not found$/,
      (world) => sendersOf(world).create({ sid: nobodysXE }),
    ],
    "create a subaccount's sender": [
      404,
      20404,
      /was not found$/,
      (here) => sendersOf(here).create({ sid: world.subaccount.sender.sid }),
    ],
    "create by an address": [
      400,
      20001,
      /Sid/,
      (world) => sendersOf(world).create({ sid: "whatsapp:+12487960483" }),
    ],
    "create by the SID of a phone number": [
      400,
      20001,
      /Sid/,
      (world) => sendersOf(world).create({ sid: `PN${"a".repeat(32)}` }),
    ],
    "create nothing": [400, 20001, /Sid/, (world) => sendersOf(world).create({ sid: "" })],
    "create far too much": [
      413,
      20413,
      /entity too large/i,
      (world) => sendersOf(world).create({ sid: "XE".repeat(40_000) }),
    ],
    "fetch a sender that is elsewhere": [
      404,
      20404,
      gone(`${emptyMG}/ChannelSenders/${sidOf(0)}`),
      (world) => sendersOf(world, emptyMG).get(sidOf(0)).fetch(),
    ],
    "fetch from a service that is not there": [
      404,
      20404,
      gone(`${nobodysMG}/ChannelSenders/${sidOf(0)}`),
      (world) => sendersOf(world, nobodysMG).get(sidOf(0)).fetch(),
    ],
    // The path parameter has no pattern in the document, so that this may be sent.
    "fetch a sender without a SID": [
      404,
      20404,
      gone(`${MG}/ChannelSenders/x`),
      (world) => sendersOf(world).get("x").fetch(),
    ],
    "remove a sender that is not there": [
      404,
      20404,
      gone(`${MG}/ChannelSenders/${spare}`),
      (world) => sendersOf(world).get(spare).remove(),
    ],
    "remove from a service that is not there": [
      404,
      20404,
      gone(`${nobodysMG}/ChannelSenders/${spare}`),
      (world) => sendersOf(world, nobodysMG).get(spare).remove(),
    ],
    "list a service that is not there": [
      404,
      20404,
      gone(`${nobodysMG}/ChannelSenders`),
      (world) => sendersOf(world, nobodysMG).list(),
    ],
    "list by a page token that is none": [
      400,
      21481,
      "Invalid PageToken",
      (world) => sendersOf(world).page({ pageToken: "PTx" }),
    ],
    "list by a page token of another service": [
      400,
      21481,
      "Invalid PageToken",
      async (world) => {
        const { nextPageUrl } = await sendersOf(world).page({ pageSize: 1 });
        const pageToken = new URL(nextPageUrl!).searchParams.get("PageToken")!;
        return sendersOf(world, smallMG).page({ pageToken });
      },
    ],
    "list by a page that is no number": [
      400,
      20001,
      /Page/,
      (world) => sendersOf(world).page({ pageNumber: "x" as unknown as number }),
    ],
    "list pages of nothing": [
      400,
      20001,
      /PageSize/,
      (world) => sendersOf(world).page({ pageSize: 0 }),
    ],
    "a method that is not there": [
      405,
      20004,
      /method not allowed/i,
      ({ sdk }) =>
        sdk().messaging.v1.update({ uri: `/Services/${MG}/ChannelSenders/${one}`, method: "post" }),
    ],
    "a service that is not there": [
      404,
      20404,
      gone(nobodysMG),
      ({ sdk }) => sdk().messaging.v1.services(nobodysMG).fetch(),
    ],
  }),
};

/** Where Twilio's behaviour is unknown, and another one was chosen. */
export const chosenOtherwise: Chapter = {
  title: "refusals that were chosen",
  options: {
    pageSizeAboveMaximum: "refuse",
    emptyList: 404,
    unknownSender: 21421,
    malformedSender: 21421,
    senderNotHere: 21711,
    poolLimit: 3,
    missingPermission: 401,
    noSender: "refuse",
    missingBody: 21619,
    channelsDiffer: 30016,
    otherAccount: 401,
  },
  steps: refusals({
    "list greater pages than there may be": [
      400,
      20007,
      /page size too large/i,
      (world) => sendersOf(world).list({ limit: 1001 }),
    ],
    "list what is empty": [
      404,
      20404,
      gone(`${emptyMG}/ChannelSenders`),
      (world) => sendersOf(world, emptyMG).list(),
    ],
    "create a sender that is nobody's": [
      400,
      21421,
      /invalid/i,
      (world) => sendersOf(world, emptyMG).create({ sid: nobodysXE }),
    ],
    "create by an address": [
      400,
      21421,
      /invalid/i,
      (world) => sendersOf(world, emptyMG).create({ sid: "rcs:spare" }),
    ],
    "remove a sender that is not there": [
      404,
      21711,
      /not associated/,
      (world) => sendersOf(world).get(spare).remove(),
    ],
    "create where the pool is full": [
      412,
      21714,
      /size limit reached/,
      (world) => sendersOf(world, smallMG).create({ sid: loose }),
    ],
    "a key that may not": [401, 70051, /authorization failed/i, (here) => {
      const { apiKey, apiSecret } = world.mayList;
      return sendersOf(here, MG, {
        user: apiKey,
        password: apiSecret,
        accountSid: world.owner.user!,
      })
        .get(sidOf(0)).fetch();
    }],
    "a message that no sender fits": [
      400,
      21703,
      /does not have/,
      ({ sdk }) =>
        sdk().messages.create({
          messagingServiceSid: smallMG,
          to: "whatsapp:+14155550199",
          body: "x",
        }),
    ],
    "a message by an empty service": [
      400,
      21704,
      /contains no/,
      ({ sdk }) =>
        sdk().messages.create({ messagingServiceSid: emptyMG, to: "+14155550199", body: "x" }),
    ],
    "a message without anything": [
      400,
      21619,
      /must be specified/,
      ({ sdk }) =>
        sdk().messages.create({ messagingServiceSid: world.sendingMG, to: "+14155550199" }),
    ],
    "a message from one channel to another": [
      400,
      30016,
      /incompatible/,
      ({ sdk }) =>
        sdk().messages.create({ from: world.whatsappSender, to: "messenger:1234567", body: "x" }),
    ],
    "a message of a stranger": [
      401,
      20003,
      /./,
      ({ sdk }) =>
        sdk().api.v2010.accounts(world.stranger.accountSid).messages(`SM${"a".repeat(32)}`).fetch(),
    ],
  }),
};
