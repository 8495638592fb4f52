/** Rows of the table: what an account has. */
import * as api from "../../../../mod.ts";
import { day } from "../../output/table.ts";
import { serviceFlags } from "./fields.ts";
import { ends, lists, type Noun, shows } from "./noun.ts";

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
      inFull: true,
      argument: oneService,
    }),
    shows("create", api.createService, {
      description: "create a Messaging Service",
      argument: { field: "friendlyName", name: "name", description: "what it is called" },
      flags: serviceFlags,
    }),
    shows("update", api.updateService, {
      description: "change a Messaging Service: only what is given",
      inFull: true,
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
      inFull: true,
      account: true,
      argument: {
        field: "sid",
        name: "sid",
        description: "SID of the phone number: PN…; or several",
        several: true,
      },
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
      inFull: true,
      account: true,
      argument: {
        field: "sid",
        name: "sid",
        description: "SID of the short code: SC…; or several",
        several: true,
      },
    }),
  ],
};
