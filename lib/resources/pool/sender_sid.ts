import { channelNames, splitAddress } from "../../addresses/addresses.ts";
import { listing } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { ClientAccount, Send } from "../../call/send.ts";
import { checkInput } from "../../wire/input.ts";
import { listingFor, sendFor } from "../account/account.ts";
import { type AccountShortCode, listAccountShortCodes } from "../account_short_codes.ts";
import type { IncomingPhoneNumber } from "../incoming_phone_numbers/incoming_phone_number.ts";
import { listIncomingPhoneNumbers } from "../incoming_phone_numbers/incoming_phone_numbers.ts";
import { listSenders } from "../senders/operations.ts";
import type { Sender } from "../senders/sender.ts";
import { TwilioSenderError } from "./errors.ts";

/** What looks for a sender among those of the account, and sends what is to be done with it. */
export interface AccountSearch {
  readonly send: Send;
  readonly account: ClientAccount;
  readonly options: CallOptions;
}

/** The SID of a phone number that the account has. */
export async function phoneNumberSid(phoneNumber: string, search: AccountSearch): Promise<string> {
  const { account, send, options } = search;
  const sendTo = sendFor(account, send);
  const list = listingFor(listIncomingPhoneNumbers, { phoneNumber }, sendTo, options);
  const where = "among the account's phone numbers (IncomingPhoneNumbers)";
  // Twilio's filter finds what contains the number, too.
  const fits = (item: IncomingPhoneNumber) => item.phoneNumber === phoneNumber;
  return await onlySid(list, fits, phoneNumber, where, "phoneNumbers.create");
}

/** The SID of a short code that the account has. */
export async function shortCodeSid(shortCode: string, search: AccountSearch): Promise<string> {
  const { account, send, options } = search;
  const list = listingFor(listAccountShortCodes, { shortCode }, sendFor(account, send), options);
  const where = "among the account's short codes (SMS/ShortCodes)";
  const fits = (item: AccountShortCode) => item.shortCode === shortCode;
  return await onlySid(list, fits, shortCode, where, "shortCodes.create");
}

/** The SID of a channel sender that the account has. */
export async function channelSenderSid(address: string, search: AccountSearch): Promise<string> {
  const { send, options } = search;
  const { channel } = splitAddress(address);
  const isListed = channel === "whatsapp" || channel === "rcs";
  const got = `one of ${channelNames[channel]}, whose senders Twilio does not list: ` +
    "give its XE… to channelSenders.create";
  checkInput(isListed, "address", "an address whose SID can be looked for", got);
  const where = `among the account's senders on ${channelNames[channel]} (Channels/Senders)`;
  const list = listing(listSenders, { channel }, send, options);
  const fits = ({ senderId }: Sender) => senderId === address;
  return await onlySid(list, fits, address, where, "channelSenders.create");
}

/**
 * The SID of the only one that fits.
 *
 * @param taker what takes one by its SID
 */
async function onlySid<Item extends { readonly sid: string | null }>(
  list: AsyncIterable<Item>,
  fits: (item: Item) => boolean,
  address: string,
  where: string,
  taker: string,
): Promise<string> {
  const sids = new Set<string>();
  for await (const item of list) if (item.sid !== null && fits(item)) sids.add(item.sid);
  const found = [...sids];
  const [sid] = found;
  if (sid !== undefined && found.length === 1) return sid;
  const remedy = `${taker} takes one of ${found.join(", ")}`;
  throw notOne("a sender of this address", address, where, found, remedy);
}

/**
 * The error where there is none, or more than one.
 *
 * @param found their SIDs
 * @param remedy what to do where there are several
 */
export function notOne(
  what: string,
  address: string,
  where: string,
  found: readonly string[],
  remedy: string,
): TwilioSenderError {
  const expected = `expected ${what} ${where}`;
  if (found.length === 0) {
    return new TwilioSenderError({
      problem: "missing",
      reason: `${expected}, found none`,
      address,
      where,
      found,
    });
  }
  return new TwilioSenderError({
    problem: "ambiguous",
    reason: `${expected}, found ${found.length}: ${remedy}`,
    address,
    where,
    found,
  });
}
