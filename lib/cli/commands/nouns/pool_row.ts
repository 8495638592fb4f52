/** The row of the pool as one: all kinds of senders, by their addresses. */
import * as api from "../../../../mod.ts";
import type { Column } from "../../output/table.ts";
import { NotAsHoped } from "../../platform/platform.ts";
import { whole } from "../flags.ts";
import { type AnyNoun, batches, type Input, type Verb } from "./noun.ts";

/** A sender by its address, and a service. */
type Place = api.ServiceReference & { readonly address: string };

const address = {
  field: "address",
  name: "address",
  description: "+…, whatsapp:+…, rcs:…, a short code or a name",
} as const;
const addresses = { ...address, description: `${address.description}; or several`, several: true };

/** What is known to be wrong of an address before anything is sent. */
function checkAddress(input: Input): void {
  api.senderKinds(input["address"] as string);
}

/** That one of Messenger can't be attached by its address is known before anything is sent, too. */
function checkAttached(input: Input): void {
  checkAddress(input);
  if (!`${input["address"]}`.startsWith("messenger:")) return;
  const reason = "expected an address whose SID can be looked for, got one of Messenger, whose " +
    "senders Twilio does not list: give its XE… to `create`";
  throw new api.TwilioInputError({ field: "address", reason });
}

/** Looks through the pools of all services. */
const where: Verb<api.PoolPlace> = {
  name: "where",
  description: "find the Messaging Service that has a sender, over all of them",
  argument: address,
  flags: [{
    field: "maxServices",
    flag: "--max-services <n>",
    description: "search no more services than so many (default: all)",
    read: whole,
  }],
  work: {
    shows: "list",
    takes: [],
    columns: [
      ["SERVICE", ({ service }) => service.friendlyName],
      ["SERVICE SID", ({ service }) => service.sid],
      ["KIND", ({ entry }) => kindOf(entry)],
      ["SID", ({ entry }) => entry.sid],
    ],
    none({ address }) {
      const channels = "as whatsapp:…, rcs:… or messenger:…";
      const hint = /^\+/.test(`${address}`)
        ? `a channel sender goes by its whole address, such ${channels}`
        : undefined;
      return new NotAsHoped(`${address} is in the pool of no service`, hint);
    },
    async *run({ client, status }, input, options) {
      const { address, maxServices } = input as { address: string; maxServices?: number };
      const onProgress = ({ scanned, known, allKnown }: api.SearchProgress) =>
        status(`looking for ${address}: ${scanned} of ${known}${allKnown ? "" : "+"} services`);
      const search = { ...options, maxServices, onProgress };
      yield { items: await api.pool(client.send).whereIs(address, search) };
    },
  },
};

/** The kind of a sender, in words. */
function kindOf({ kind }: api.PoolEntry): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const columns: readonly Column<api.PoolEntry>[] = [
  ["SENDER", ({ sender }) => sender],
  ["KIND", kindOf],
  ["COUNTRY", ({ countryCode }) => countryCode],
  ["CAN", ({ capabilities }) => capabilities?.join(",")],
  ["SID", ({ sid }) => sid],
];

/** Of its verbs, `where` has items of its own. */
export const pool: AnyNoun = {
  name: "pool",
  one: "sender",
  many: "senders",
  about: "all that a service can send by",
  columns,
  verbs: [
    {
      name: "list",
      description: "list all that a Messaging Service can send by",
      service: "needed",
      work: {
        shows: "list",
        takes: ["limit", "pageSize"],
        run: ({ client }, input, options) =>
          batches(api.pool(client.send).list(input as Input & api.PoolListInput, options)),
      },
    },
    where,
    {
      name: "attach",
      description: "add a sender of the account to a Messaging Service, by its address",
      service: "needed",
      argument: addresses,
      check: checkAttached,
      work: {
        shows: "one",
        run({ client, accountSid }, input, options) {
          const { address, messagingServiceSid } = input as Input & Place;
          const { attach } = api.pool(client.send, { accountSid });
          return attach(address, { messagingServiceSid }, options);
        },
      },
    },
    {
      name: "detach",
      description: "remove a sender from a Messaging Service, by its address",
      service: "needed",
      argument: addresses,
      check: checkAddress,
      work: {
        shows: "nothing",
        run({ client }, input, options) {
          const { address, messagingServiceSid } = input as Input & Place;
          return api.pool(client.send).detach(address, { messagingServiceSid }, options);
        },
        said: (input) => `${input["address"]} is no longer in ${input["messagingServiceSid"]}`,
      },
    },
  ],
};
