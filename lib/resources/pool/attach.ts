import type { CallOptions, ClientAccount, Send } from "../../call/send.ts";
import { checkNames, checkValue, sidOf } from "../../wire/input.ts";
import { createAlphaSender } from "../alpha_senders.ts";
import { createChannelSender } from "../channel_senders.ts";
import { createPhoneNumber } from "../phone_numbers.ts";
import type { ServiceReference } from "../pool_member.ts";
import { createShortCode } from "../short_codes.ts";
import { channelSenderSid, notOne, phoneNumberSid, shortCodeSid } from "./account_sid.ts";
import { kindsWith } from "./address.ts";
import {
  alphaSenderEntry,
  channelSenderEntry,
  phoneNumberEntry,
  type PoolEntry,
  shortCodeEntry,
} from "./entry.ts";
import { findInPool } from "./find.ts";
import { channelSenderKind, phoneNumberKind, shortCodeKind } from "./kinds.ts";

/** Looks for the SID of an address, and puts that into the pool of a service. */
export async function attach(
  address: string,
  input: ServiceReference,
  send: Send,
  account: ClientAccount,
  options: CallOptions = {},
): Promise<PoolEntry> {
  const [kind] = kindsWith(address);
  const messagingServiceSid = serviceIn(input);
  const call = { send, account, options };
  if (kind === channelSenderKind) {
    const sid = await channelSenderSid(address, call);
    return channelSenderEntry(
      await send(createChannelSender, { messagingServiceSid, sid }, options),
    );
  }
  if (kind === phoneNumberKind) {
    const sid = await phoneNumberSid(address, call);
    return phoneNumberEntry(await send(createPhoneNumber, { messagingServiceSid, sid }, options));
  }
  if (kind === shortCodeKind) {
    const sid = await shortCodeSid(address, call);
    return shortCodeEntry(await send(createShortCode, { messagingServiceSid, sid }, options));
  }
  const name = { messagingServiceSid, alphaSender: address };
  return alphaSenderEntry(await send(createAlphaSender, name, options));
}

/** Looks for an address in the pool of a service, and takes that out. */
export async function detach(
  address: string,
  input: ServiceReference,
  send: Send,
  options: CallOptions = {},
): Promise<PoolEntry> {
  const kinds = kindsWith(address);
  const messagingServiceSid = serviceIn(input);
  const found = await findInPool(
    kinds,
    { address, sid: messagingServiceSid, isInOne: false },
    send,
    options,
  );
  const sids = found.flatMap(({ entry }) => entry.sid ?? []);
  const [sid] = sids;
  const [one] = found;
  if (one === undefined || sid === undefined || sids.length > 1) {
    const where = `in the pool of ${messagingServiceSid}`;
    throw notOne(`${kinds[0]!.words} of this address`, address, where, sids);
  }
  await send(one.kind.remove, { messagingServiceSid, sid }, options);
  return one.entry;
}

/** The service in the input, before anything is asked for. */
function serviceIn(input: ServiceReference): string {
  checkValue(typeof input === "object" && input, "input", "an object", input);
  checkNames(input, ["messagingServiceSid"]);
  return sidOf(input, "messagingServiceSid", "MG");
}
