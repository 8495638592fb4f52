/** A row of the table: the senders of an account. */
import * as api from "../../../../mod.ts";
import { NotAsHoped } from "../../platform/platform.ts";
import { whole } from "../flags.ts";
import { senderFlags } from "./fields.ts";
import { ends, failure, lists, type Noun, shows, type Verb } from "./noun.ts";

const oneSender = {
  field: "sid",
  name: "sid",
  description: "SID of the sender: XE…; or several",
  several: true,
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
    onlyReads: true,
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
      inFull: true,
      argument: oneSender,
    }),
    shows("create", api.createSender, {
      description: "create a sender, which takes a while: see wait",
      argument: { field: "senderId", name: "address", description: "whatsapp:+… or rcs:…" },
      flags: senderFlags,
    }),
    shows("update", api.updateSender, {
      description: "change a sender: only what is given",
      inFull: true,
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
