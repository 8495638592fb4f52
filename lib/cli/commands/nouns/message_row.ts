/** A row of the table: the messages of an account. */
import * as api from "../../../../mod.ts";
import { moment } from "../../output/table.ts";
import { messageFilters, messageFlags } from "./fields.ts";
import { ends, failure, lists, type Noun, shows } from "./noun.ts";

const oneMessage = {
  field: "sid",
  name: "sid",
  description: "SID of the message: SM… or MM…; or several",
  several: true,
} as const;

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
  why: ({ errorCode, errorMessage }) =>
    errorMessage === null ? null : failure(errorCode, errorMessage),
  verbs: [
    shows("send", api.createMessage, {
      description: "send a message, by the pool of a service or by one sender",
      account: true,
      service: "possible",
      flags: messageFlags,
    }),
    lists("list", api.listMessages, {
      description: "list the messages of the account, the newest first",
      account: true,
      flags: messageFilters,
    }),
    shows("fetch", api.fetchMessage, {
      description: "show one message: its status, and why it failed",
      inFull: true,
      account: true,
      argument: oneMessage,
    }),
    shows("cancel", api.cancelMessage, {
      description: "cancel a message that is scheduled",
      account: true,
      argument: oneMessage,
    }),
    shows("redact", api.redactMessage, {
      description: "take the text out of a message",
      account: true,
      argument: oneMessage,
    }),
    ends(
      "delete",
      api.deleteMessage,
      {
        description: "delete a message from the account's records",
        account: true,
        argument: oneMessage,
      },
      ({ sid }) => `the message ${sid} is deleted`,
    ),
  ],
};
