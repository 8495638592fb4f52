import { checkInput } from "../../wire/input.ts";
import type { Exchange, ExchangeQuery } from "../record/exchange.ts";
import type { Driven } from "./driven.ts";
import { ControlError, type ControlRoute } from "./route.ts";
import { callback, exchange, listOf, shape, whole } from "./schemas.ts";
import { countOf, objectOf } from "./values.ts";

const filters = {
  operation: "Such as `createMessage`.",
  method: "HTTP method.",
  path: "The whole path.",
  status: "HTTP status, or `null`.",
  accountSid: "SID of an account, or `null`.",
  outcome: "`answered`, `reset`, `truncated`, `stalled` or `aborted`.",
};

/** What was asked, and what webhooks were told. */
export function recordRoutes({ sandbox, inside }: Driven): ControlRoute[] {
  return [
    {
      method: "GET",
      path: "exchanges",
      id: "listExchanges",
      summary: "The last requests and their answers, the oldest first; credentials are masked.",
      query: { ...filters, limit: "How many at most, the last ones. Default: all that are kept." },
      answer: [200, shape({ exchanges: listOf(exchange) })],
      handle({ query }) {
        const found = sandbox.exchanges(filterOf(Object.fromEntries(query)));
        const limit = countOf(query, "limit", Infinity);
        return { exchanges: limit === 0 ? [] : found.slice(-limit) };
      },
    },
    {
      method: "DELETE",
      path: "exchanges",
      id: "clearExchanges",
      summary: "Forget the exchanges.",
      answer: [204, null],
      handle: () => inside.recorder.clear(),
    },
    {
      method: "POST",
      path: "exchanges/wait",
      id: "waitForExchange",
      summary:
        "Wait for an exchange: one that is kept, or the next one. 408 where there is none in time.",
      body: shape({ filter: { type: "object" }, timeout: whole }, ["filter", "timeout"]),
      answer: [200, exchange],
      async handle({ body, request: { signal } }) {
        const { filter = {}, timeout = 30_000 } = objectOf(body);
        const isTime = Number.isSafeInteger(timeout) && Number(timeout) >= 0;
        checkInput(isTime, "timeout", "milliseconds");
        const wanted = filterOf(objectOf(filter));
        return await waited(sandbox.waitFor(wanted, { timeout: Number(timeout), signal }));
      },
    },
    {
      method: "GET",
      path: "callbacks",
      id: "listCallbacks",
      summary: "The last requests to webhooks, the oldest first, and what came of them.",
      query: { messageSid: "SID of a message." },
      answer: [200, shape({ callbacks: listOf(callback) })],
      handle({ query }) {
        const sid = query.get("messageSid");
        const all = sandbox.callbacks();
        return { callbacks: all.filter((one) => sid === null || one.messageSid === sid) };
      },
    },
  ];
}

async function waited(exchange: Promise<Exchange>): Promise<Exchange> {
  try {
    return await exchange;
  } catch (error) {
    if (Object(error).name !== "TimeoutError") throw error;
    throw new ControlError(408, "there was no such exchange in time");
  }
}

/** A filter by texts, as a query has them, or by values. */
function filterOf(given: Readonly<Record<string, unknown>>): ExchangeQuery {
  const filter: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "limit") continue;
    const isNull = value === null || value === "null";
    filter[name] = isNull ? null : name === "status" ? Number(value) : String(value);
  }
  return filter;
}
