import { checkInput } from "../../../wire/input.ts";
import { isObject } from "../../http/json.ts";
import { checkDate, each } from "../../state/check_parts.ts";
import type { ChannelSendersOfAccount } from "../channel_senders.ts";
import { sectionNames, wrongMember } from "./body.ts";
import type { PendingNameSeed, SenderSeed } from "./seed.ts";

/**
 * Insists that what a seed says of the senders of an account makes sense. Their SIDs are checked with
 * those of the channel senders.
 *
 * @throws {TwilioInputError} which names the field at fault by its path
 */
export function checkSenders(seed: ChannelSendersOfAccount, path: string): void {
  const listed = new Map(seed.channelSenders?.map(({ sid, sender }) => [sid, sender]));
  const here = new Set<string>();
  each(seed.senders, `${path}.senders`, (sender, path) => {
    const { sid, senderId } = sender;
    checkInput(!here.has(sid), `${path}.sid`, "a SID that occurs once");
    here.add(sid);
    const address = listed.get(sid) ?? senderId;
    const isSame = senderId === undefined || senderId === address;
    checkInput(isSame, `${path}.senderId`, "the address that the channelSenders have");
    const isOurs = /^(whatsapp|rcs):/.test(`${address}`);
    checkInput(isOurs, `${path}.senderId`, "an address on WhatsApp or RCS");
    checkSender(sender, path);
  }, senderMembers);
  const most = new Set([...listed.keys(), ...here]).size;
  let before = 0;
  each(seed.deletedSenders, `${path}.deletedSenders`, ({ at }, path) => {
    const isPlace = Number.isInteger(at) && at >= before && at <= most;
    checkInput(isPlace, `${path}.at`, `a whole number from ${before} to ${most}`);
    before = at;
  }, ["sid", "at"]);
}

const senderMembers: readonly (keyof SenderSeed)[] = [
  "sid",
  "senderId",
  "friendlyName",
  "status",
  "statusDate",
  "nextStatuses",
  "configuration",
  "webhook",
  "profile",
  "properties",
  "offlineReasons",
  "compliance",
  "pendingName",
];

function checkSender(seed: SenderSeed, path: string): void {
  const { friendlyName, status = "ONLINE", properties, compliance, offlineReasons } = seed;
  checkInput(
    friendlyName == null || typeof friendlyName === "string",
    `${path}.friendlyName`,
    "a text",
  );
  checkCourse({ ...seed, status }, path);
  for (const section of sectionNames) {
    const wrong = wrongMember(section, seed[section] ?? null);
    checkInput(wrong === null, `${path}.${wrong}`, "what Twilio takes there, or nothing");
  }
  for (const [name, value] of Object.entries({ properties, compliance })) {
    checkInput(value == null || isObject(value), `${path}.${name}`, "an object");
  }
  each(offlineReasons ?? undefined, `${path}.offlineReasons`, (reason, path) => {
    checkInput(isObject(reason), path, "an object");
  });
  if (seed.pendingName == null) return;
  checkInput(isObject(seed.pendingName), `${path}.pendingName`, "an object");
  const { name } = seed.pendingName;
  const isName = typeof name === "string" && name !== "";
  checkInput(isName, `${path}.pendingName.name`, "a text");
  checkCourse(seed.pendingName, `${path}.pendingName`);
}

type CourseSeed = Pick<PendingNameSeed, "status" | "statusDate" | "nextStatuses">;

function checkCourse({ status, statusDate, nextStatuses }: CourseSeed, path: string): void {
  const isStatus = (value: unknown) => typeof value === "string" && /^[A-Z_:]+$/.test(value);
  checkInput(isStatus(status), `${path}.status`, "a status such as ONLINE");
  if (statusDate !== undefined) checkDate(statusDate, `${path}.statusDate`);
  each(nextStatuses, `${path}.nextStatuses`, (next, path) => {
    checkInput(isStatus(next), path, "a status such as ONLINE");
  });
}
