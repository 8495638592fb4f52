/**
 * What a request asks for, by the name of this library's operation: in Twilio's documents they are
 * `CreateChannelSender`, `FetchChannelSender`, `ListChannelSender`, `DeleteChannelSender`,
 * `CreateMessage`, `FetchMessage` and `CreateOauth2Token`.
 */
export type SandboxOperation =
  | "createChannelSender"
  | "fetchChannelSender"
  | "listChannelSenders"
  | "deleteChannelSender"
  | "createMessage"
  | "fetchMessage"
  | "createOauth2Token";

const known: Readonly<Record<SandboxOperation, true>> = {
  createChannelSender: true,
  fetchChannelSender: true,
  listChannelSenders: true,
  deleteChannelSender: true,
  createMessage: true,
  fetchMessage: true,
  createOauth2Token: true,
};

/** All names of operations. */
export const operations: readonly string[] = Object.keys(known);

/** Whether a value is the name of an operation. */
export function isOperation(value: unknown): value is SandboxOperation {
  return typeof value === "string" && Object.hasOwn(known, value);
}
