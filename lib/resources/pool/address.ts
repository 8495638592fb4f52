import { senderChannel, splitAddress } from "../../addresses/addresses.ts";
import { checkInput } from "../../wire/input.ts";
import type { PoolEntryKind } from "./entry.ts";
import {
  channelSenderKind,
  type Kind,
  nameKinds,
  phoneNumberKind,
  shortCodeKind,
} from "./kinds.ts";

/** What takes the SID of a sender, by its first letters. */
const takenBy: Readonly<Record<string, string>> = {
  XE: "channelSenders.create and channelSenders.delete take",
  PN: "phoneNumbers.create and phoneNumbers.delete take",
  SC: "shortCodes.create and shortCodes.delete take",
  AI: "alphaSenders.delete and destinationAlphaSenders.delete take",
};

function checkNoSid(address: string): void {
  const isSid = typeof address === "string" && /^(XE|PN|SC|AI)[\da-f]{32}$/i.test(address);
  if (!isSid) return;
  const takers = takenBy[address.slice(0, 2).toUpperCase()];
  checkInput(false, "address", "the address of a sender", `a SID, which ${takers}`);
}

/**
 * The kinds of senders that may have an address: one, or the two of names.
 *
 * @throws {TwilioInputError} where no sender of a pool has such an address
 */
export function kindsWith(address: string): readonly [Kind, ...Kind[]] {
  checkNoSid(address);
  const channel = senderChannel(address, "address");
  const { id } = splitAddress(address);
  if (channel === "sms") {
    checkInput(!id.startsWith("sim:"), "address", "that of a sender in a pool", "a SIM");
    if (id.startsWith("+")) return [phoneNumberKind];
    return /^\d+$/.test(id) ? [shortCodeKind] : nameKinds;
  }
  const isNumber = id.startsWith("+");
  const isRecipient = (channel === "rcs" && isNumber) || (channel === "whatsapp" && !isNumber);
  checkInput(!isRecipient, "address", "that of a sender", "one that only recipients have");
  return [channelSenderKind];
}

/**
 * Which kinds of senders of a pool may have an address: one, or the two of names. It says what `attach`
 * and `detach` say of an address before they ask for anything.
 *
 * @param address `+12487960483`, a short code, a name, or an address of a channel
 * @throws {TwilioInputError} where no sender of a pool has such an address
 *
 * @example
 * ```ts
 * import { senderKinds } from "@senderpool/twilio";
 *
 * console.log(senderKinds("whatsapp:+12487960483")); // ["channelSender"]
 * console.log(senderKinds("12345")); // ["shortCode"]
 * console.log(senderKinds("Boutique")); // ["destinationAlphaSender", "alphaSender"]
 * ```
 */
export function senderKinds(address: string): readonly PoolEntryKind[] {
  return kindsWith(address).map(({ kind }) => kind);
}
