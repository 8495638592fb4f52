/**
 * What belongs to a message: its media, and the feedback on it.
 *
 * @see https://www.twilio.com/docs/messaging/api/media-resource
 * @see https://www.twilio.com/docs/messaging/api/message-feedback-resource
 */
import { type Answer, invalid, notFound, tooLarge } from "../../http/answers.ts";
import { readForm } from "../../http/form.ts";
import type { SandboxOperation } from "../../http/operations.ts";
import type { OwnCall, Route } from "../../http/router.ts";
import { uriListAnswer } from "../../http/uri_paging.ts";
import { collection } from "../../state/collection.ts";
import type { Account } from "../../state/state.ts";
import { inAccount, pathOf, pathPattern, toRfc2822 } from "../account.ts";
import { accountMessaging, type SentMessage } from "./state.ts";

interface Medium {
  readonly sid: string;
  readonly url: string;
}

/** The media of messages, to list and to fetch, and feedback, to create. */
export const mediaRoutes: readonly Route[] = [
  {
    product: "api",
    path: /* @__PURE__ */ pathPattern("Messages/([^/]+)/Media"),
    methods: { GET: /* @__PURE__ */ endpoint("listMedia", "list", list) },
  },
  {
    product: "api",
    path: /* @__PURE__ */ pathPattern("Messages/([^/]+)/Media/([^/]+)"),
    methods: { GET: /* @__PURE__ */ endpoint("fetchMedia", "read", fetch) },
  },
  {
    product: "api",
    path: /* @__PURE__ */ pathPattern("Messages/([^/]+)/Feedback"),
    methods: { POST: /* @__PURE__ */ endpoint("createMessageFeedback", "create", createFeedback) },
  },
];

/** Their permissions are inferred: those of the messages that they belong to. */
function endpoint(
  operation: SandboxOperation,
  action: string,
  handle: (call: OwnCall, account: Account, message: SentMessage) => Answer | Promise<Answer>,
) {
  return {
    operation,
    permission: `/twilio/messaging/messages/${action}`,
    handle: inAccount((call, account) => {
      const message = accountMessaging(account).messages.get(call.params[1]!);
      return message ? handle(call, account, message) : notFound(call.pathname);
    }),
  };
}

function list(call: OwnCall, account: Account, message: SentMessage): Answer {
  const all = collection<Medium>();
  for (const medium of mediaOf(message)) all.add(medium.sid, medium);
  return uriListAnswer(
    {
      list: all,
      key: "media_list",
      newestFirst: false,
      toWire: (medium: Medium) => toWire(account, message, medium),
    },
    call.search,
    call.settings.unknowns,
    pathOf(account, `Messages/${message.sid}/Media.json`),
  );
}

function fetch(call: OwnCall, account: Account, message: SentMessage): Answer {
  const medium = mediaOf(message).find(({ sid }) => sid === call.params[2]);
  if (!medium) return notFound(call.pathname);
  return { status: 200, body: toWire(account, message, medium) };
}

/** Their SIDs are made of the message's, so that nothing has to be kept. */
function mediaOf({ sid, mediaUrls }: SentMessage): Medium[] {
  return mediaUrls.map((url, at) => ({
    sid: `ME${sid.slice(2, -2)}${at.toString(16).padStart(2, "0")}`,
    url,
  }));
}

function toWire(account: Account, message: SentMessage, { sid, url }: Medium): object {
  const date = toRfc2822(message.dateCreated);
  return {
    sid,
    account_sid: account.sid,
    parent_sid: message.sid,
    content_type: contentTypeOf(url),
    date_created: date,
    date_updated: date,
    uri: pathOf(account, `Messages/${message.sid}/Media/${sid}.json`),
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  gif: "image/gif",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  pdf: "application/pdf",
  png: "image/png",
  vcf: "text/vcard",
};

/** What an ending stands for: nobody fetches the file here. */
function contentTypeOf(url: string): string {
  const [, ending = ""] = /\.(\w+)$/.exec(new URL(url).pathname) ?? [];
  const known = Object.hasOwn(contentTypes, ending) ? contentTypes[ending] : undefined;
  return known ?? "image/jpeg";
}

/** That `Outcome` may be left out, and is `confirmed` then, is documented. */
async function createFeedback(
  call: OwnCall,
  account: Account,
  message: SentMessage,
): Promise<Answer> {
  const form = await readForm(call);
  if (!form) return tooLarge();
  const outcome = form.get("Outcome") ?? "confirmed";
  if (outcome !== "confirmed" && outcome !== "unconfirmed") return invalid("Outcome");
  const date = toRfc2822(call.settings.now().toISOString());
  return {
    status: 200,
    body: {
      account_sid: account.sid,
      message_sid: message.sid,
      outcome,
      date_created: date,
      date_updated: date,
      uri: pathOf(account, `Messages/${message.sid}/Feedback.json`),
    },
  };
}
