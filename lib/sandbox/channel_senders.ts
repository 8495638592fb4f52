import {
  alreadyHere,
  type Answer,
  elsewhere,
  invalid,
  missing,
  notFound,
  tooLarge,
} from "./answers.ts";
import { readForm } from "./form.ts";
import { listAnswer } from "./paging.ts";
import type { Call, Route } from "./router.ts";
import { attach, type Attachment, detach, type Service } from "./state.ts";

/**
 * The channel senders of a Messaging Service: there is no update. SIDs are compared as they are,
 * and whatever is malformed in a path is not found, as recorded.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 */
export const channelSenderRoutes: readonly Route[] = [
  {
    path: /^\/v1\/Services\/([^/]+)\/ChannelSenders$/,
    methods: { GET: list, POST: create },
  },
  {
    path: /^\/v1\/Services\/([^/]+)\/ChannelSenders\/([^/]+)$/,
    methods: { GET: fetch, DELETE: remove },
  },
];

function list(call: Call): Answer {
  const { url: { pathname, searchParams }, origin, settings } = call;
  const service = serviceOf(call);
  if (!service) return notFound(pathname);
  return listAnswer(
    service.attachments,
    searchParams,
    settings.pageSizeAboveMaximum,
    origin + pathname,
    "senders",
    (attachment) => toWire(call, service, attachment),
  );
}

async function create(call: Call): Promise<Answer> {
  const { request, url: { pathname }, account, settings } = call;
  const service = serviceOf(call);
  if (!service) return notFound(pathname);
  const form = await readForm(request);
  request.signal?.throwIfAborted();
  if (!form) return tooLarge();
  const sid = form.get("Sid");
  if (!sid) return missing("Sid");
  if (typeof sid !== "string" || !/^XE[\da-fA-F]{32}$/.test(sid)) return invalid("Sid");
  // How Twilio refuses a sender that the account does not have is unknown: this is inferred.
  const sender = account.senders.get(sid);
  if (!sender) return notFound(`${pathname}/${sid}`);
  if (sender.service) return sender.service === service ? alreadyHere() : elsewhere();
  return { status: 201, body: toWire(call, service, attach(service, sender, settings.now())) };
}

function fetch(call: Call): Answer {
  const service = serviceOf(call);
  const attachment = service?.attachments.get(call.params[1]!);
  if (!service || !attachment) return notFound(call.url.pathname);
  return { status: 200, body: toWire(call, service, attachment) };
}

function remove(call: Call): Answer {
  const service = serviceOf(call);
  const removed = service && detach(service, call.params[1]!);
  return removed ? { status: 204 } : notFound(call.url.pathname);
}

/** The service of the path, if it is one of the caller's. */
function serviceOf({ account, params }: Call): Service | undefined {
  return account.services.get(params[0]!);
}

function toWire({ account, origin }: Call, service: Service, attachment: Attachment): object {
  const { sender, dateCreated, dateUpdated } = attachment;
  return {
    account_sid: account.sid,
    messaging_service_sid: service.sid,
    sid: sender.sid,
    sender: sender.sender,
    sender_type: sender.senderType,
    country_code: sender.countryCode,
    date_created: toSeconds(dateCreated),
    date_updated: toSeconds(dateUpdated),
    url: `${origin}/v1/Services/${service.sid}/ChannelSenders/${sender.sid}`,
  };
}

/** ISO 8601 in UTC without a fraction, as in the official examples. */
function toSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+/, "");
}
