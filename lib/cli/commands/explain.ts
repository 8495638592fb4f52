import {
  pool,
  type PoolEntry,
  type PoolSender,
  type Selection,
  selectSender,
} from "../../../mod.ts";
import { safe, type Style, style } from "../output/style.ts";
import { inCommandsWords } from "../output/words.ts";
import { cell, growing, type TableOptions } from "../output/table.ts";
import { NoSender, type Platform, unlessNobodyReads } from "../platform/platform.ts";
import { chosenService } from "./service_name.ts";
import { type ApiOptions, open } from "./session.ts";

/** Options of `explain`. */
export interface ExplainOptions extends ApiOptions {
  readonly to: string;
  readonly from?: string;
  readonly turn?: number;
  readonly sticky?: string;
  readonly country?: string;
  /** `false` for a recipient who cannot be reached over RCS. */
  readonly rcs?: boolean;
  /** `false` where names do not reach the recipient's country. */
  readonly names?: boolean;
  /** Whether to show every sender, however many there are. */
  readonly all?: boolean;
}

/** What fits on a screen; of a larger pool, senders that are alike make one line. */
const FEW = 20;

/**
 * `senderpool explain`: which sender of a service a message would leave by, and why no other. Nothing
 * is sent but the requests that list its pool.
 *
 * @throws {NoSender} when there is none
 */
export async function explain(options: ExplainOptions, platform: Platform): Promise<void> {
  const session = open(options, platform);
  const { client, note } = session;
  const { stdout, signal } = platform;
  const { to, from, turn, sticky, country, rcs, all } = options;
  // Where nothing is said of names, the recipient's country tells.
  const names = options.names === false ? false : undefined;
  const select = <Sender extends PoolSender>(senders: readonly Sender[]) =>
    selectSender(senders, { to, from }, { turn, sticky, country, rcs, names });
  // Asked about nobody first: what is wrong with the input is known before anything is sent.
  select([{ sid: null, sender: null, countryCode: null }]);

  const messagingServiceSid = await chosenService(options, session, platform);
  const senders = await pool(client.send).list({ messagingServiceSid }, { signal }).toArray();
  const selection = select(senders);
  const shown = all || senders.length <= FEW ? everyone : summary;
  const texts = options.json
    ? [`${JSON.stringify(selection)}\n`]
    : shown(selection, style(stdout.styled), { columns: stdout.columns });
  // The exit code is told whether anybody reads the rest or not.
  for (const text of texts) await stdout.write(text).catch(unlessNobodyReads);
  if (shown === summary && !options.json) await note("--all shows each of them");

  const { code, reason } = selection;
  if (sticky && !senders.some(({ sid, sender }) => sid === sticky || sender === sticky)) {
    await note("the sender in --sticky is not in the service, and makes no difference");
  }
  if (options.rcs === false && to.startsWith("rcs:")) {
    await note("--no-rcs is about plain numbers, and makes no difference to an address on RCS");
  }
  if (code !== null) throw new NoSender(reason, code);
}

function* headline(
  { sender, reason }: Selection<PoolEntry>,
  { bold }: Style,
): Iterable<string> {
  if (sender) {
    yield `${bold(cell(sender.sender))} (${cell(sender.sid)}) ${safe(inCommandsWords(reason))}\n\n`;
  }
}

/** Every sender, in the order of the pool. */
function* everyone(
  selection: Selection<PoolEntry>,
  styled: Style,
  options: TableOptions,
): Iterable<string> {
  yield* headline(selection, styled);
  const show = growing(["SENDER", "COUNTRY", "SID", "TAKEN", "WHY"], styled, options);
  const { considered } = selection;
  for (let at = 0; at < considered.length; at += 1000) {
    yield show(
      considered.slice(at, at + 1000).map(({ sender, taken, reason }) => [
        ...[sender.sender, sender.countryCode, sender.sid].map(cell),
        taken ? "yes" : "no",
        safe(inCommandsWords(reason)),
      ]),
    );
  }
}

/** How many there are for each reason, the one that is taken first, and an example of them. */
function* summary(
  selection: Selection<PoolEntry>,
  styled: Style,
  options: TableOptions,
): Iterable<string> {
  yield* headline(selection, styled);
  const groups = new Map<string, { row: string[]; count: number }>();
  const ordered = selection.considered.toSorted((a, b) => Number(b.taken) - Number(a.taken));
  for (const { sender, taken, reason } of ordered) {
    // Those who do not have the turn differ by their number alone.
    const why = taken ? reason : reason.replace(/^is number \d+ of/, "is another of");
    const row = [cell(sender.sender), taken ? "yes" : "no", safe(inCommandsWords(why))];
    const group = groups.get(row.slice(1).join()) ?? { row, count: 0 };
    groups.set(row.slice(1).join(), { ...group, count: group.count + 1 });
  }
  const rows = Array.from(groups.values(), ({ row, count }) => [`${count}`, ...row]);
  yield growing(["SENDERS", "SUCH AS", "TAKEN", "WHY"], styled, options)(rows);
}
