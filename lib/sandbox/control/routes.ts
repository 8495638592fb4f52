import { checkInput } from "../../wire/input.ts";
import type { Exchange, ExchangeQuery } from "../record/exchange.ts";
import type { FaultRule } from "../faults/rule.ts";
import type { Insides } from "../insides.ts";
import type { InboundMessage } from "../resources/messages/inbound_input.ts";
import type { SandboxSeed } from "../resources/seed.ts";
import type { Sandbox } from "../types.ts";
import type { SandboxUnknowns } from "../unknowns.ts";
import type { Clock } from "./clock.ts";
import type { EventLog } from "./events.ts";
import type { OutcomeRule, Outcomes } from "./outcomes.ts";
import { ControlError, type ControlRoute } from "./route.ts";
import {
  callback,
  event,
  exchange,
  listOf,
  nullable,
  outcome,
  rule,
  seed,
  shape,
  text,
  whole,
} from "./schemas.ts";

/** What the control API drives. */
export interface Driven {
  readonly sandbox: Sandbox;
  readonly inside: Insides;
  readonly clock: Clock | null;
  readonly outcomes: Outcomes | null;
  readonly events: EventLog;
}

/** What a program in process can do with a sandbox, over HTTP. */
export function controlRoutes(driven: Driven): ControlRoute[] {
  return [
    ...stateRoutes(driven),
    ...faultRoutes(driven),
    ...recordRoutes(driven),
    ...lifeRoutes(driven),
  ];
}

function stateRoutes({ sandbox, inside }: Driven): ControlRoute[] {
  return [
    {
      method: "POST",
      path: "reset",
      id: "reset",
      summary: "Start again with the seed, or empty: with its accounts and nothing in them.",
      body: shape({ empty: { type: "boolean" } }, ["empty"]),
      answer: [204, null],
      handle({ body }) {
        const { empty = false } = objectOf(body);
        checkInput(typeof empty === "boolean", "empty", "true or false");
        sandbox.reset();
        if (empty) sandbox.reset(emptied(sandbox.state()));
      },
    },
    {
      method: "GET",
      path: "state",
      id: "getState",
      summary: "All that the sandbox knows, as a seed. Credentials are in it.",
      answer: [200, seed],
      handle: () => sandbox.state(),
    },
    {
      method: "PUT",
      path: "state",
      id: "putState",
      summary: "Put a seed in the place of all that is there.",
      body: seed,
      answer: [204, null],
      handle: ({ body }) => sandbox.reset(seedOf(body)),
    },
    {
      method: "PATCH",
      path: "state",
      id: "patchState",
      summary: "Put a seed into what is there: what has a SID is added, or takes its place.",
      body: seed,
      answer: [204, null],
      handle: ({ body }) => sandbox.add(seedOf(body)),
    },
    {
      method: "GET",
      path: "unknowns",
      id: "getUnknowns",
      summary: "What the sandbox does where Twilio's behaviour is unknown.",
      answer: [200, { type: "object" }],
      handle: () => ({ ...inside.unknowns }),
    },
    {
      method: "PATCH",
      path: "unknowns",
      id: "patchUnknowns",
      summary: "Decide otherwise of some of the unknowns.",
      body: { type: "object" },
      answer: [200, { type: "object" }],
      handle({ body }) {
        const choices = objectOf(body);
        for (const name of Object.keys(choices)) {
          checkInput(Object.hasOwn(inside.unknowns, name), name, "one of the unknowns");
        }
        sandbox.decide(choices as SandboxUnknowns);
        return { ...inside.unknowns };
      },
    },
  ];
}

function faultRoutes({ inside: { faults } }: Driven): ControlRoute[] {
  const numbered = shape({ id: text, rule });
  return [
    {
      method: "GET",
      path: "faults",
      id: "listFaults",
      summary: "The rules of what goes wrong, in the order in which they are asked.",
      answer: [200, shape({ faults: listOf(numbered) })],
      handle: () => ({ faults: faults.list() }),
    },
    {
      method: "POST",
      path: "faults",
      id: "addFault",
      summary: "Let something go wrong from now on.",
      body: rule,
      answer: [201, numbered],
      handle({ body }) {
        faults.add(body as FaultRule);
        return faults.list().at(-1);
      },
    },
    {
      method: "DELETE",
      path: "faults",
      id: "clearFaults",
      summary: "Let nothing go wrong any more.",
      answer: [204, null],
      handle: () => faults.clear(),
    },
    {
      method: "DELETE",
      path: "faults/{id}",
      id: "removeFault",
      summary: "Take one rule away.",
      answer: [204, null],
      handle({ params: { id = "" } }) {
        if (!faults.remove(id)) throw new ControlError(404, `there is no fault ${id}`);
      },
    },
  ];
}

const filters = {
  operation: "Such as `createMessage`.",
  method: "HTTP method.",
  path: "The whole path.",
  status: "HTTP status, or `null`.",
  accountSid: "SID of an account, or `null`.",
  outcome: "`answered`, `reset`, `truncated`, `stalled` or `aborted`.",
};

function recordRoutes({ sandbox, inside }: Driven): ControlRoute[] {
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

function lifeRoutes({ sandbox, clock, outcomes, events }: Driven): ControlRoute[] {
  return [
    {
      method: "POST",
      path: "deliver",
      id: "deliver",
      summary:
        "Move messages and senders on to their ends, or by so many statuses, and wait for callbacks.",
      body: shape({ steps: whole }, ["steps"]),
      answer: [204, null],
      async handle({ body }) {
        const { steps } = objectOf(body);
        const isCount = steps === undefined || (Number.isSafeInteger(steps) && Number(steps) >= 0);
        checkInput(isCount, "steps", "a whole number from 0");
        await sandbox.deliver(steps as number | undefined);
      },
    },
    {
      method: "POST",
      path: "advance",
      id: "advance",
      summary: "Put the sandbox's clock forward.",
      body: shape({ milliseconds: whole }),
      answer: [200, shape({ now: text })],
      handle({ body }) {
        const { milliseconds } = objectOf(body);
        const isTime = Number.isSafeInteger(milliseconds) && Number(milliseconds) >= 0;
        checkInput(isTime, "milliseconds", "a whole number from 0");
        if (clock === null) throw new ControlError(409, "the clock of this sandbox is another's");
        clock.advance(Number(milliseconds));
        return { now: clock.now().toISOString() };
      },
    },
    {
      method: "POST",
      path: "inbound",
      id: "receive",
      summary: "Let a customer write: the type of the body is InboundMessage.",
      body: { type: "object" },
      answer: [
        201,
        shape({
          sid: nullable(text),
          accountSid: text,
          messagingServiceSid: nullable(text),
          errorCode: nullable(whole),
          replies: listOf(text),
        }),
      ],
      handle: ({ body }) => sandbox.receive(objectOf(body) as unknown as InboundMessage),
    },
    {
      method: "GET",
      path: "outcomes",
      id: "getOutcomes",
      summary: "The rules of where messages end; the first that fits counts.",
      answer: [200, shape({ outcomes: listOf(outcome) })],
      handle: () => ({ outcomes: known(outcomes).list() }),
    },
    {
      method: "PUT",
      path: "outcomes",
      id: "putOutcomes",
      summary: "Put other rules of where messages end in their place.",
      body: shape({ outcomes: listOf(outcome) }),
      answer: [204, null],
      handle: ({ body }) => known(outcomes).set(objectOf(body)["outcomes"] as OutcomeRule[]),
    },
    {
      method: "GET",
      path: "events",
      id: "listEvents",
      summary: "What happens: as server-sent events, or with `Accept: application/json` as a list.",
      query: { after: "Number of an event; so does the header `Last-Event-ID`." },
      answer: [200, shape({ events: listOf(event), last: whole, missed: { type: "boolean" } })],
      handle({ query, request: { headers, signal } }) {
        const given = headers.get("last-event-id");
        if (given !== null) query.set("after", given);
        const isList = /\bjson\b/i.test(headers.get("accept") ?? "");
        if (isList) return events.after(countOf(query, "after", 0));
        // Who comes anew hears of what comes, and who comes again of what was missed.
        const after = query.has("after") ? countOf(query, "after", 0) : events.after(0).last;
        return new Response(events.stream(after, signal), {
          headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
        });
      },
    },
  ];
}

function known(outcomes: Outcomes | null): Outcomes {
  if (outcomes !== null) return outcomes;
  throw new ControlError(409, "a function of the program's own says where messages end");
}

async function waited(exchange: Promise<Exchange>): Promise<Exchange> {
  try {
    return await exchange;
  } catch (error) {
    if (Object(error).name !== "TimeoutError") throw error;
    throw new ControlError(408, "there was no such exchange in time");
  }
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  if (!isObject) throw new ControlError(400, "expected an object");
  return body as Readonly<Record<string, unknown>>;
}

function seedOf(body: unknown): SandboxSeed {
  const seed = objectOf(body);
  checkInput(Array.isArray(seed["accounts"]), "accounts", "an array");
  return seed as unknown as SandboxSeed;
}

/** A filter by texts, as a query has them, or by values. */
function filterOf(given: Readonly<Record<string, unknown>>): ExchangeQuery {
  const filter: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "limit") continue;
    checkInput(Object.hasOwn(filters, name), name, `one of ${Object.keys(filters).join(", ")}`);
    const isNull = value === null || value === "null";
    filter[name] = isNull ? null : name === "status" ? Number(value) : String(value);
  }
  return filter;
}

function countOf(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  checkInput(/^\d{1,15}$/.test(value), name, "a whole number from 0");
  return Number(value);
}

/** The same accounts, and nothing in them but who may sign in. */
function emptied({ accounts }: SandboxSeed): SandboxSeed {
  return {
    accounts: accounts.map((
      { accountSid, authToken, parentSid, apiKeys, publicKeys, requiresSignature, oauthApps },
    ) => ({
      accountSid,
      authToken,
      parentSid,
      apiKeys,
      publicKeys,
      requiresSignature,
      oauthApps,
    })),
  };
}
