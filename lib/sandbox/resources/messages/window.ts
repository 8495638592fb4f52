/**
 * The window in which WhatsApp takes free text: 24 hours from when the customer wrote last. Outside of
 * it there are templates alone, all of which a sandbox takes for approved ones.
 *
 * @see https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows
 * @see https://www.twilio.com/docs/api/errors/63016
 */
import type { Account } from "../../state/state.ts";
import { accountMessaging, type SentMessage } from "./state.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Whether a customer has written to a sender lately, beside what is known of that. */
export type CustomerWrote = (customer: string, sender: string) => boolean;

/**
 * Notes that a customer has written to a sender, which opens the window between them or keeps it open.
 *
 * @param customer the customer's address, such as `whatsapp:+14155550199`
 * @param sender the address that was written to
 * @param at when that was, by the sandbox's clock
 */
export function noteInbound(account: Account, customer: string, sender: string, at: Date): void {
  const { wrote } = accountMessaging(account);
  const key = `${sender} ${customer}`;
  const before = wrote.get(key);
  if (before && Date.parse(before.date) >= at.getTime()) return;
  wrote.set(key, { customer, sender, date: at.toISOString() });
}

/** Whether WhatsApp takes a message: a template, or free text where the customer wrote lately. */
export function isInWindow(
  account: Account,
  { from, to, contentSid }: SentMessage,
  now: Date,
  customerWrote: CustomerWrote,
): boolean {
  if (!to.startsWith("whatsapp:") || contentSid !== null) return true;
  const last = accountMessaging(account).wrote.get(`${from} ${to}`);
  const isLately = last !== undefined && now.getTime() - Date.parse(last.date) < DAY;
  return isLately || customerWrote(to, from!);
}
