/**
 * An in-memory Twilio that is itself a transport: for tests in process, in every runtime, and to be
 * served over HTTP. It keeps accounts, Messaging Services and their channel senders, and answers as
 * Twilio is documented or recorded to do; where that is unknown, it is a documented choice.
 *
 * @module
 */
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
export {
  type AccountSeed,
  type ApiKeySeed,
  type AttachmentSeed,
  type ChannelSenderSeed,
  defaultSeed,
  type SandboxCredentials,
  type SandboxSeed,
  type ServiceSeed,
} from "./seed.ts";
export type { PageSizeAboveMaximum } from "./paging.ts";
export { nodeListener, type NodeRequest, type NodeResponse } from "./node.ts";
export type { Transport } from "../types.ts";
