import { type Answer, notFound, tooLarge } from "../../http/answers.ts";
import { readForm } from "../../http/form.ts";
import type { SandboxOperation } from "../../http/operations.ts";
import type { OwnCall, Route } from "../../http/router.ts";
import { uriListAnswer } from "../../http/uri_paging.ts";
import { type Account, toSeconds } from "../../state/state.ts";
import { inAccount, pathOf, pathPattern } from "../account.ts";
import { newSid } from "../new_sid.ts";
import * as refuse from "./answers.ts";
import type { Delivery } from "./delivery.ts";
import { readFilter } from "./filter.ts";
import { readMessage } from "./form.ts";
import { restoreMessage } from "./restore.ts";
import { accountMessaging, type SentMessage } from "./state.ts";
import { messageToWire } from "./wire.ts";

/**
 * The messages of an account. Their permissions are in a list of Twilio's.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export function messageRoutes(
  delivery: Delivery,
  overRcs: (number: string) => boolean,
): readonly Route[] {
  async function create(call: OwnCall, account: Account): Promise<Answer> {
    const { settings } = call;
    const form = await readForm(call);
    if (!form) return tooLarge();
    const read = readMessage(form, account, settings, overRcs);
    if ("status" in read) return read;
    const { messages } = accountMessaging(account);
    const prefix = read.mediaUrls.length > 0 ? "MM" : "SM";
    const isTaken = (sid: string) => messages.get(sid) !== undefined;
    const message = restoreMessage({
      ...read,
      sid: newSid(prefix, settings.random, isTaken, messages.size),
      status: read.sendAt ? "scheduled" : read.messagingServiceSid ? "accepted" : "queued",
      dateCreated: settings.now().toISOString(),
    });
    delivery.add(account, message);
    delivery.accept(account, message);
    return { status: 201, body: messageToWire(account, message) };
  }

  function fetch(call: OwnCall, account: Account): Answer {
    const message = messageOf(call, account);
    if (!message) return notFound(call.pathname);
    delivery.look(account, message);
    return { status: 200, body: messageToWire(account, message) };
  }

  /** Who lists messages looks at none, so that they stay where they are. The newest come first. */
  function list({ search, settings: { unknowns } }: OwnCall, account: Account): Answer {
    const only = readFilter(new URLSearchParams(search));
    if ("status" in only) return only;
    return uriListAnswer(
      {
        list: accountMessaging(account).messages,
        key: "messages",
        newestFirst: true,
        toWire: (message: SentMessage) => messageToWire(account, message),
        only,
      },
      search,
      unknowns,
      pathOf(account, "Messages.json"),
    );
  }

  async function update(call: OwnCall, account: Account): Promise<Answer> {
    const form = await readForm(call);
    if (!form) return tooLarge();
    const message = messageOf(call, account);
    if (!message) return notFound(call.pathname);
    const [status, body] = [form.get("Status"), form.get("Body")];
    const isOne = (status === "canceled" && body === null) || (status === null && body === "");
    if (!isOne) return refuse.invalidChange();
    const refused = status === null ? redact(call, message) : cancel(account, message);
    return refused ?? { status: 200, body: messageToWire(account, message) };
  }

  function cancel(account: Account, message: SentMessage): Answer | null {
    // Its time may have come.
    if (message.status === "scheduled") delivery.look(account, message);
    if (message.status !== "scheduled") return refuse.notScheduled();
    delivery.cancel(account, message);
    return null;
  }

  function redact({ settings }: OwnCall, message: SentMessage): Answer | null {
    const { redactUnderWay, notCompleteStatus } = settings.unknowns;
    if (redactUnderWay === "refuse" && !isComplete(message)) {
      return refuse.notComplete(notCompleteStatus);
    }
    message.body = "";
    message.dateUpdated = toSeconds(settings.now());
    return null;
  }

  function remove(call: OwnCall, account: Account): Answer {
    const message = messageOf(call, account);
    if (!message) return notFound(call.pathname);
    if (!isComplete(message)) return refuse.notComplete(call.settings.unknowns.notCompleteStatus);
    delivery.forget(message);
    const { messages } = accountMessaging(account);
    messages.remove(message.sid);
    messages.forgetPlaces(call.settings.keep.removed);
    return { status: 204 };
  }

  const endpoint = (operation: SandboxOperation, action: string, handle: Handle) => ({
    operation,
    permission: `/twilio/messaging/messages/${action}`,
    handle: inAccount(handle),
  });
  return [
    {
      product: "api",
      path: pathPattern("Messages"),
      methods: {
        GET: endpoint("listMessages", "list", list),
        POST: endpoint("createMessage", "create", create),
      },
    },
    {
      product: "api",
      path: pathPattern("Messages/([^/]+)"),
      methods: {
        GET: endpoint("fetchMessage", "read", fetch),
        POST: endpoint("updateMessage", "update", update),
        DELETE: endpoint("deleteMessage", "delete", remove),
      },
    },
  ];
}

type Handle = (call: OwnCall, account: Account) => Answer | Promise<Answer>;

function messageOf({ params }: OwnCall, account: Account): SentMessage | undefined {
  return accountMessaging(account).messages.get(params[1]!);
}

/** Whether all has been done for a message; what is told of it yet, such as that it was read, may come. */
function isComplete({ status }: SentMessage): boolean {
  return !/^(scheduled|accepted|queued|sending|sent|receiving)$/.test(status);
}
