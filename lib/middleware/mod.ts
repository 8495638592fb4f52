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
export { bearerAuth } from "./bearer_auth.ts";
export { oauth } from "./oauth.ts";
export type { OAuthOptions } from "./token_request.ts";
export {
  publicKeyClientValidation,
  type PublicKeyClientValidationOptions,
} from "./public_key_client_validation.ts";
export type { SigningKey } from "./signing_key.ts";
export { concurrency, type ConcurrencyOptions } from "./concurrency.ts";
export { retry } from "./retry.ts";
export { timeout } from "./timeout.ts";
export { type Attempt, type AttemptRequest, sameAttempt } from "../call/attempt.ts";
export type { Failure } from "../call/failure.ts";
export type { Retry, RetryOptions } from "../call/schedule.ts";
export { logger, type LoggerOptions, type LogLine } from "./logger.ts";
export { userAgent } from "./user_agent.ts";
export {
  type TracedCall,
  type TracedOutcome,
  type TracedSpan,
  tracing,
  type TracingOptions,
} from "./tracing.ts";
export type { Bytes } from "../types.ts";
export type { Middleware, Region, Target, Transport } from "../types.ts";
