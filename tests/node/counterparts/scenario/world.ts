/** What the scenario takes place in: a sandbox that is served, and the official SDK, which calls it. */
import twilio from "twilio";
import { expect } from "vitest";
import type { AccountSeed, Sandbox, SandboxOptions } from "../../../../lib/sandbox/mod.ts";
import type { Who } from "../sdk.ts";
import { accountSid, authToken, MG, pool, sidOf } from "../../support.ts";

/** A service with a sender of each channel, one with a few to play with, and one that is full. */
export const sendingMG = `MG${"c".repeat(32)}`;
export const smallMG = `MG${"d".repeat(32)}`;
export const smsMG = `MG${"e".repeat(32)}`;
/** Senders of the small service, and two that are in none. */
export const [one, two, three, loose, loose2] = [1, 2, 3, 4, 5].map((n) =>
  `XE${"9".repeat(31)}${n}`
) as [string, string, string, string, string];
/** Nobody's. */
export const nobodysMG = `MG${"0".repeat(31)}1`;
export const nobodysXE = `XE${"8".repeat(32)}`;

export const whatsappSender = "whatsapp:+12487960483";
const sending = [
  { sid: `XE${"7".repeat(31)}1`, sender: whatsappSender },
  { sid: `XE${"7".repeat(31)}2`, sender: "whatsapp:+447700900123", countryCode: "GB" },
  { sid: `XE${"7".repeat(31)}3`, sender: "messenger:104794531907950" },
  { sid: `XE${"7".repeat(31)}4`, sender: "rcs:ms_dev_test_agent" },
];

/** How many senders the great service has. */
export const MANY = 2_500;
export const many = Array.from({ length: MANY }, (_, index) => sidOf(index));

const key = (letter: string, ...permissions: string[]) => ({
  apiKey: `SK${letter.repeat(32)}`,
  apiSecret: `secret_of_${letter}`,
  permissions: permissions.map((permission) => `/twilio/messaging/${permission}`),
});
/** Restricted keys, each with what it may. */
export const mayList = key("b", "services.channelsenders/list");
export const mayRead = key("c", "services.channelsenders/read", "services.channelsenders/delete");
export const mayAttach = key("d", "services.channelsenders/create");
export const mayListSenders = key("f", "channels.senders/list");
export const maySend = key("e", "messages/create", "messages/read");
export const mayLookUp = key("9", "messages/list");

export const app = { clientId: `OQ${"a".repeat(32)}`, clientSecret: "secret_of_the_app" };
export const listingApp = {
  clientId: `OQ${"b".repeat(32)}`,
  clientSecret: "secret_of_the_other_app",
  permissions: ["/twilio/messaging/services.channelsenders/list"],
};

/** A subaccount of the account, and one that is nobody's. */
export const subaccount = {
  accountSid: `AC${"b".repeat(32)}`,
  authToken: "the_token_of_the_subaccount",
  MG: `MG${"f".repeat(32)}`,
  sender: { sid: `XE${"6".repeat(32)}`, sender: "whatsapp:+14155550100" },
};
export const stranger = {
  accountSid: `AC${"c".repeat(32)}`,
  authToken: "the_token_of_the_stranger",
};
export const phoneNumber = "+14155550123";

/** A service with numbers and codes, and the pools of the account. */
export const poolMG = `MG${"d".repeat(31)}e`;
export const pnOf = (index: number): string => `PN${index.toString(16).padStart(32, "0")}`;
export const scOf = (index: number): string => `SC${index.toString(16).padStart(32, "0")}`;
const numbersOfAccount = Array.from({ length: 402 }, (_, index) => ({
  sid: pnOf(index),
  phoneNumber: `+1500555${1000 + index}`,
}));
/** A number that can do no more than call. */
export const voiceOnly = `PN${"e".repeat(32)}`;
const codesOfAccount = Array.from({ length: 130 }, (_, index) => ({
  sid: scOf(index),
  shortCode: `${10_000 + index}`,
}));

/** The accounts of the scenario. */
export function accounts(): AccountSeed[] {
  const [main] = pool(MANY).accounts;
  const small = [one, two, three, loose, loose2].map((sid, n) => {
    return { sid, sender: `rcs:agent_of_${n}` };
  });
  return [
    {
      ...main!,
      apiKeys: [
        ...main!.apiKeys!,
        mayList,
        mayRead,
        mayAttach,
        mayListSenders,
        maySend,
        mayLookUp,
      ],
      oauthApps: [app, listingApp],
      phoneNumbers: [
        phoneNumber,
        ...numbersOfAccount,
        { sid: voiceOnly, phoneNumber: "+15005550999", capabilities: ["Voice"] },
      ],
      shortCodes: codesOfAccount,
      channelSenders: [...main!.channelSenders!, ...small, ...sending],
      services: [
        ...main!.services!,
        { sid: sendingMG, channelSenders: sending.map(({ sid }) => sid) },
        { sid: smallMG, channelSenders: [one, two, three] },
        {
          sid: poolMG,
          friendlyName: "A pool",
          phoneNumbers: numbersOfAccount.slice(0, 280).map(({ sid }) => sid),
          shortCodes: codesOfAccount.slice(0, 119).map(({ sid }) => sid),
        },
        { sid: smsMG, phoneNumbers: [phoneNumber] },
      ],
    },
    {
      accountSid: subaccount.accountSid,
      authToken: subaccount.authToken,
      parentSid: accountSid,
      channelSenders: [subaccount.sender],
      services: [{ sid: subaccount.MG, channelSenders: [subaccount.sender.sid] }],
    },
    stranger,
  ];
}

/** A sandbox that is served, and who calls it. */
export interface World {
  readonly sandbox: Sandbox;
  /** The SDK, by default with the credentials of the account. */
  readonly sdk: (
    who?: Who,
    options?: ConstructorParameters<typeof twilio.RequestClient>[0],
  ) => twilio.Twilio;
  /** The SDK with the credentials of an OAuth app. */
  readonly sdkOf: (app: { clientId: string; clientSecret: string }) => twilio.Twilio;
}

/** What happens in one sandbox, in this order. */
export interface Chapter {
  readonly title: string;
  readonly options?: SandboxOptions;
  /** Whether it is about what Twilio has added since the official documents that are at hand. */
  readonly isNewerThanDocument?: boolean;
  readonly steps: Readonly<Record<string, (world: World) => Promise<void>>>;
}

/** The channel senders of a service, as the SDK has them. */
export const sendersOf = ({ sdk }: World, service = MG, who?: Who) =>
  sdk(who).messaging.v1.services(service).channelSenders;

export const sids = (items: readonly { readonly sid: string }[]): string[] =>
  items.map(({ sid }) => sid);

/** What Twilio refuses with, as FACTS or its error dictionary record it. */
export type Refusal = readonly [status: number, code: number, message: string | RegExp];

/** Insists that a call is refused so: in the SDK's own exception. */
export async function refused(call: Promise<unknown>, expected: Refusal): Promise<void> {
  const error = await call.then(() => "no refusal", (error) => error);
  const [status, code, message] = expected;
  expect(error).toBeInstanceOf(twilio.RestException);
  expect(error).toEqual(expect.objectContaining({
    status,
    code,
    message: typeof message === "string" ? message : expect.stringMatching(message),
    moreInfo: `https://www.twilio.com/docs/errors/${code}`,
  }));
}

export const owner: Who = { user: accountSid, password: authToken };
