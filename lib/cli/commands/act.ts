import {
  isTwilioApiError,
  isTwilioInputError,
  isTwilioSenderError,
  isTwilioTimeoutError,
} from "../../../mod.ts";
import { details } from "../output/details.ts";
import { mayBeDone } from "../output/errors.ts";
import { style } from "../output/style.ts";
import { json, type Show, table } from "../output/table.ts";
import { HintedError, isBrokenPipe, NotAsHoped, unlessNobodyReads } from "../platform/platform.ts";
import type { Call } from "./call.ts";
import { asGiven, inputsOf } from "./input.ts";
import type { Batch, Ending, Input, Lists, One } from "./nouns/noun.ts";
import { open, type Session } from "./session.ts";

/** Does what a verb does, for each of the arguments that it was given. */
export async function act<Item>(call: Call<Item>, given: readonly string[]): Promise<void> {
  const { verb: { work, argument }, options, platform } = call;
  const session = open(options, platform);
  const inputs = await inputsOf(call, given, session);
  const [input] = inputs;
  if (work.shows === "list") return await list(call, work, input, session);
  const show = showFor(call);
  const one = (input: Input, name?: string) => doOne(call, work, input, session, show, name);
  if (argument !== undefined && inputs.length > 1) {
    const mayHaveActed = (error: unknown) =>
      !onlyReads(work) && (mayBeDone(error) || platform.signal?.aborted === true);
    return await doEach(inputs, argument.field, one, session, mayHaveActed);
  }
  const tell = await one(input);
  await tell();
}

/**
 * Does the work for one input.
 *
 * @param name what it is called where there are several
 * @returns what tells of it, and fails where it is not what was hoped for
 */
async function doOne<Item>(
  call: Call<Item>,
  work: One<Item> | Ending,
  input: Input,
  session: Session,
  show: (items: readonly Item[]) => Promise<void>,
  name?: string,
): Promise<() => Promise<void>> {
  const { signal } = call.platform;
  try {
    if (work.shows === "nothing") {
      await work.run(session, input, { signal });
      return () => session.note(work.said(input));
    }
    const item = await work.run(session, input, { signal });
    return async () => {
      // What was asked for is done, whether anybody reads of it or not.
      await show([item]).catch(unlessNobodyReads);
      const why = call.noun.why?.(item) ?? null;
      if (why !== null) await session.note(name === undefined ? why : `${name}: ${why}`);
      const disappointment = work.disappointment?.(item) ?? null;
      if (disappointment !== null) throw disappointment;
    };
  } catch (error) {
    // Of several that is told with how many there were.
    if (signal?.aborted && !onlyReads(work) && name === undefined) {
      await session.note("whether it was done is not known: look, before you repeat it");
    }
    throw asGiven(call, error);
  }
}

/** Whether it changes nothing, however it ends. */
function onlyReads<Item>(work: One<Item> | Ending): boolean {
  return work.shows === "one" && work.onlyReads === true;
}

/**
 * Does the work for one input after the other. What is wrong with one is told at once, and the others
 * have their turn; whatever else fails would fail of them, too, and is the end of it.
 *
 * @param field the member of the input by which they differ
 * @param mayHaveActed whether the one that failed by an error may have been done
 */
async function doEach(
  inputs: readonly Input[],
  field: string,
  one: (input: Input, name: string) => Promise<() => Promise<void>>,
  session: Session,
  mayHaveActed: (error: unknown) => boolean,
): Promise<void> {
  const all = inputs.length;
  let failed = 0;
  for (const [at, input] of inputs.entries()) {
    const name = String(input[field]);
    session.status(`${name}: ${at + 1} of ${all}`);
    let isDone = false;
    try {
      const tell = await one(input, name);
      isDone = true;
      await tell();
    } catch (error) {
      if (!isOfOne(error)) {
        const done = at - failed + Number(isDone);
        const ended = isDone ? `, and none after ${name}` : ending(name, mayHaveActed(error));
        await session.note(`${done} of ${all} were done${ended}`);
        throw error;
      }
      failed += 1;
      await session.tell(error, name);
    }
  }
  if (failed > 0) throw new NotAsHoped(`${failed} of ${all} failed`);
}

/** What is known of the one that failed, and of those after it. */
function ending(name: string, mayBeDone: boolean): string {
  return mayBeDone ? `, and maybe ${name}, but none after it` : `: not ${name}, and none after it`;
}

/** Whether it is about one sender or message, and says nothing of others. */
function isOfOne(error: unknown): boolean {
  if (isTwilioApiError(error)) return [400, 404, 409].includes(error.status);
  // A sender that was looked at, and took too long.
  if (isTwilioTimeoutError(error)) return typeof error.lastStatus === "string";
  return isTwilioSenderError(error) || isTwilioInputError(error) || error instanceof HintedError;
}

function showFor<Item>(
  { noun, verb: { work, inFull }, options, platform: { stdout } }: Call<Item>,
): (items: readonly Item[]) => Promise<void> {
  const columns = work.shows === "list" ? work.columns : undefined;
  const inRows = table(columns ?? noun.columns, style(stdout.styled), { columns: stdout.columns });
  const show = options.json ? json : inFull ? detailed<Item>() : inRows;
  return (items) => stdout.write(show(items));
}

/** All that is known of items, with an empty line between two. */
function detailed<Item>(): Show<Item> {
  let isFirst = true;
  return (items) =>
    items.map((item) => {
      const gap = isFirst ? "" : "\n";
      isFirst = false;
      return gap + details(item as object);
    }).join("");
}

/** Page after page, so that memory holds two pages and no more. */
async function list<Item>(
  call: Call<Item>,
  { run, none }: Lists<Item>,
  input: Input,
  session: Session,
): Promise<void> {
  const { noun: { many }, platform: { stdout, signal } } = call;
  const { note, status } = session;
  const { messagingServiceSid, limit } = input;
  const show = showFor(call);
  let count = 0;
  // Where it goes on: `null` is nowhere, and of some lists it is not known.
  let rest: Batch<Item>["next"];
  let next: string | undefined;
  try {
    for await (const batch of run(session, input, { signal })) {
      await show(batch.items);
      count += batch.items.length;
      rest = batch.next;
      // Where the limit cuts a page, there is no token for the rest of it.
      next = rest?.skip ? undefined : rest?.pageToken;
      // Whoever sees the items needs no count of them.
      if (rest && !stdout.interactive) status(`${count} ${many} listed`);
    }
    const where = messagingServiceSid ? ` in ${messagingServiceSid}` : "";
    if (count === 0) {
      const said = none?.(input) ?? `no ${many}${where}`;
      if (said instanceof NotAsHoped) throw said;
      await note(said);
    }
    if (count === limit && next === undefined && rest !== null) {
      const more = rest === undefined ? "there may be more" : "there are more";
      // A token is that of a page, and not of a place within it.
      const remedy = rest?.skip ? "; go on from a --limit that is a multiple of --page-size" : "";
      await note(`${count} listed, as --limit says, and ${more}${remedy}`);
    }
  } catch (error) {
    if (isBrokenPipe(error)) next = undefined;
    throw asGiven(call, error);
  } finally {
    if (next) {
      const text = `${count} listed, and there are more: go on with --page-token ${next}`;
      await note(text, { pageToken: next });
    }
  }
}
