/** Rows of the table: what is in the pool of a service, kind by kind. */
import * as api from "../../../../mod.ts";
import { day } from "../../output/table.ts";
import type { Noun } from "./noun.ts";
import { poolNoun } from "./pool_noun.ts";

const alphaName = {
  field: "alphaSender",
  name: "name",
  description: "the name that recipients see, of at most 11 characters",
} as const;
const country = { field: "isoCountryCode", flag: "--country <code>" } as const;
/** Channel senders, which the command is about where it names nothing else. */
export const channelSenders: Noun<api.ChannelSender> = poolNoun({
  name: "channel-senders",
  one: "channel sender",
  many: "channel senders",
  sid: "XE…",
  words: ["create", "delete"],
  list: api.listChannelSenders,
  fetch: api.fetchChannelSender,
  create: api.createChannelSender,
  remove: api.deleteChannelSender,
  columns: [
    ["SENDER", ({ sender }) => sender],
    ["TYPE", ({ senderType }) => senderType],
    ["COUNTRY", ({ countryCode }) => countryCode],
    ["SID", ({ sid }) => sid],
    ["CREATED", ({ dateCreated }) => day(dateCreated)],
  ],
});

export const numbers: Noun<api.PhoneNumber> = poolNoun({
  name: "numbers",
  one: "phone number",
  many: "phone numbers",
  sid: "PN…",
  list: api.listPhoneNumbers,
  fetch: api.fetchPhoneNumber,
  create: api.createPhoneNumber,
  remove: api.deletePhoneNumber,
  columns: [
    ["NUMBER", ({ phoneNumber }) => phoneNumber],
    ["COUNTRY", ({ countryCode }) => countryCode],
    ["CAN", ({ capabilities }) => capabilities?.join(",")],
    ["SID", ({ sid }) => sid],
    ["ADDED", ({ dateCreated }) => day(dateCreated)],
  ],
});

export const codes: Noun<api.ShortCode> = poolNoun({
  name: "codes",
  one: "short code",
  many: "short codes",
  sid: "SC…",
  list: api.listShortCodes,
  fetch: api.fetchShortCode,
  create: api.createShortCode,
  remove: api.deleteShortCode,
  columns: [
    ["CODE", ({ shortCode }) => shortCode],
    ["COUNTRY", ({ countryCode }) => countryCode],
    ["CAN", ({ capabilities }) => capabilities?.join(",")],
    ["SID", ({ sid }) => sid],
    ["ADDED", ({ dateCreated }) => day(dateCreated)],
  ],
});

export const alphas: Noun<api.AlphaSender> = poolNoun({
  name: "alphas",
  one: "alpha sender",
  many: "alpha senders",
  sid: "AI…",
  list: api.listAlphaSenders,
  fetch: api.fetchAlphaSender,
  create: api.createAlphaSender,
  remove: api.deleteAlphaSender,
  added: alphaName,
  columns: [
    ["NAME", ({ alphaSender }) => alphaSender],
    ["CAN", ({ capabilities }) => capabilities?.join(",")],
    ["SID", ({ sid }) => sid],
    ["ADDED", ({ dateCreated }) => day(dateCreated)],
  ],
});

export const destinationAlphas: Noun<api.DestinationAlphaSender> = poolNoun({
  name: "destination-alphas",
  one: "alpha sender for a country",
  many: "alpha senders for countries",
  sid: "AI…",
  list: api.listDestinationAlphaSenders,
  fetch: api.fetchDestinationAlphaSender,
  create: api.createDestinationAlphaSender,
  remove: api.deleteDestinationAlphaSender,
  added: alphaName,
  addFlags: [{ ...country, description: "what it is for, such as FR (default: all others)" }],
  listFlags: [{ ...country, description: "those for one country, such as FR (default: all)" }],
  columns: [
    ["NAME", ({ alphaSender }) => alphaSender],
    ["FOR", ({ isoCountryCode }) => isoCountryCode === "" ? "all others" : isoCountryCode],
    ["SID", ({ sid }) => sid],
    ["ADDED", ({ dateCreated }) => day(dateCreated)],
  ],
});
