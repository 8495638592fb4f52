/** The page, and what it asks for. */
import { ControlError, type ControlRoute } from "../control/route.ts";
import { exchange, listOf, nullable, shape, text, whole } from "../control/schemas.ts";
import type { Insides } from "../insides.ts";
import type { Exchange } from "../record/exchange.ts";
import { accountMessaging, type SentMessage } from "../resources/messages/state.ts";
import { page, script, style } from "./assets.ts";
import { conversationsOf, threadOf } from "./conversations.ts";
import { createCourses } from "./courses.ts";
import { detailsOf } from "./details.ts";
import { poolsOf } from "./pools.ts";

const most = 100;

/** The page that shows what was sent, and the routes that it lives by. */
export function inboxRoutes(inside: Insides): ControlRoute[] {
  const { state, recorder } = inside;
  const courseOf = createCourses(inside);
  const brief = shape({ sid: text, from: nullable(text), to: text, body: text, status: text });

  function messages(): SentMessage[] {
    const lists = state.accounts.map((account) => accountMessaging(account).messages.places());
    const all = lists.flat().flatMap(({ item }) => item === null ? [] : [item]);
    if (lists.length > 1) all.sort((one, other) => compare(one.dateCreated, other.dateCreated));
    return all;
  }

  return [
    file("", "text/html; charset=utf-8", "The page.", page),
    file("page.js", "text/javascript; charset=utf-8", "Its script.", script),
    file("page.css", "text/css; charset=utf-8", "Its style.", style),
    {
      method: "GET",
      path: "inbox/conversations",
      id: "listConversations",
      summary: "Who writes to whom, the latest first.",
      query: {
        search: "What an address, a SID or a text has in it.",
        after: "How many are left out.",
        limit: `How many at most, up to ${most}.`,
      },
      answer: [200, shape({ conversations: listOf({ type: "object" }), total: whole })],
      handle({ query }) {
        const part = { after: countOf(query, "after", 0), limit: limitOf(query) };
        return conversationsOf(messages(), query.get("search") ?? "", part);
      },
    },
    {
      method: "GET",
      path: "inbox/messages",
      id: "listConversation",
      summary: "The last messages of a conversation, the oldest first.",
      query: {
        customer: "The customer's address.",
        sender: "The sender's; left out where none was chosen yet.",
        before: "SID of a message: those before it.",
      },
      answer: [
        200,
        shape({ sender: nullable(text), messages: listOf(brief), earlier: { type: "boolean" } }),
      ],
      handle({ query }) {
        const parties = { customer: query.get("customer") ?? "", sender: query.get("sender") };
        return threadOf(messages(), parties, query.get("before"), most);
      },
    },
    {
      method: "GET",
      path: "inbox/messages/{sid}",
      id: "openMessage",
      summary: "A message, its course, why its sender was chosen, and what webhooks were told.",
      answer: [200, brief],
      handle({ params: { sid = "" } }) {
        const found = state.accounts.map((account) => accountMessaging(account).messages.get(sid))
          .find((message) => message !== undefined);
        if (found === undefined) throw new ControlError(404, "There is no such message any more.");
        return detailsOf(found, courseOf(sid), inside);
      },
    },
    {
      method: "GET",
      path: "inbox/pools",
      id: "listPools",
      summary: "What is in the pool of each service.",
      answer: [200, shape({ services: listOf({ type: "object" }), total: whole })],
      handle: () => poolsOf(state),
    },
    {
      method: "GET",
      path: "inbox/exchanges",
      id: "searchExchanges",
      summary: "The last exchanges, the latest first.",
      query: {
        search: "What a URL, a body or an operation has in it.",
        limit: `How many at most, up to ${most}.`,
      },
      answer: [200, shape({ exchanges: listOf(exchange), total: whole })],
      handle({ query }) {
        const wanted = (query.get("search") ?? "").toLowerCase();
        const found = recorder.exchanges((exchange) => has(exchange, wanted));
        return { exchanges: found.slice(-limitOf(query)).reverse(), total: found.length };
      },
    },
  ];
}

/** No page may be put around this one, and it loads nothing from elsewhere. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

function file(path: string, type: string, summary: string, content: string): ControlRoute {
  const headers = {
    "content-type": type,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  };
  return {
    method: "GET",
    path,
    id: `get${path === "" ? "Page" : path.endsWith("js") ? "Script" : "Style"}`,
    summary,
    answer: [200, { type: "string" }],
    handle: () => new Response(content, { headers }),
  };
}

function has(exchange: Exchange, wanted: string): boolean {
  if (wanted === "") return true;
  const { url, operation, method, status, requestBody, responseBody } = exchange;
  const all = [method, status, operation, url, requestBody, responseBody].join(" ");
  return all.toLowerCase().includes(wanted);
}

function limitOf(query: URLSearchParams): number {
  return Math.min(Math.max(countOf(query, "limit", most), 1), most);
}

function countOf(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (!/^\d{1,15}$/.test(value)) throw new ControlError(400, `${name}: expected a whole number`);
  return Number(value);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
