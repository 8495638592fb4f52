import { type Answer, tooLarge } from "../../http/answers.ts";
import { readJson } from "../../http/json.ts";
import type { OwnCall } from "../../http/router.ts";
import { addChannelSender, channelSendersOf } from "../channel_senders.ts";
import { newSid } from "../new_sid.ts";
import { changed, readBody } from "./body.ts";
import type { Life } from "./life.ts";
import type { SenderEnd, SenderSettings } from "./options.ts";
import { alreadyThere, invalidBody, notCreated } from "./refusals.ts";
import { accountSenders, newSender, senderList } from "./state.ts";
import { createdToWire } from "./wire.ts";

const addresses = /^(whatsapp:\+[1-9]\d{6,14}|rcs:(?!\+)[\w.-]+)$/;

/** The statuses that a sender has after `CREATING`, by where it ends. The order is inferred. */
const ways: Readonly<Record<Extract<SenderEnd, string>, readonly string[]>> = {
  ONLINE: ["VERIFYING", "ONLINE"],
  PENDING_VERIFICATION: ["PENDING_VERIFICATION"],
  TWILIO_REVIEW: ["VERIFYING", "TWILIO_REVIEW"],
  OFFLINE: ["VERIFYING", "OFFLINE"],
  DRAFT: ["DRAFT"],
};

/** Why one is offline: the code is one that is met there, the wording inferred. */
const offlineReasons = [{
  code: "63111",
  message: "The sender was not found at Meta.",
  more_info: "https://www.twilio.com/docs/api/errors/63111",
}];

/** Creates a sender, which is a channel sender of the account from now on. */
export async function create(
  call: OwnCall,
  settings: SenderSettings,
  life: Life,
): Promise<Answer> {
  const { account, state, settings: { random } } = call;
  const body = await readJson(call);
  if (!body) return tooLarge();
  const senderId = body["sender_id"];
  if (typeof senderId !== "string" || !addresses.test(senderId)) return invalidBody("senderId");
  const said = readBody(body);
  if ("status" in said) return said;
  const isRcs = senderId.startsWith("rcs:");
  if (!isRcs && !said.profile?.["name"]) return invalidBody("profile.name");
  // That an address has one sender in all accounts is inferred.
  const all = state.accounts.flatMap((one) => [...channelSendersOf(one).values()]);
  const isThere = all.some(({ sender }) => sender === senderId);
  if (isThere) return alreadyThere();
  const friendlyName = said.friendlyName || null;
  const end = settings.outcome({ accountSid: account.sid, senderId, friendlyName });
  if (typeof end === "number") return notCreated(end);

  const list = senderList(account);
  const isTaken = (sid: string) =>
    state.accounts.some((one) =>
      channelSendersOf(one).has(sid) || accountSenders(one).gone.has(sid)
    );
  const sid = newSid("XE", random, isTaken, list.size);
  const member = addChannelSender(account, { sid, sender: senderId });
  list.add(sid, member);
  const sender = {
    ...newSender(sid, senderId),
    friendlyName,
    configuration: changed(null, said.configuration ?? null),
    webhook: changed(null, said.webhook ?? null),
    profile: changed(null, said.profile ?? null),
    properties: isRcs ? null : { quality_rating: null, messaging_limit: null },
    offlineReasons: end === "OFFLINE" ? offlineReasons : null,
    compliance: isRcs ? { registration_sid: "", countries: [] } : null,
    course: { status: "CREATING", since: life.time(), next: [...ways[end]] },
  };
  accountSenders(account).details.set(sid, sender);
  return { status: 202, body: createdToWire(sender) };
}
