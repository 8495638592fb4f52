/** Rows of the table: what an account has. */
import * as api from "../../../../mod.ts";
import { day, moment } from "../../output/table.ts";
import { messageFlags, serviceFlags } from "./fields.ts";
import { ends, lists, type Noun, shows } from "./noun.ts";

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

export const messages: Noun<api.Message> = {
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
