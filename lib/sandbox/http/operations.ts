/**
 * What a request asks for, by the name of this library's operation: in Twilio's documents they are
 * `CreateChannelSender`, `FetchChannelSender`, `ListChannelSender`, `DeleteChannelSender`,
 * `CreateMessage`, `FetchMessage` and `CreateOauth2Token`; those of services and of the rest of their
 * pools are called likewise, lists in the singular; those of senders `CreateChannelsSender` and so on.
 * `updateMessage` is what `cancelMessage` and `redactMessage` both ask for; an account's short codes
 * are `FetchShortCode` and `ListShortCode`.
 */
export type SandboxOperation =
  | PoolOperation
  | "createService"
  | "fetchService"
  | "updateService"
  | "listServices"
  | "deleteService"
  | "createSender"
  | "fetchSender"
  | "updateSender"
  | "listSenders"
  | "deleteSender"
  | "createMessage"
  | "fetchMessage"
  | "listMessages"
  | "updateMessage"
  | "deleteMessage"
  | "listMedia"
  | "fetchMedia"
  | "createMessageFeedback"
  | "fetchIncomingPhoneNumber"
  | "listIncomingPhoneNumbers"
  | "fetchAccountShortCode"
  | "listAccountShortCodes"
  | "createOauth2Token";

/** What may be in the pool of a service, as operations call one of them. */
export type PoolMemberName =
  | "ChannelSender"
  | "PhoneNumber"
  | "ShortCode"
  | "AlphaSender"
  | "DestinationAlphaSender";

const poolMembers: Readonly<Record<PoolMemberName, true>> = {
  ChannelSender: true,
  PhoneNumber: true,
  ShortCode: true,
  AlphaSender: true,
  DestinationAlphaSender: true,
};

/** What can be done with what is in a pool: there is no update. */
export type PoolAction = "list" | "create" | "fetch" | "delete";

/** What can be done with what is in a pool, by its name. */
export type PoolOperation =
  | `${"create" | "fetch" | "delete"}${PoolMemberName}`
  | `list${PoolMemberName}s`;

/** The names of the four operations of a kind of a pool. */
export function poolOperations(name: PoolMemberName): Readonly<Record<PoolAction, PoolOperation>> {
  return {
    create: `create${name}`,
    fetch: `fetch${name}`,
    list: `list${name}s`,
    delete: `delete${name}`,
  };
}

/** The operations of what is in no pool. */
const known: Readonly<Record<Exclude<SandboxOperation, PoolOperation>, true>> = {
  createService: true,
  fetchService: true,
  updateService: true,
  listServices: true,
  deleteService: true,
  createSender: true,
  fetchSender: true,
  updateSender: true,
  listSenders: true,
  deleteSender: true,
  createMessage: true,
  fetchMessage: true,
  listMessages: true,
  updateMessage: true,
  deleteMessage: true,
  listMedia: true,
  fetchMedia: true,
  createMessageFeedback: true,
  fetchIncomingPhoneNumber: true,
  listIncomingPhoneNumbers: true,
  fetchAccountShortCode: true,
  listAccountShortCodes: true,
  createOauth2Token: true,
};

/** All names of operations. */
export const operations: readonly string[] = [
  ...Object.keys(poolMembers).flatMap((name) =>
    Object.values(poolOperations(name as PoolMemberName))
  ),
  ...Object.keys(known),
];

/** Whether a value is the name of an operation. */
export function isOperation(value: unknown): value is SandboxOperation {
  return typeof value === "string" && operations.includes(value);
}
