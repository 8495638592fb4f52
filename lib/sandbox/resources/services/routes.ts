import { type Answer, missing, notFound, tooLarge } from "../../http/answers.ts";
import { letGoFirst } from "../../keep.ts";
import { readForm } from "../../http/form.ts";
import { listAnswer } from "../../http/paging.ts";
import type { OwnCall, Route } from "../../http/router.ts";
import { type Service, toSeconds } from "../../state/state.ts";
import { detachAll } from "../attachments.ts";
import { newSid } from "../new_sid.ts";
import { poolResources } from "../pool.ts";
import { readSettings, type ServiceSettings, serviceSettings } from "./settings.ts";
import { servicesOf } from "./state.ts";

async function create(call: OwnCall): Promise<Answer> {
  const { account, state, settings: { now, random } } = call;
  const form = await readForm(call);
  if (!form) return tooLarge();
  if (form.get("FriendlyName") === null) return missing("FriendlyName");
  const read = readSettings(form);
  if (isAnswer(read)) return read;

  const isTaken = (sid: string) =>
    state.accounts.some((one) => one.services.has(sid) || servicesOf(one).deleted.has(sid));
  const service = { sid: newSid("MG", random, isTaken, account.services.size) };
  account.services.set(service.sid, service);
  servicesOf(account).list.add(service.sid, service);
  Object.assign(serviceSettings(service), read, { dateCreated: toSeconds(now()) });
  return { status: 201, body: toWire(call, service) };
}

async function update(call: OwnCall): Promise<Answer> {
  const service = serviceOf(call);
  if (!service) return notFound(call.pathname);
  const form = await readForm(call);
  if (!form) return tooLarge();
  const read = readSettings(form);
  if (isAnswer(read)) return read;
  const dateUpdated = toSeconds(call.settings.now());
  Object.assign(serviceSettings(service), read, { dateUpdated });
  return { status: 200, body: toWire(call, service) };
}

function fetch(call: OwnCall): Answer {
  const service = serviceOf(call);
  return service ? { status: 200, body: toWire(call, service) } : notFound(call.pathname);
}

function list(call: OwnCall): Answer {
  const { account, search, origin, pathname, settings: { unknowns } } = call;
  const toRow = (service: Service) => toWire(call, service);
  const { list } = servicesOf(account);
  return listAnswer(list, search, unknowns, origin + pathname, "services", toRow);
}

/** Whatever is in the pool, which is free for another one then: that Twilio does not refuse it is inferred. */
function remove(call: OwnCall): Answer {
  const service = serviceOf(call);
  if (!service) return notFound(call.pathname);
  const { list, deleted } = servicesOf(call.account);
  for (const { poolOf } of poolResources) detachAll(poolOf(service));
  call.account.services.delete(service.sid);
  list.remove(service.sid);
  list.forgetPlaces(call.settings.keep.removed);
  deleted.add(service.sid);
  letGoFirst(deleted, call.settings.keep.removed);
  return { status: 204 };
}

function serviceOf({ account, params }: OwnCall): Service | undefined {
  return account.services.get(params[0]!);
}

function isAnswer(read: Partial<ServiceSettings> | Answer): read is Answer {
  return "status" in read;
}

/** In the order of the official document's schema. */
function toWire({ account, origin }: OwnCall, service: Service): object {
  const { sid } = service;
  const settings = serviceSettings(service);
  const url = `${origin}/v1/Services/${sid}`;
  return {
    sid,
    account_sid: account.sid,
    friendly_name: settings.friendlyName,
    date_created: settings.dateCreated,
    date_updated: settings.dateUpdated,
    inbound_request_url: settings.inboundRequestUrl,
    inbound_method: settings.inboundMethod,
    fallback_url: settings.fallbackUrl,
    fallback_method: settings.fallbackMethod,
    status_callback: settings.statusCallback,
    sticky_sender: settings.stickySender,
    mms_converter: settings.mmsConverter,
    smart_encoding: settings.smartEncoding,
    scan_message_content: settings.scanMessageContent,
    fallback_to_long_code: settings.fallbackToLongCode,
    area_code_geomatch: settings.areaCodeGeomatch,
    synchronous_validation: settings.synchronousValidation,
    validity_period: settings.validityPeriod,
    url,
    links: {
      phone_numbers: `${url}/PhoneNumbers`,
      short_codes: `${url}/ShortCodes`,
      alpha_senders: `${url}/AlphaSenders`,
      messages: `${url}/Messages`,
      us_app_to_person: `${url}/Compliance/Usa2p`,
      us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
      channel_senders: `${url}/ChannelSenders`,
      destination_alpha_senders: `${url}/DestinationAlphaSenders`,
    },
    usecase: settings.usecase,
    us_app_to_person_registered: settings.usAppToPersonRegistered,
    use_inbound_webhook_on_number: settings.useInboundWebhookOnNumber,
  };
}

// Those to list and to read are in a list of Twilio's; the others are inferred.
const permission = (action: string) => `/twilio/messaging/services/${action}`;

/** The Messaging Services of an account. */
export const serviceRoutes: readonly Route[] = [
  {
    product: "messaging",
    path: /^\/v1\/Services$/,
    methods: {
      GET: { operation: "listServices", permission: permission("list"), handle: list },
      POST: { operation: "createService", permission: permission("create"), handle: create },
    },
  },
  {
    product: "messaging",
    path: /^\/v1\/Services\/([^/]+)$/,
    methods: {
      GET: { operation: "fetchService", permission: permission("read"), handle: fetch },
      POST: { operation: "updateService", permission: permission("update"), handle: update },
      DELETE: { operation: "deleteService", permission: permission("delete"), handle: remove },
    },
  },
];
