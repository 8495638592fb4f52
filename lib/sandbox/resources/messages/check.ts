import { addressIn, recipient, senderChannel } from "../../../addresses/addresses.ts";
import { checkInput, textOf } from "../../../wire/input.ts";
import { webUrl } from "./callbacks.ts";
import { checkDate, checkSid, each } from "../../state/check_parts.ts";
import { toOutcome } from "./options.ts";
import { recipientCodes } from "./refused.ts";
import type { ServicesOfAccount } from "../services/seed.ts";
import type { MessageSeed, MessagesOfAccount, MessagesOfService } from "./seed.ts";

/**
 * Insists that what a seed says of an account's messages makes sense.
 *
 * @throws {TwilioInputError} which names the field at fault by its path
 */
export function checkMessages(seed: MessagesOfAccount & ServicesOfAccount, path: string): void {
  const { services: there = [], deletedServices = [] } = seed;
  const services = new Set([...there, ...deletedServices].map(({ sid }) => sid));
  each(seed.services, `${path}.services`, checkService);
  const seen = new Set<string>();
  each(seed.messages, `${path}.messages`, (message, path) => {
    checkMessageSid(message.sid, `${path}.sid`, seen);
    checkMessage(message, path, services);
  }, messageMembers);
  const count = seed.messages?.length ?? 0;
  let least = 0;
  each(seed.deletedMessages, `${path}.deletedMessages`, ({ sid, at }, path) => {
    checkMessageSid(sid, `${path}.sid`, seen);
    const fits = Number.isInteger(at) && at >= least && at <= count;
    checkInput(fits, `${path}.at`, `a whole number from ${least} to ${count}`);
    least = at;
  }, ["sid", "at"]);
  checkRefused(seed.refusedRecipients, `${path}.refusedRecipients`);
  each(seed.wrote, `${path}.wrote`, ({ customer, sender, date }, path) => {
    addressIn(customer, `${path}.customer`);
    addressIn(sender, `${path}.sender`);
    checkDate(date, `${path}.date`);
  }, ["customer", "sender", "date"]);
  each(seed.inboundWebhooks, `${path}.inboundWebhooks`, (webhook, path) => {
    const { sender, url, method = "POST", fallbackUrl, fallbackMethod = "POST" } = webhook;
    senderChannel(sender, `${path}.sender`);
    checkInput(webUrl(url), `${path}.url`, "http(s)://…");
    checkUrl(fallbackUrl, `${path}.fallbackUrl`);
    for (const [name, value] of Object.entries({ method, fallbackMethod })) {
      checkInput(value === "POST" || value === "GET", `${path}.${name}`, "POST or GET");
    }
  }, ["sender", "url", "method", "fallbackUrl", "fallbackMethod"]);
}

const messageMembers: readonly (keyof MessageSeed)[] = [
  "sid",
  "to",
  "from",
  "channelSender",
  "messagingServiceSid",
  "fallbackFrom",
  "body",
  "contentSid",
  "direction",
  "numMedia",
  "mediaUrls",
  "status",
  "outcome",
  "errorCode",
  "dateCreated",
  "dateUpdated",
  "dateSent",
  "sendAt",
  "statusCallback",
];

function checkRefused(refused: MessagesOfAccount["refusedRecipients"] = {}, path: string): void {
  checkInput(Object(refused) === refused && !Array.isArray(refused), path, "an object");
  for (const [to, code] of Object.entries(refused)) {
    recipient(to, `${path}.${to}`);
    const isCode = recipientCodes.includes(code);
    checkInput(isCode, `${path}.${to}`, `any of ${recipientCodes.join(", ")}`);
  }
}

function checkMessageSid(sid: string, at: string, seen: Set<string>): void {
  textOf({ [at]: sid }, at, /^[SM]M[\da-fA-F]{32}$/, "SM or MM and 32 hex digits");
  checkInput(!seen.has(sid), at, "a SID that occurs once");
  seen.add(sid);
}

function checkService(service: MessagesOfService, path: string): void {
  const { stickies, turns = {} } = service;
  each(stickies, `${path}.stickies`, ({ to, sender }, path) => {
    recipient(to, `${path}.to`);
    checkInput(typeof sender === "string", `${path}.sender`, "an address");
  }, ["to", "sender"]);
  checkInput(Object(turns) === turns, `${path}.turns`, "an object");
  for (const [key, turn] of Object.entries(turns)) {
    checkInput(
      Number.isSafeInteger(turn) && turn >= 0,
      `${path}.turns.${key}`,
      "a whole number from 0",
    );
  }
}

function checkMessage(seed: MessageSeed, path: string, services: ReadonlySet<string>): void {
  const { to, from, channelSender, messagingServiceSid, fallbackFrom, body = "", status } = seed;
  const { contentSid, numMedia = 0, mediaUrls, errorCode, outcome, sendAt } = seed;
  const { direction = "outbound-api" } = seed;
  const isKnown = /^(outbound-api|outbound-reply|inbound)$/.test(direction);
  checkInput(isKnown, `${path}.direction`, "outbound-api, outbound-reply or inbound");
  // What comes in may be for a short code, or for an agent.
  if (direction === "inbound") senderChannel(to, `${path}.to`);
  else recipient(to, `${path}.to`);
  for (const [name, text] of Object.entries({ from, fallbackFrom, body })) {
    checkInput(text == null || typeof text === "string", `${path}.${name}`, "a text");
  }
  if (contentSid != null) checkSid(contentSid, `${path}.contentSid`, "HX");
  if (channelSender != null) checkSid(channelSender, `${path}.channelSender`, "XE");
  const known = messagingServiceSid == null || services.has(messagingServiceSid);
  checkInput(known, `${path}.messagingServiceSid`, "one of the account's services");
  checkInput(/^[a-z_]+$/.test(status ?? ""), `${path}.status`, "a status such as delivered");
  const chooses = status === "accepted" || status === "scheduled";
  checkInput(
    !chooses || messagingServiceSid,
    `${path}.messagingServiceSid`,
    `one, as it is ${status}`,
  );
  const sends = status === "queued" || status === "sent";
  checkInput(!sends || from, `${path}.from`, `a sender, as it is ${status}`);
  checkInput(status !== "scheduled" || sendAt, `${path}.sendAt`, "a date, as it is scheduled");
  each(mediaUrls, `${path}.mediaUrls`, checkUrl);
  checkInput(Number.isSafeInteger(numMedia) && numMedia >= 0, `${path}.numMedia`, "0 or more");
  checkInput(
    errorCode == null || Number.isInteger(errorCode),
    `${path}.errorCode`,
    "a whole number",
  );
  if (outcome != null) toOutcome(outcome, `${path}.outcome`);
  checkUrl(seed.statusCallback, `${path}.statusCallback`);
  const { dateCreated, dateUpdated = dateCreated, dateSent = null } = seed;
  for (const [name, date] of Object.entries({ dateCreated, dateUpdated, dateSent, sendAt })) {
    if (date != null || name === "dateCreated") checkDate(date, `${path}.${name}`);
  }
}

function checkUrl(url: string | null | undefined, path: string): void {
  checkInput(url == null || webUrl(url), path, "http(s)://…");
}
