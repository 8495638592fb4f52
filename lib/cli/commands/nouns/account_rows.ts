/** Rows of the table: what an account has. */
import * as api from "../../../../mod.ts";
import { day } from "../../output/table.ts";
import { NotAsHoped } from "../../platform/platform.ts";
import { senderFlags, serviceFlags } from "./fields.ts";
import { whole } from "../flags.ts";
import { ends, failure, lists, type Noun, shows, type Verb } from "./noun.ts";

const oneService = {
  field: "sid",
  name: "service",
  description: "SID or name of the Messaging Service",
  isService: true,
} as const;
export const services: Noun<api.Service> = {
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

const oneSender = {
  field: "sid",
  name: "sid",
  description: "SID of the sender: XE…",
} as const;

const review = "it is with people at Twilio, which may take days";

/** What to do about a sender that does not get ONLINE by itself, by its status. */
const nextSteps: ReadonlyMap<string | null, string> = new Map([
  ["PENDING_VERIFICATION", "`senders update … --code …` gives the code that was sent"],
  ["TWILIO_REVIEW", review],
  ["DRAFT", review],
]);

/** Looks at a sender until what passes by itself has passed. */
const waitForSender: Verb<api.Sender> = {
  name: "wait",
  description: "wait while a sender is being created, verified or updated",
  argument: oneSender,
  flags: [{
    field: "deadline",
    flag: "--deadline <s>",
    description: "wait no longer than so many seconds (default: 600)",
    read: (text) => whole(text) * 1000,
  }],
  check: ({ sid }) => void api.fetchSender.request({ sid: sid as string }),
  work: {
    shows: "one",
    run: ({ client, status }, input, options) => {
      const { sid, deadline } = input as { sid: string; deadline?: number };
      const onStatus = (sender: api.Sender) => status(`${sid} is ${sender.status}`);
      return api.waitForSender(client.send, { sid }, { ...options, deadline, onStatus });
    },
    disappointment({ sid, status }) {
      if (status !== null && /^ONLINE(:|$)/.test(status)) return null;
      const is = status === null ? "says no status" : `is ${status}`;
      return new NotAsHoped(`${sid} ${is}, and not ONLINE`, nextSteps.get(status));
    },
  },
};

export const senders: Noun<api.Sender> = {
  name: "senders",
  one: "sender of the account",
  many: "senders of the account",
  columns: [
    ["SENDER", ({ senderId }) => senderId],
    ["STATUS", ({ status }) => status],
    ["NAME", ({ profile }) => profile?.name],
    ["SID", ({ sid }) => sid],
  ],
  why({ offlineReasons }) {
    const reasons = (offlineReasons ?? []).map(({ code, message }) => failure(code, message));
    return reasons.length === 0 ? null : `it is offline for ${reasons.join("; ")}`;
  },
  verbs: [
    lists("list", api.listSenders, {
      description: "list the senders of the account on a channel",
      flags: [{
        field: "channel",
        flag: "--channel <name>",
        description: "whatsapp or rcs",
        isRequired: true,
      }],
    }),
    shows("fetch", api.fetchSender, {
      description: "show one sender of the account: its status",
      argument: oneSender,
    }),
    shows("create", api.createSender, {
      description: "create a sender, which takes a while: see wait",
      argument: { field: "senderId", name: "address", description: "whatsapp:+… or rcs:…" },
      flags: senderFlags,
    }),
    shows("update", api.updateSender, {
      description: "change a sender: only what is given",
      argument: oneSender,
      flags: senderFlags,
      changes: true,
    }),
    ends(
      "delete",
      api.deleteSender,
      { description: "delete a sender, on WhatsApp alone", argument: oneSender },
      ({ sid }) => `the sender ${sid} is deleted`,
    ),
    waitForSender,
  ],
};

/** What a number can do, as its resource says it. */
function canDo(capabilities: api.NumberCapabilities | null): string | null {
  const can = Object.entries(capabilities ?? {}).filter(([, value]) => value === true);
  return can.map(([name]) => name).join(",") || null;
}

export const accountNumbers: Noun<api.IncomingPhoneNumber> = {
  name: "account-numbers",
  one: "phone number of the account",
  many: "phone numbers of the account",
  columns: [
    ["NUMBER", ({ phoneNumber }) => phoneNumber],
    ["NAME", ({ friendlyName }) => friendlyName],
    ["CAN", ({ capabilities }) => canDo(capabilities)],
    ["SID", ({ sid }) => sid],
  ],
  verbs: [
    lists("list", api.listIncomingPhoneNumbers, {
      description: "list the phone numbers of the account",
      account: true,
      flags: [{
        field: "phoneNumber",
        flag: "--number <+…>",
        description: "that have these digits",
      }],
    }),
    shows("fetch", api.fetchIncomingPhoneNumber, {
      description: "show one phone number of the account",
      account: true,
      argument: { field: "sid", name: "sid", description: "SID of the phone number: PN…" },
    }),
  ],
};

export const accountCodes: Noun<api.AccountShortCode> = {
  name: "account-codes",
  one: "short code of the account",
  many: "short codes of the account",
  columns: [
    ["CODE", ({ shortCode }) => shortCode],
    ["NAME", ({ friendlyName }) => friendlyName],
    ["SID", ({ sid }) => sid],
    ["CREATED", ({ dateCreated }) => day(dateCreated)],
  ],
  verbs: [
    lists("list", api.listAccountShortCodes, {
      description: "list the short codes of the account",
      account: true,
      flags: [{
        field: "shortCode",
        flag: "--code <digits>",
        description: "that have these digits",
      }],
    }),
    shows("fetch", api.fetchAccountShortCode, {
      description: "show one short code of the account",
      account: true,
      argument: { field: "sid", name: "sid", description: "SID of the short code: SC…" },
    }),
  ],
};
