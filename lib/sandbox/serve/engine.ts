import { type Answer, broken, invalid, tooMany } from "../http/answers.ts";
import { attempt } from "../attempt.ts";
import type { Authenticate } from "./auth.ts";
import { answerAsTwilio } from "./answer.ts";
import { begin, type CallUnderWay, locate } from "./call.ts";
import type { Exchange } from "../record/exchange.ts";
import { answerOf, cutOf, type Faults, isProcessed, sleep, type Strike } from "../faults/faults.ts";
import {
  connectionReset,
  type Cut,
  cutShort,
  isReset,
  type Reply,
  silence,
  toReply,
} from "../http/reply.ts";
import type { Incoming } from "../http/incoming.ts";
import type { Recorder } from "../record/recorder.ts";
import type { Route, Settings } from "../http/router.ts";
import { type Account, currentAccount, type State } from "../state/state.ts";

/** Answers requests. Rejects with a broken connection, or with the reason of the caller's signal. */
export type Engine = (incoming: Incoming) => Promise<Reply>;

/** What a sandbox is made of. */
export interface Parts {
  readonly routes: readonly Route[];
  readonly state: State;
  readonly settings: Settings;
  readonly authenticate: Authenticate;
  readonly faults: Faults;
  readonly recorder: Recorder;
  readonly requestId: () => string;
  /** Whether URLs in answers name Twilio's host whatever the request's. */
  readonly twilios: boolean;
  /** How many requests of an account may be under way; `null` is any number. */
  readonly concurrency: number | null;
}

/** An answer, and where it is cut. */
interface Ending {
  readonly answer: Answer;
  readonly cut: Cut | null;
}

/** Makes what answers requests: who asks, what goes wrong, what is answered, and the record of it. */
export function createEngine(parts: Parts): Engine {
  const { routes, state, settings, authenticate, faults, recorder, concurrency } = parts;
  const { now, unknowns } = settings;

  async function answerTo(incoming: Incoming): Promise<Reply> {
    const { method, signal } = incoming;
    signal?.throwIfAborted();
    const call = begin(incoming, settings, state);
    let counted: Account | null = null;
    try {
      call.id = parts.requestId();
      call.start = time();
      if (!locate(call, routes, parts.twilios)) return finish(call, only(invalid("URL")), 0);
      if (method !== "OPTIONS" && !call.route?.open) {
        call.login = authenticate(incoming.header("authorization"));
        call.account = call.login?.account ?? null;
        counted = call.account;
        if (counted) call.concurrent = ++counted.concurrent;
      }
      const ending = await end(call);
      return finish(call, ending, lasted(call));
    } catch (error) {
      const duration = attempt(() => lasted(call)) || 0; // the clock may be what is broken
      if (signal?.aborted) {
        record(call, "aborted", null, duration);
        throw signal.reason;
      }
      if (isReset(error)) throw error;
      return finish(call, only(broken()), duration);
    } finally {
      if (counted) counted.concurrent--;
    }
  }

  /** What comes of a request, if anything does. */
  async function end(call: CallUnderWay): Promise<Ending> {
    const { incoming: { method }, operation, account, concurrent } = call;
    // A preflight comes without credentials, and is answered for any path: inferred from a browser
    // that got past it at verify.twilio.com (twilio-node, issue 594).
    if (method === "OPTIONS") return only({ status: 204 });
    // That requests at once are limited is documented; how many they may be is unknown.
    if (concurrency !== null && account && concurrent > concurrency) {
      const { retryAfter } = unknowns;
      return only(tooMany(retryAfter === null ? undefined : `${retryAfter}`));
    }
    const strike = faults.strike(operation, account);
    return strike ? await struck(call, strike) : only(await answerAsTwilio(call));
  }

  async function struck(call: CallUnderWay, { before, after, rule }: Strike): Promise<Ending> {
    const { incoming: { signal }, pathname } = call;
    call.struck = true;
    if (before) await sleep(before, signal);
    // A seed may have been put in meanwhile.
    if (call.account) call.account = currentAccount(call.account, state);
    const own = !rule || isProcessed(rule) ? await answerAsTwilio(call) : null;
    if (after) await sleep(after, signal);
    if (rule?.reset) {
      record(call, "reset", null, lasted(call));
      throw connectionReset();
    }
    if (rule?.stall === "head") {
      record(call, "stalled", null, lasted(call));
      return await silence(signal);
    }
    if (rule?.status !== undefined) return only(answerOf(rule, rule.status, pathname, now));
    return { answer: own!, cut: rule && cutOf(rule) };
  }

  /** Puts the answer into its form, and on record. */
  function finish(call: CallUnderWay, { answer, cut }: Ending, duration: number): Reply {
    const { incoming: { method }, id, concurrent, domain } = call;
    const circumstances = { id, duration, concurrent, domain };
    const reply = cutShort(toReply(answer, circumstances, unknowns.requestIdHeader), method, cut);
    record(call, reply.cut ? outcomes[reply.cut.how] : "answered", reply, duration);
    return reply;
  }

  function record(
    call: CallUnderWay,
    outcome: Exchange["outcome"],
    reply: Reply | null,
    duration: number,
  ): void {
    if (call.recorded) return;
    call.recorded = true;
    const { incoming, url, operation, account, pathname, body, id, struck, start } = call;
    recorder.add({
      operation,
      accountSid: account?.sid ?? null,
      method: incoming.method,
      url,
      path: pathname,
      headers: incoming.headers,
      requestBody: body,
      outcome,
      reply,
      requestId: id,
      struck,
      start,
      duration,
    });
  }

  function time(): number {
    const time = now().getTime();
    if (Number.isNaN(time)) throw new TypeError("the clock gives no date");
    return time;
  }

  /** How long a request has taken by the clock, in milliseconds. */
  const lasted = (call: CallUnderWay) => time() - call.start;

  return answerTo;
}

const outcomes = { truncate: "truncated", stall: "stalled" } as const;

/** An answer that is not cut. */
const only = (answer: Answer): Ending => ({ answer, cut: null });
