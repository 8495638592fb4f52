import {
  alreadyHere,
  type Answer,
  elsewhere,
  invalid,
  invalidNumber,
  missing,
  notFound,
  notHere,
  poolFull,
  tooLarge,
} from "../http/answers.ts";
import { readForm } from "../http/form.ts";
import { listAnswer } from "../http/paging.ts";
import type { OwnCall, Route } from "../http/router.ts";
import {
  attach,
  type Attachment,
  detach,
  type Sender,
  type Service,
  toSeconds,
} from "../state/state.ts";

// Of these, list and read are in a list of Twilio's permissions; create and delete are inferred.
const permission = (action: string) => `/twilio/messaging/services.channelsenders/${action}`;

/**
 * The channel senders of a Messaging Service: there is no update. SIDs are compared as they are,
 * and whatever is malformed in a path is not found, as recorded.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 */
export const channelSenderRoutes: readonly Route[] = [
  {
    product: "messaging",
    path: /^\/v1\/Services\/([^/]+)\/ChannelSenders$/,
    methods: {
      GET: { operation: "listChannelSenders", permission: permission("list"), handle: list },
      POST: { operation: "createChannelSender", permission: permission("create"), handle: create },
    },
  },
  {
    product: "messaging",
    path: /^\/v1\/Services\/([^/]+)\/ChannelSenders\/([^/]+)$/,
    methods: {
      GET: { operation: "fetchChannelSender", permission: permission("read"), handle: fetch },
      DELETE: {
        operation: "deleteChannelSender",
        permission: permission("delete"),
        handle: remove,
      },
    },
  },
];

function list(call: OwnCall): Answer {
  const { pathname, search, origin, settings: { unknowns } } = call;
  const service = serviceOf(call);
  // The official document knows no refusal. One program that talks to Twilio was told 404 of a
  // service without channel senders.
  if (!service || (unknowns.emptyList === 404 && !service.attachments.size)) {
    return notFound(pathname);
  }
  const toRow = (attachment: Attachment) => toWire(call, service, attachment);
  return listAnswer(service.attachments, search, unknowns, origin + pathname, "senders", toRow);
}

async function create(call: OwnCall): Promise<Answer> {
  const { pathname, account, settings: { now, unknowns } } = call;
  const service = serviceOf(call);
  if (!service) return notFound(pathname);
  const form = await readForm(call);
  if (!form) return tooLarge();
  const sid = form.get("Sid");
  if (!sid) return missing("Sid");
  if (typeof sid !== "string" || !/^XE[\da-fA-F]{32}$/.test(sid)) {
    return unknowns.malformedSender === 20001
      ? invalid("Sid")
      : refuse(unknowns.malformedSender, pathname, sid);
  }
  const sender = account.senders.get(sid);
  if (!sender) return refuse(unknowns.unknownSender, pathname, sid);
  const here = service.attachments.get(sid);
  if (here) {
    if (unknowns.senderHere === "refuse") return alreadyHere();
    return { status: 200, body: toWire(call, service, here) };
  }
  if (sender.service && unknowns.senderElsewhere === "refuse") return elsewhere();
  if (unknowns.poolLimit !== null && service.attachments.size >= unknowns.poolLimit) {
    return poolFull(unknowns.poolLimitStatus);
  }
  const date = toSeconds(now());
  return { status: 201, body: toWire(call, service, take(call, sender, service, date)) };
}

/** How Twilio refuses what is no sender of the account is unknown: by one code or the other. */
function refuse(code: 20404 | 21421, pathname: string, sid: unknown): Answer {
  return code === 20404 ? notFound(`${pathname}/${sid}`) : invalidNumber();
}

function take({ settings }: OwnCall, sender: Sender, service: Service, date: string): Attachment {
  if (sender.service && settings.unknowns.senderElsewhere === "move") {
    detach(sender.service, sender.sid);
  }
  return attach(service, sender, date);
}

function fetch(call: OwnCall): Answer {
  const service = serviceOf(call);
  const attachment = service?.attachments.get(call.params[1]!);
  if (!service || !attachment) return notFound(call.pathname);
  return { status: 200, body: toWire(call, service, attachment) };
}

function remove(call: OwnCall): Answer {
  const service = serviceOf(call);
  if (!service) return notFound(call.pathname);
  if (detach(service, call.params[1]!)) return { status: 204 };
  return call.settings.unknowns.senderNotHere === 21711 ? notHere() : notFound(call.pathname);
}

/** The service of the path, if it is one of the caller's. */
function serviceOf({ account, params }: OwnCall): Service | undefined {
  return account.services.get(params[0]!);
}

function toWire({ account, origin }: OwnCall, service: Service, attachment: Attachment): object {
  const { sender, dateCreated, dateUpdated } = attachment;
  return {
    account_sid: account.sid,
    messaging_service_sid: service.sid,
    sid: sender.sid,
    sender: sender.sender,
    sender_type: sender.senderType,
    country_code: sender.countryCode,
    date_created: dateCreated,
    date_updated: dateUpdated,
    url: `${origin}/v1/Services/${service.sid}/ChannelSenders/${sender.sid}`,
  };
}
