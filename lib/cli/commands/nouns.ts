import * as api from "../../../mod.ts";
import { day, moment } from "../output/table.ts";
import { messageFlags, serviceFlags } from "./fields.ts";
import { ends, lists, type Noun, shows } from "./noun.ts";
import { poolNoun } from "./pool_noun.ts";

// Arguments and options that several rows have.
const alphaName = {
  field: "alphaSender",
  name: "name",
  description: "the name that recipients see, of at most 11 characters",
} as const;
const country = { field: "isoCountryCode", flag: "--country <code>" } as const;
const oneService = {
  field: "sid",
  name: "service",
  description: "SID or name of the Messaging Service",
  isService: true,
} as const;
const oneMessage = {
  field: "sid",
  name: "sid",
  description: "SID of the message: SM… or MM…",
} as const;

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

const services: Noun<api.Service> = {
  name: "services",
  one: "Messaging Service",
  many: "Messaging Services",
  columns: [
    ["NAME", ({ friendlyName }) => friendlyName],
    ["USE", ({ usecase }) => usecase],
    ["SID", ({ sid }) => sid],
    ["CREATED", ({ dateCreated }) => day(dateCreated)],
  ],
  verbs: [
    lists("list", api.listServices, { description: "list the Messaging Services of the account" }),
    shows("fetch", api.fetchService, {
      description: "show one Messaging Service",
      argument: oneService,
    }),
    shows("create", api.createService, {
      description: "create a Messaging Service",
      argument: { field: "friendlyName", name: "name", description: "what it is called" },
      flags: serviceFlags,
    }),
    shows("update", api.updateService, {
      description: "change a Messaging Service: only what is given",
      argument: oneService,
      flags: [
        { field: "friendlyName", flag: "--name <text>", description: "what it is called" },
        ...serviceFlags,
      ],
      changes: true,
    }),
    ends(
      "delete",
      api.deleteService,
      {
        description: "delete a Messaging Service; the account keeps its senders",
        argument: oneService,
      },
      ({ sid }) => `the Messaging Service ${sid} is deleted`,
    ),
  ],
};

const numbers = poolNoun({
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

const codes = poolNoun({
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

const alphas = poolNoun({
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

const destinationAlphas = poolNoun({
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

const messages: Noun<api.Message> = {
  name: "messages",
  one: "message",
  many: "messages",
  columns: [
    ["STATUS", ({ status }) => status],
    ["FROM", ({ from }) => from],
    ["TO", ({ to }) => to],
    ["SID", ({ sid }) => sid],
    ["CREATED", ({ dateCreated }) => moment(dateCreated)],
    ["ERROR", ({ errorCode }) => errorCode === null ? null : `${errorCode}`],
  ],
  verbs: [
    shows("fetch", api.fetchMessage, {
      description: "show one message: its status, and why it failed",
      account: true,
      argument: oneMessage,
    }),
    shows("send", api.createMessage, {
      description: "send a message, by the pool of a service or by one sender",
      account: true,
      service: "possible",
      flags: messageFlags,
    }),
  ],
};

/** A row, whatever its items are. */
// deno-lint-ignore no-explicit-any -- each row shows what its own verbs bring
export type AnyNoun = Noun<any>;

/** The table of `senderpool <noun> <verb>`: a resource is a row. */
export const nouns: readonly AnyNoun[] = [
  services,
  numbers,
  codes,
  alphas,
  destinationAlphas,
  messages,
];
