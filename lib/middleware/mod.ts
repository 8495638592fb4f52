/**
 * Middleware: functions that wrap a transport in another one. They serve `createClient` and any
 * `fetch` of your own.
 *
 * @module
 */
export { compose } from "./compose.ts";
export {
  type AccountCredentials,
  type ApiKeyCredentials,
  basicAuth,
  type Credentials,
} from "./basic_auth.ts";
export { timeout } from "./timeout.ts";
export type { Middleware, Region, Target, Transport } from "../types.ts";
