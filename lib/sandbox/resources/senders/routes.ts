import { letGoFirst } from "../../keep.ts";
import { type Answer, invalid, notFound, tooLarge } from "../../http/answers.ts";
import { readJson } from "../../http/json.ts";
import { listAnswer } from "../../http/paging.ts";
import type { OwnCall, Route } from "../../http/router.ts";
import { type ChannelSender, removeChannelSender } from "../channel_senders.ts";
import { create } from "./create.ts";
import { changed, readBody, sectionNames, type SenderBody } from "./body.ts";
import type { Life } from "./life.ts";
import { changeName } from "./name.ts";
import type { SenderSettings } from "./options.ts";
import { invalidBody, missingChannel, notOnThisChannel } from "./refusals.ts";
import { accountSenders, isSender, ofMember, type Sender, senderList, senderOf } from "./state.ts";
import { senderToWire } from "./wire.ts";

// Inferred from those of other resources.
const permission = (action: string) => `/twilio/messaging/channels.senders/${action}`;

/** How many senders a page has where nobody says: 20 on WhatsApp, as is documented, and 50. */
const pageSizes: Readonly<Record<string, number>> = { whatsapp: 20, rcs: 50 };

/**
 * The senders of an account.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 */
export function senderRoutes(settings: SenderSettings, life: Life): readonly Route[] {
  const toBody = ({ origin }: OwnCall, sender: Sender) =>
    senderToWire(sender, `${origin}/v2/Channels/Senders/${sender.sid}`, life.time());

  function fetch(call: OwnCall): Answer {
    const sender = senderOf(call.account, call.params[0]!);
    if (!sender) return notFound(call.pathname);
    life.look(sender);
    return { status: 200, body: toBody(call, sender) };
  }

  async function update(call: OwnCall): Promise<Answer> {
    const sender = senderOf(call.account, call.params[0]!);
    if (!sender) return notFound(call.pathname);
    if (sender.senderId.startsWith("rcs:")) return notOnThisChannel();
    const body = await readJson(call);
    if (!body) return tooLarge();
    const said = readBody(body);
    if ("status" in said) return said;
    if (Object.keys(said).length === 0) return invalidBody("the request body is empty");
    life.settle(sender);
    const naming = applyName(sender, said);
    if ("status" in naming) return naming;
    apply(sender, said);
    accountSenders(call.account).details.set(sender.sid, sender);
    return { status: 202, body: { ...toBody(call, sender), ...naming } };
  }

  /**
   * What an answer says of the name in its request, if there is one; where there is nothing else, a
   * refusal of it is one of all.
   */
  function applyName(
    sender: Sender,
    { profile, ...rest }: SenderBody,
  ): Answer | { display_name_status?: string } {
    const { name, ...others } = profile ?? {};
    if (typeof name !== "string") return {};
    const outcome = changeName(sender, name, settings, life.time());
    if (typeof outcome === "string") return { display_name_status: outcome };
    const isAlone = Object.keys(others).length === 0 && Object.keys(rest).length === 0;
    return isAlone ? outcome : { display_name_status: "error" };
  }

  function apply(sender: Sender, { friendlyName, ...said }: SenderBody): void {
    if (friendlyName !== undefined) sender.friendlyName = friendlyName || null;
    for (const section of sectionNames) {
      const value = said[section];
      if (value === undefined) continue;
      // The name is in force once Meta agrees.
      const { name: _, ...rest } = value ?? {};
      sender[section] = changed(sender[section], section === "profile" ? rest : value);
    }
    const { status } = sender.course;
    const since = life.time();
    if (status === "PENDING_VERIFICATION" && said.configuration?.["verification_code"]) {
      sender.course = { status: "VERIFYING", since, next: ["ONLINE"] };
    } else if (status === "ONLINE") {
      sender.course = { status: "ONLINE:UPDATING", since, next: ["ONLINE"] };
    }
  }

  function list(call: OwnCall): Answer {
    const { account, search, origin, pathname, settings: { unknowns } } = call;
    const channel = new URLSearchParams(search).get("Channel");
    if (channel === null) return missingChannel();
    if (!Object.hasOwn(pageSizes, channel)) return invalid("Channel");
    const toRow = (member: ChannelSender) => {
      const sender = ofMember(account, member);
      life.settle(sender);
      return toBody(call, sender);
    };
    return listAnswer(senderList(account), search, unknowns, origin + pathname, "senders", toRow, {
      query: `Channel=${channel}`,
      matches: (member) => isSender(member) && member.sender.startsWith(`${channel}:`),
      isLast: true,
      pageSize: pageSizes[channel]!,
    });
  }

  /** It goes from the pools that it is in as well: inferred. */
  function remove({ account, params, pathname, settings }: OwnCall): Answer {
    const sender = senderOf(account, params[0]!);
    if (!sender) return notFound(pathname);
    if (sender.senderId.startsWith("rcs:")) return notOnThisChannel();
    const { details, gone } = accountSenders(account);
    senderList(account).remove(sender.sid);
    senderList(account).forgetPlaces(settings.keep.removed);
    gone.add(sender.sid);
    letGoFirst(gone, settings.keep.removed);
    details.delete(sender.sid);
    removeChannelSender(account, sender.sid);
    return { status: 204 };
  }

  return [
    {
      product: "messaging",
      path: /^\/v2\/Channels\/Senders$/,
      methods: {
        GET: { operation: "listSenders", permission: permission("list"), handle: list },
        POST: {
          operation: "createSender",
          permission: permission("create"),
          handle: (call) => create(call, settings, life),
        },
      },
    },
    {
      product: "messaging",
      path: /^\/v2\/Channels\/Senders\/([^/]+)$/,
      methods: {
        GET: { operation: "fetchSender", permission: permission("read"), handle: fetch },
        POST: { operation: "updateSender", permission: permission("update"), handle: update },
        DELETE: { operation: "deleteSender", permission: permission("delete"), handle: remove },
      },
    },
  ];
}
