/**
 * What a request asks for, by the name of this library's operation: in Twilio's documents they are
 * `CreateChannelSender`, `FetchChannelSender`, `ListChannelSender`, `DeleteChannelSender`,
 * `CreateMessage`, `FetchMessage` and `CreateOauth2Token`; those of services and of the rest of their
 * pools are called likewise, lists in the singular; those of senders `CreateChannelsSender` and so on.
 * `updateMessage` is what `cancelMessage` and `redactMessage` both ask for; an account's short codes
 * are `FetchShortCode` and `ListShortCode`.
 */
export type SandboxOperation =
  | "createChannelSender"
  | "fetchChannelSender"
  | "listChannelSenders"
  | "deleteChannelSender"
  | "createService"
  | "fetchService"
  | "updateService"
  | "listServices"
  | "deleteService"
  | "createPhoneNumber"
  | "fetchPhoneNumber"
  | "listPhoneNumbers"
  | "deletePhoneNumber"
  | "createShortCode"
  | "fetchShortCode"
  | "listShortCodes"
  | "deleteShortCode"
  | "createAlphaSender"
  | "fetchAlphaSender"
  | "listAlphaSenders"
  | "deleteAlphaSender"
  | "createDestinationAlphaSender"
  | "fetchDestinationAlphaSender"
  | "listDestinationAlphaSenders"
  | "deleteDestinationAlphaSender"
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

const known: Readonly<Record<SandboxOperation, true>> = {
  createChannelSender: true,
  fetchChannelSender: true,
  listChannelSenders: true,
  deleteChannelSender: true,
  createService: true,
  fetchService: true,
  updateService: true,
  listServices: true,
  deleteService: true,
  createPhoneNumber: true,
  fetchPhoneNumber: true,
  listPhoneNumbers: true,
  deletePhoneNumber: true,
  createShortCode: true,
  fetchShortCode: true,
  listShortCodes: true,
  deleteShortCode: true,
  createAlphaSender: true,
  fetchAlphaSender: true,
  listAlphaSenders: true,
  deleteAlphaSender: true,
  createDestinationAlphaSender: true,
  fetchDestinationAlphaSender: true,
  listDestinationAlphaSenders: true,
  deleteDestinationAlphaSender: true,
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
export const operations: readonly string[] = Object.keys(known);

/** Whether a value is the name of an operation. */
export function isOperation(value: unknown): value is SandboxOperation {
  return typeof value === "string" && Object.hasOwn(known, value);
}
