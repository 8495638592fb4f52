import { checkInput, checkNames, checkValue, isGiven, refuse } from "../wire/input.ts";
import type { PoolSender, SelectionOptions } from "./selection.ts";

/**
 * The senders of a pool, in their order.
 *
 * @throws {TwilioInputError} which names the sender at fault, and its member
 */
export function sendersIn<Sender extends PoolSender>(pool: Iterable<Sender>): Sender[] {
  checkInput(Symbol.iterator in Object(pool), "pool", "an iterable; of a listing, an array");
  const senders = Array.from(pool);
  senders.forEach(checkSender);
  return senders;
}

function checkSender(sender: PoolSender, index: number): void {
  if (typeof sender !== "object" || sender === null) {
    refuse(`pool[${index}]`, "an object with sender", sender);
  }
  const { sender: address, countryCode, capabilities } = sender;
  if (!isTextOrNone(address)) refuse(`pool[${index}].sender`, "an address", address);
  if (!isTextOrNone(countryCode)) refuse(`pool[${index}].countryCode`, "a text", countryCode);
  if (isGiven(capabilities) && !Array.isArray(capabilities)) {
    refuse(`pool[${index}].capabilities`, "a list of texts", capabilities);
  }
}

function isTextOrNone(value: unknown): boolean {
  return typeof value === "string" || !isGiven(value);
}

/**
 * Insists on options of a choice.
 *
 * @throws {TwilioInputError} which names the option at fault
 */
export function checkSelectionOptions(options: SelectionOptions): void {
  checkNames(options, ["country", "sticky", "turn", "rcs", "names"]);
  const { country, turn = 0 } = options;
  const isTurn = Number.isSafeInteger(turn) && turn >= 0;
  checkValue(isTurn, "turn", "0 or more", turn);
  if (country === null || country === undefined) return;
  const isCountry = typeof country === "string" && /^[a-z]{2}$/i.test(country);
  checkValue(isCountry, "country", "two letters of ISO 3166-1", country);
}
