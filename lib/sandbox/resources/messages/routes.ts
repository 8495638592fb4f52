import { type Answer, notFound, tooLarge, unauthorized } from "../../http/answers.ts";
import type { Delivery } from "./delivery.ts";
import { readForm } from "../../http/form.ts";
import { readMessage } from "./form.ts";
import { messageToWire } from "./wire.ts";
import { restoreMessage } from "./restore.ts";
import { accountMessaging } from "./state.ts";
import { newSid } from "../new_sid.ts";
import type { OwnCall, Route } from "../../http/router.ts";
import type { Account } from "../../state/state.ts";

// Both are in a list of Twilio's permissions.
const permission = (action: string) => `/twilio/messaging/messages/${action}`;

/**
 * The messages of an account: to create, and to fetch.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export function messageRoutes(
  delivery: Delivery,
  overRcs: (number: string) => boolean,
): readonly Route[] {
  async function create(call: OwnCall): Promise<Answer> {
    const { settings } = call;
    const account = accountOf(call);
    if (!account) return notYours(call);
    const form = await readForm(call);
    if (!form) return tooLarge();
    const read = readMessage(form, account, settings, overRcs);
    if ("status" in read) return read;
    const { messages } = accountMessaging(account);
    const prefix = read.numMedia ? "MM" : "SM";
    const isTaken = (sid: string) => messages.has(sid);
    const message = restoreMessage({
      ...read,
      sid: newSid(prefix, settings.random, isTaken, messages.size),
      status: read.sendAt ? "scheduled" : read.messagingServiceSid ? "accepted" : "queued",
      dateCreated: settings.now().toISOString(),
    });
    messages.set(message.sid, message);
    delivery.accept(account, message);
    return { status: 201, body: messageToWire(account, message) };
  }

  function fetch(call: OwnCall): Answer {
    const account = accountOf(call);
    if (!account) return notYours(call);
    const message = accountMessaging(account).messages.get(call.params[1]!);
    if (!message) return notFound(call.pathname);
    delivery.look(account, message);
    return { status: 200, body: messageToWire(account, message) };
  }

  return [
    {
      product: "api",
      path: /^\/2010-04-01\/Accounts\/([^/]+)\/Messages\.json$/,
      methods: {
        POST: { operation: "createMessage", permission: permission("create"), handle: create },
      },
    },
    {
      product: "api",
      path: /^\/2010-04-01\/Accounts\/([^/]+)\/Messages\/([^/]+)\.json$/,
      methods: {
        GET: { operation: "fetchMessage", permission: permission("read"), handle: fetch },
      },
    },
  ];
}

/**
 * The account of the path, if the caller may use it: its own, or a subaccount of it.
 *
 * @see https://www.twilio.com/docs/iam/api/subaccounts
 */
function accountOf({ account, params, state }: OwnCall): Account | null {
  const [sid] = params;
  if (sid === account.sid) return account;
  const other = state.accounts.find((other) => other.sid === sid);
  return other?.parentSid === account.sid ? other : null;
}

/** Recorded with 404, in several programs' documentation; with 401 it is inferred. */
function notYours({ pathname, settings }: OwnCall): Answer {
  return settings.unknowns.otherAccount === 401 ? unauthorized() : notFound(pathname);
}
