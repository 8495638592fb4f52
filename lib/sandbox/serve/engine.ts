import {
  type Answer,
  broken,
  forbidden,
  invalid,
  notAllowed,
  notFound,
  tooMany,
  unauthorized,
} from "../http/answers.ts";
import type { Authenticate } from "./auth.ts";
import { begin, type Course, isOwn, locate } from "./call.ts";
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
import { endpointOf, methodsOf, type Route, type Settings } from "../http/router.ts";
import type { State } from "../state/state.ts";

/** Answers requests. Rejects with a broken connection, or with the reason of the caller's signal. */
export type Serve = (incoming: Incoming) => Promise<Reply>;

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
export function createServe(parts: Parts): Serve {
  const { routes, state, settings, authenticate, faults, recorder, concurrency } = parts;
  const { now, choices } = settings;

  async function serve(incoming: Incoming): Promise<Reply> {
    const { method, signal } = incoming;
    signal?.throwIfAborted();
    const course = begin(incoming, settings, state);
    try {
      course.id = parts.requestId();
      course.start = time();
      if (!locate(course, routes, parts.twilios)) return finish(course, only(invalid("URL")), 0);
      if (method !== "OPTIONS" && !course.route?.open) {
        course.login = authenticate(incoming.header("authorization"));
        course.account = course.login?.account ?? null;
        if (course.account) course.concurrent = ++course.account.concurrent;
      }
      const ending = await end(course);
      return finish(course, ending, lasted(course));
    } catch (error) {
      const duration = quietly(() => lasted(course)) || 0;
      if (signal?.aborted) {
        record(course, "aborted", null, duration);
        throw signal.reason;
      }
      if (isReset(error)) throw error;
      return finish(course, only(broken()), duration);
    } finally {
      if (course.account) course.account.concurrent--;
    }
  }

  /** What comes of a request, if anything does. */
  async function end(course: Course): Promise<Ending> {
    const { incoming: { method }, operation, account, concurrent } = course;
    // A preflight comes without credentials, and is answered for any path: inferred from a browser
    // that got past it at verify.twilio.com (twilio-node, issue 594).
    if (method === "OPTIONS") return only({ status: 204 });
    // That requests at once are limited is documented; how many they may be is unknown.
    if (concurrency !== null && account && concurrent > concurrency) {
      const { retryAfter } = choices;
      return only(tooMany(retryAfter === null ? undefined : `${retryAfter}`));
    }
    const strike = faults.strike(operation, account);
    return strike ? await struck(course, strike) : only(await processed(course));
  }

  async function struck(course: Course, { before, after, rule }: Strike): Promise<Ending> {
    const { incoming: { signal }, pathname } = course;
    course.struck = true;
    if (before) await sleep(before, signal);
    const own = !rule || isProcessed(rule) ? await processed(course) : null;
    if (after) await sleep(after, signal);
    if (rule?.reset) {
      record(course, "reset", null, lasted(course));
      throw connectionReset();
    }
    if (rule?.stall === "head") {
      record(course, "stalled", null, lasted(course));
      return await silence(signal);
    }
    if (rule?.status !== undefined) return only(answerOf(rule, rule.status, pathname, now));
    return { answer: own!, cut: rule && cutOf(rule) };
  }

  /** What Twilio would answer. */
  async function processed(course: Course): Promise<Answer> {
    const { incoming: { method }, route, pathname } = course;
    if (route?.open) {
      const endpoint = endpointOf(route, method);
      return endpoint ? await endpoint.handle(course) : notAllowed(methodsOf(route));
    }
    const endpoint = route && endpointOf(route, method);
    const nowhere = endpoint ? null : route ? notAllowed(methodsOf(route)) : notFound(pathname);
    // Which is refused first is unknown.
    if (nowhere && choices.firstChecked === "path") return nowhere;
    if (!isOwn(course)) return unauthorized();
    if (!endpoint) return nowhere!;
    const { permissions } = course.login;
    if (permissions && !permissions.has(endpoint.permission)) {
      return forbidden(choices.missingPermission);
    }
    return await endpoint.handle(course);
  }

  /** Puts the answer into its form, and on record. */
  function finish(course: Course, { answer, cut }: Ending, duration: number): Reply {
    const { incoming: { method }, id, concurrent, domain } = course;
    const circumstances = { id, duration, concurrent, domain };
    const reply = cutShort(toReply(answer, circumstances, choices.requestIdHeader), method, cut);
    record(course, reply.cut ? outcomes[reply.cut.how] : "answered", reply, duration);
    return reply;
  }

  function record(
    course: Course,
    outcome: Exchange["outcome"],
    reply: Reply | null,
    duration: number,
  ): void {
    if (course.recorded) return;
    course.recorded = true;
    const { incoming, url, operation, account, pathname, body, id, struck, start } = course;
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
  const lasted = (course: Course) => time() - course.start;

  return serve;
}

const outcomes = { truncate: "truncated", stall: "stalled" } as const;

/** What a function returns, if it does: the clock may be what is broken. */
function quietly<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** An answer that is not cut. */
const only = (answer: Answer): Ending => ({ answer, cut: null });
