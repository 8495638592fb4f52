import { checkInput } from "../../wire/input.ts";
import type { InboundMessage } from "../resources/messages/inbound_input.ts";
import type { Driven } from "./driven.ts";
import type { OutcomeRule, Outcomes } from "./outcomes.ts";
import type { Recipients } from "./recipients.ts";
import { ControlError, type ControlRoute } from "./route.ts";
import {
  event,
  listOf,
  nullable,
  outcome,
  recipientRules,
  senderRules,
  shape,
  text,
  whole,
} from "./schemas.ts";
import type { SenderOutcomes } from "./sender_outcomes.ts";
import { countOf, objectOf } from "./values.ts";

/** How messages fare, the clock, customers who write, and what happens. */
export function lifeRoutes(
  { sandbox, inside, clock, outcomes, recipients, senderOutcomes, events }: Driven,
): ControlRoute[] {
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
        const isDate = !Number.isNaN(
          new Date(clock.now().getTime() + Number(milliseconds)).getTime(),
        );
        checkInput(isDate, "milliseconds", "a time before the last one that a Date has");
        clock.advance(Number(milliseconds));
        inside.messages.clockMoved();
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
      path: "recipients",
      id: "getRecipients",
      summary: "What recipients can do.",
      answer: [200, recipientRules],
      handle: () => rulesOf(recipients).get(),
    },
    {
      method: "PATCH",
      path: "recipients",
      id: "patchRecipients",
      summary: "Let recipients do something else.",
      body: { type: "object" },
      answer: [200, recipientRules],
      handle({ body }) {
        rulesOf(recipients).set(objectOf(body));
        return rulesOf(recipients).get();
      },
    },
    {
      method: "GET",
      path: "sender-outcomes",
      id: "getSenderOutcomes",
      summary:
        "The rules of what becomes of senders and of their names; the first that fits counts.",
      answer: [200, senderRules],
      handle: () => endsOf(senderOutcomes).get(),
    },
    {
      method: "PATCH",
      path: "sender-outcomes",
      id: "patchSenderOutcomes",
      summary: "Put other rules of senders, of names, or of both in their place.",
      body: { type: "object" },
      answer: [200, senderRules],
      handle({ body }) {
        endsOf(senderOutcomes).set(objectOf(body));
        return endsOf(senderOutcomes).get();
      },
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

function rulesOf(recipients: Recipients | null): Recipients {
  if (recipients !== null) return recipients;
  throw new ControlError(409, "functions of the program's own say what recipients can do");
}

function endsOf(senderOutcomes: SenderOutcomes | null): SenderOutcomes {
  if (senderOutcomes !== null) return senderOutcomes;
  throw new ControlError(409, "functions of the program's own say what becomes of senders");
}

function known(outcomes: Outcomes | null): Outcomes {
  if (outcomes !== null) return outcomes;
  throw new ControlError(409, "a function of the program's own says where messages end");
}
