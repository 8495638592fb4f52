import type { BareAccountSeed, BareServiceSeed } from "../state/seed.ts";
import type { AlphaSendersOfAccount, AlphaSendersOfService } from "./alpha_senders.ts";
import type { ChannelSendersOfAccount, ChannelSendersOfService } from "./channel_senders.ts";
import type {
  DestinationAlphaSendersOfAccount,
  DestinationAlphaSendersOfService,
} from "./destination_alpha_senders.ts";
import type { MessagesOfAccount, MessagesOfService } from "./messages/seed.ts";
import type { PhoneNumbersOfAccount, PhoneNumbersOfService } from "./phone_numbers.ts";
import type { SendersOfAccount } from "./senders/seed.ts";
import type { ServicesOfAccount, ServicesOfService } from "./services/seed.ts";
import type { ShortCodesOfAccount, ShortCodesOfService } from "./short_codes.ts";

/** A Messaging Service of an account. */
export interface ServiceSeed
  extends
    BareServiceSeed,
    ServicesOfService,
    ChannelSendersOfService,
    PhoneNumbersOfService,
    ShortCodesOfService,
    AlphaSendersOfService,
    DestinationAlphaSendersOfService,
    MessagesOfService {}

/** What resources say of an account. */
export interface ResourcesSeed
  extends
    ServicesOfAccount,
    ChannelSendersOfAccount,
    SendersOfAccount,
    PhoneNumbersOfAccount,
    ShortCodesOfAccount,
    AlphaSendersOfAccount,
    DestinationAlphaSendersOfAccount,
    MessagesOfAccount {
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ServiceSeed[] | undefined;
}

/** An account: who may call, and what it has. */
export interface AccountSeed extends BareAccountSeed, ResourcesSeed {
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ServiceSeed[] | undefined;
}

/**
 * What a sandbox starts with, and what {@linkcode Sandbox.state} gives: plain data, which a sandbox
 * reads once and never alters.
 */
export interface SandboxSeed {
  /** The accounts, at least one. No SID occurs twice, not even in two accounts. */
  readonly accounts: readonly AccountSeed[];
}

/**
 * What a sandbox starts with unless told otherwise, made anew by each call: the account of Twilio's
 * reference page and its three channel senders (WhatsApp, Messenger, RCS), none attached, and two
 * Messaging Services.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import { createSandbox, defaultSeed } from "@senderpool/twilio/sandbox";
 *
 * // The same account, with its WhatsApp sender attached from the start.
 * const [account] = defaultSeed().accounts;
 * const services = [{
 *   sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   channelSenders: ["XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
 * }];
 * const sandbox = createSandbox({ accounts: [{ ...account!, services }] });
 * console.log(sandbox.credentials.accountSid); // ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
 * ```
 */
export function defaultSeed(): SandboxSeed {
  return {
    accounts: [{
      accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      authToken: "0123456789abcdef0123456789abcdef",
      services: [
        { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
        { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
      ],
      channelSenders: [
        { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", sender: "whatsapp:+12487960483" },
        { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", sender: "messenger:104794531907950" },
        { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", sender: "rcs:ms_dev_test_agent" },
      ],
    }],
  };
}
