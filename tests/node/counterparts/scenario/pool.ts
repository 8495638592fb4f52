import { expect } from "vitest";
import { emptyMG, MG } from "../../support.ts";
import { refusals } from "./refusals.ts";
import {
  type Chapter,
  nobodysMG,
  pnOf,
  poolMG,
  scOf,
  sids,
  subaccount,
  voiceOnly,
  type World,
} from "./world.ts";

const services = ({ sdk }: World) => sdk().messaging.v1.services;
const poolOf = ({ sdk }: World, service = poolMG) => sdk().messaging.v1.services(service);
const base = "https://messaging.twilio.com/v1/Services";

/** What services do, and the phone numbers, short codes and names of their pools. */
export const pool: Chapter = {
  title: "services and their pools",
  steps: {
    "create, fetch, update and remove a service": async (world) => {
      const created = await services(world).create({
        friendlyName: "Shop ☕",
        inboundRequestUrl: "https://www.example.com/in",
        fallbackUrl: "https://www.example.com/fallback",
        fallbackMethod: "GET",
        statusCallback: "https://www.example.com/status",
        mmsConverter: false,
        validityPeriod: 600,
        usecase: "marketing",
        useInboundWebhookOnNumber: false,
      });
      expect(created).toMatchObject({
        friendlyName: "Shop ☕",
        inboundMethod: "POST",
        fallbackMethod: "GET",
        mmsConverter: false,
        stickySender: true,
        validityPeriod: 600,
        usecase: "marketing",
        usAppToPersonRegistered: false,
        useInboundWebhookOnNumber: false,
        scanMessageContent: "inherit",
        url: `${base}/${created.sid}`,
      });
      expect(created.links["phone_numbers"]).toBe(`${base}/${created.sid}/PhoneNumbers`);
      const one = services(world)(created.sid);
      expect((await one.fetch()).toJSON()).toEqual(created.toJSON());
      const updated = await one.update({ stickySender: false });
      expect(updated.toJSON()).toEqual({
        ...created.toJSON(),
        stickySender: false,
        dateUpdated: expect.any(Date),
      });
      expect(await one.remove()).toBe(true);
    },

    "list the services over many pages": async (world) => {
      const before = sids(await services(world).list());
      const made: string[] = [];
      for (let n = 0; n < 25; n++) {
        made.push((await services(world).create({ friendlyName: `${n}` })).sid);
      }
      expect(sids(await services(world).list({ pageSize: 4 }))).toEqual([...before, ...made]);
      expect(await services(world).list({ limit: 7, pageSize: 3 })).toHaveLength(7);
      for (const sid of made) await services(world)(sid).remove();
      expect(sids(await services(world).list())).toEqual(before);
    },

    "phone numbers: list over many pages, remove, create, fetch": async (world) => {
      const { phoneNumbers } = poolOf(world);
      const all = Array.from({ length: 280 }, (_, index) => pnOf(index));
      expect(sids(await phoneNumbers.list({ pageSize: 50 }))).toEqual(all);
      expect(await poolOf(world).phoneNumbers(pnOf(0)).remove()).toBe(true);
      const created = await phoneNumbers.createWithHttpInfo({ phoneNumberSid: pnOf(0) });
      expect([created.statusCode, created.body.sid]).toEqual([201, pnOf(0)]);
      const fetched = await poolOf(world).phoneNumbers(pnOf(0)).fetch();
      expect(fetched.toJSON()).toMatchObject({
        serviceSid: poolMG,
        phoneNumber: "+15005551000",
        countryCode: "US",
        capabilities: ["MMS", "SMS", "Voice"],
        url: `${base}/${poolMG}/PhoneNumbers/${pnOf(0)}`,
      });
      expect(sids(await phoneNumbers.list()).at(-1)).toBe(pnOf(0));
    },

    "short codes: list over many pages, remove, create, fetch": async (world) => {
      const { shortCodes } = poolOf(world);
      const all = Array.from({ length: 119 }, (_, index) => scOf(index));
      expect(sids(await shortCodes.list({ pageSize: 40 }))).toEqual(all);
      expect(await poolOf(world).shortCodes(scOf(5)).remove()).toBe(true);
      expect((await shortCodes.create({ shortCodeSid: scOf(5) })).shortCode).toBe("10005");
      expect((await poolOf(world).shortCodes(scOf(5)).fetch()).toJSON()).toMatchObject({
        serviceSid: poolMG,
        capabilities: ["SMS"],
      });
    },

    "alpha senders: create, fetch, list, remove": async (world) => {
      const { alphaSenders } = poolOf(world);
      const { sid } = await alphaSenders.create({ alphaSender: "My Co & Me" });
      const fetched = await poolOf(world).alphaSenders(sid).fetch();
      expect(fetched.toJSON()).toMatchObject({ alphaSender: "My Co & Me", capabilities: ["SMS"] });
      expect(sids(await alphaSenders.list())).toEqual([sid]);
      expect(await poolOf(world).alphaSenders(sid).remove()).toBe(true);
    },

    "destination alpha senders: create for countries, list all or by country": async (world) => {
      const { destinationAlphaSenders } = poolOf(world);
      const countries = ["FR", "DE", "GB", undefined];
      for (let n = 0; n < 60; n++) {
        const isoCountryCode = countries[n % 4];
        const name = { alphaSender: `Shop ${n}`, ...isoCountryCode && { isoCountryCode } };
        const created = await destinationAlphaSenders.create(name);
        expect(created.isoCountryCode).toBe(isoCountryCode ?? "");
      }
      expect(await destinationAlphaSenders.list({ pageSize: 25 })).toHaveLength(60);
      const german = await destinationAlphaSenders.list({ isoCountryCode: "DE", pageSize: 4 });
      expect(german.map(({ alphaSender }) => alphaSender))
        .toEqual(Array.from({ length: 15 }, (_, index) => `Shop ${index * 4 + 1}`));
      const one = poolOf(world).destinationAlphaSenders(german[0]!.sid);
      expect((await one.fetch()).isoCountryCode).toBe("DE");
      expect(await one.remove()).toBe(true);
      expect(await destinationAlphaSenders.list({ isoCountryCode: "DE" })).toHaveLength(14);
    },
  },
};

// Recorded of messaging.twilio.com: the path without its version.
const gone = (path: string) => `The requested resource /Services/${path} was not found`;
const here = "Phone Number or Short Code is already in the Messaging Service.";
const elsewhere = "Phone Number or Short Code is associated with another Messaging Service.";

/** What of services and their pools is refused. */
export const refusedPool: Chapter = {
  title: "refusals of services and their pools",
  steps: refusals({
    "a service without a name": [
      ...[400, 20001, "Missing required parameter FriendlyName in the post body"] as const,
      ({ sdk }) => sdk().messaging.v1.create({ uri: "/Services", method: "post" } as never),
    ],
    "a service with a long name": [
      ...[400, 20002, /1 and 64/] as const,
      (world) => services(world).create({ friendlyName: "x".repeat(65) }),
    ],
    "a usecase that is none": [
      ...[400, 21713, /usecase/i] as const,
      (world) => services(world).create({ friendlyName: "x", usecase: "fun" }),
    ],
    "a period that is none": [
      ...[400, 20001, /ValidityPeriod/] as const,
      (world) => services(world)(MG).update({ validityPeriod: 36_001 }),
    ],
    "fetch a service that is not there": [
      ...[404, 20404, gone(nobodysMG)] as const,
      (world) => services(world)(nobodysMG).fetch(),
    ],
    "update a service that is not there": [
      ...[404, 20404, gone(nobodysMG)] as const,
      (world) => services(world)(nobodysMG).update({ friendlyName: "x" }),
    ],
    "remove a subaccount's service": [
      ...[404, 20404, gone(subaccount.MG)] as const,
      (world) => services(world)(subaccount.MG).remove(),
    ],
    "a number that is here": [
      ...[409, 21710, here] as const,
      (world) => poolOf(world).phoneNumbers.create({ phoneNumberSid: pnOf(0) }),
    ],
    "a number that is elsewhere": [
      ...[409, 21712, elsewhere] as const,
      (world) => poolOf(world, emptyMG).phoneNumbers.create({ phoneNumberSid: pnOf(0) }),
    ],
    "a number that is nobody's": [
      ...[400, 21421, /invalid/i] as const,
      (world) => poolOf(world).phoneNumbers.create({ phoneNumberSid: `PN${"f".repeat(32)}` }),
    ],
    "a number by itself": [
      ...[400, 21421, /invalid/i] as const,
      (world) => poolOf(world).phoneNumbers.create({ phoneNumberSid: "+15005551000" }),
    ],
    "a number that can but call": [
      ...[400, 21715, /capability/] as const,
      (world) => poolOf(world, emptyMG).phoneNumbers.create({ phoneNumberSid: voiceOnly }),
    ],
    "a number where 400 numbers and codes are": [
      ...[412, 21714, "Number Pool size limit reached."] as const,
      async (world) => {
        await poolOf(world).phoneNumbers.create({ phoneNumberSid: pnOf(400) });
        return poolOf(world).phoneNumbers.create({ phoneNumberSid: pnOf(401) });
      },
    ],
    "a code where 400 numbers and codes are": [
      ...[412, 21714, "Number Pool size limit reached."] as const,
      (world) => poolOf(world).shortCodes.create({ shortCodeSid: scOf(125) }),
    ],
    "a code that is here": [
      ...[409, 21710, here] as const,
      (world) => poolOf(world).shortCodes.create({ shortCodeSid: scOf(0) }),
    ],
    "a code that is elsewhere": [
      ...[409, 21712, elsewhere] as const,
      (world) => poolOf(world, emptyMG).shortCodes.create({ shortCodeSid: scOf(0) }),
    ],
    "a code that is nobody's": [
      ...[400, 21421, /invalid/i] as const,
      (world) => poolOf(world).shortCodes.create({ shortCodeSid: `SC${"f".repeat(32)}` }),
    ],
    "fetch a number that is not there": [
      ...[404, 20404, gone(`${emptyMG}/PhoneNumbers/${pnOf(0)}`)] as const,
      (world) => poolOf(world, emptyMG).phoneNumbers(pnOf(0)).fetch(),
    ],
    "remove a number that is not there": [
      ...[404, 20404, gone(`${emptyMG}/PhoneNumbers/${pnOf(0)}`)] as const,
      (world) => poolOf(world, emptyMG).phoneNumbers(pnOf(0)).remove(),
    ],
    "remove a code that is not there": [
      ...[404, 20404, gone(`${emptyMG}/ShortCodes/${scOf(0)}`)] as const,
      (world) => poolOf(world, emptyMG).shortCodes(scOf(0)).remove(),
    ],
    "list the numbers of a service that is not there": [
      ...[404, 20404, gone(`${nobodysMG}/PhoneNumbers`)] as const,
      (world) => poolOf(world, nobodysMG).phoneNumbers.list(),
    ],
    "a name that is none": [
      ...[400, 21709, /invalid/] as const,
      (world) => poolOf(world).alphaSenders.create({ alphaSender: "12345" }),
    ],
    "no name": [
      ...[400, 21708, /required/] as const,
      (world) => poolOf(world).alphaSenders.create({ alphaSender: "" }),
    ],
    "a name that is here": [
      ...[409, 21710, here] as const,
      async (world) => {
        await poolOf(world).alphaSenders.create({ alphaSender: "Shop" });
        return poolOf(world).alphaSenders.create({ alphaSender: "Shop" });
      },
    ],
    "a name for no country": [
      ...[400, 20001, /IsoCountryCode/] as const,
      (world) => {
        const { destinationAlphaSenders } = poolOf(world);
        return destinationAlphaSenders.create({ alphaSender: "Shop", isoCountryCode: "france" });
      },
    ],
    "fetch a name that is not there": [
      ...[404, 20404, gone(`${poolMG}/AlphaSenders/AI1`)] as const,
      (world) => poolOf(world).alphaSenders("AI1").fetch(),
    ],
    "remove a destination name that is not there": [
      ...[404, 20404, gone(`${poolMG}/DestinationAlphaSenders/AI1`)] as const,
      (world) => poolOf(world).destinationAlphaSenders("AI1").remove(),
    ],
    "list names by a page token that is none": [
      ...[400, 21481, "Invalid PageToken"] as const,
      (world) => poolOf(world).alphaSenders.page({ pageToken: "PTx" }),
    ],
  }),
};
