import { Argument, type Command, Option } from "commander";
import { isTwilioInputError } from "../../../mod.ts";
import { style } from "../output/style.ts";
import { json, table } from "../output/table.ts";
import { isBrokenPipe, NotAsHoped, type Platform, UsageError } from "../platform/platform.ts";
import { whole } from "./flags.ts";
import type { Flag, Input, Lists, Noun, Verb } from "./nouns/noun.ts";
import { chosenService, serviceSid } from "./service_name.ts";
import { type ApiOptions, open, serviceOption, type Session } from "./session.ts";

/** What the options of a verb have become, by their names. */
type Options = ApiOptions & Readonly<Record<string, unknown>>;

/** Gives a command a noun, and that its verbs. */
export function addNoun<Item>(parent: Command, noun: Noun<Item>, platform: Platform): void {
  const { name, many, about = many, verbs } = noun;
  const command = parent.command(name)
    .summary(`${about}: ${verbs.map((verb) => verb.name).join(", ")}`)
    .description(`What can be done with ${about}.`)
    .helpCommand(false);
  addVerbs(command, noun, platform);
}

/** Gives a command the verbs of a noun. */
export function addVerbs<Item>(parent: Command, noun: Noun<Item>, platform: Platform): void {
  for (const verb of noun.verbs) {
    const command = parent.command(verb.name).description(verb.description);
    if (verb.argument) {
      const { name, description } = verb.argument;
      command.addArgument(new Argument(`<${name}>`, description));
    }
    for (const option of optionsOf(noun, verb)) command.addOption(option);
    command.action((...all: unknown[]) => {
      const argument = verb.argument && all[0] as string;
      return act({ noun, verb, options: command.optsWithGlobals(), platform }, argument);
    });
  }
}

function optionsOf<Item>({ many }: Noun<Item>, verb: Verb<Item>): Option[] {
  const options = (verb.flags ?? []).map(({ flag, description, read, isRequired = false }) => {
    const option = new Option(flag, description).makeOptionMandatory(isRequired);
    return read ? option.argParser(read) : option;
  });
  if (verb.service) options.unshift(serviceOption());
  if (verb.work.shows !== "list") return options;
  const limit = new Option("--limit <n>", `stop after so many ${many} (default: all)`);
  const pageSize = new Option(
    "--page-size <n>",
    "ask for so many at once, 1 to 1000 (default: 1000)",
  );
  const pageToken = new Option("--page-token <token>", "go on from a page where a listing stopped");
  const all = { limit: limit.argParser(whole), pageSize: pageSize.argParser(whole), pageToken };
  return [...options, ...verb.work.takes.map((name) => all[name])];
}

/** A verb of a noun, as it was called. */
interface Call<Item> {
  readonly noun: Noun<Item>;
  readonly verb: Verb<Item>;
  readonly options: Options;
  readonly platform: Platform;
}

async function act<Item>(call: Call<Item>, argument: string | undefined): Promise<void> {
  const { verb: { work }, options, platform } = call;
  const session = open(options, platform);
  try {
    const input = await inputOf(call, argument, session);
    const callOptions = { signal: platform.signal };
    const show = showFor(call);
    switch (work.shows) {
      case "list":
        return await list(call, work, input, session);
      case "one": {
        const item = await work.run(session, input, callOptions);
        await show([item]);
        const why = call.noun.why?.(item) ?? null;
        if (why !== null) await session.note(why);
        const disappointment = work.disappointment?.(item) ?? null;
        if (disappointment !== null) throw disappointment;
        return;
      }
      case "nothing":
        await work.run(session, input, callOptions);
        await session.note(work.said(input));
    }
  } catch (error) {
    throw asGiven(call, error);
  }
}

// What stands for a service until it is looked up, so that all else is checked before.
const anyService = `MG${"0".repeat(32)}`;

/** The input of the operation. Nothing is sent for it but to find a service by its name. */
async function inputOf<Item>(
  call: Call<Item>,
  argument: string | undefined,
  session: Session,
): Promise<Input> {
  const { verb, options, platform } = call;
  const { service, argument: named } = verb;
  const input = { ...givenIn(call, session), ...named && { [named.field]: argument } };
  // Where it is possible, one sender will do; then the service of the environment is not meant.
  const hasService = service === "needed" ||
    (service === "possible" && (options.service !== undefined || input["from"] === undefined));
  verb.check?.({
    ...input,
    ...hasService && { messagingServiceSid: anyService },
    ...named?.isService && { [named.field]: anyService },
  });
  if (hasService) input["messagingServiceSid"] = await chosenService(options, session, platform);
  if (named?.isService) input[named.field] = await serviceSid(argument!, session, platform);
  return input;
}

/** What the options and the environment say. */
function givenIn<Item>({ verb, options }: Call<Item>, { accountSid }: Session): Input {
  const { flags = [], account, changes, work } = verb;
  const input: Input = {};
  for (const { field, flag } of flags) {
    const value = options[new Option(flag).attributeName()];
    if (value !== undefined) setField(input, field, value);
  }
  if (changes && Object.keys(input).length === 0) {
    throw new UsageError("nothing to change", "give at least one of the options; --help has them");
  }
  for (const name of work.shows === "list" ? work.takes : []) input[name] = options[name];
  if (account) input["accountSid"] = accountSid;
  return input;
}

/** Fills a field of the input, or of an object in it. */
function setField(input: Input, path: string, value: unknown): void {
  const [field = "", ...rest] = path.split(".");
  if (rest.length === 0) input[field] = value;
  else setField((input[field] ??= {}) as Input, rest.join("."), value);
}

/** An error of the input, in the words of the command line. */
function asGiven<Item>({ verb: { argument, flags = [] } }: Call<Item>, error: unknown): unknown {
  if (!isTwilioInputError(error)) return error;
  const [field] = /^[\w.]*/.exec(error.field)!;
  const flag = flags.find((flag: Flag<string>) => flag.field === field)?.flag.split(" ")[0];
  if (field === argument?.field) {
    return new UsageError(`<${argument.name}>: ${error.reason}`, argument.hint);
  }
  return flag === undefined ? error : new UsageError(`${flag}: ${error.reason}`);
}

function showFor<Item>(
  { noun, verb: { work }, options, platform: { stdout } }: Call<Item>,
): (items: readonly Item[]) => Promise<void> {
  const columns = work.shows === "list" ? work.columns : undefined;
  const show = options.json
    ? json
    : table(columns ?? noun.columns, style(stdout.styled), { columns: stdout.columns });
  return (items) => stdout.write(show(items));
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
  const { messagingServiceSid } = input;
  const show = showFor(call);
  let count = 0;
  let next: string | undefined;
  try {
    for await (const batch of run(session, input, { signal })) {
      await show(batch.items);
      count += batch.items.length;
      // Where the limit cuts a page, there is no token for the rest of it.
      next = batch.next?.skip ? undefined : batch.next?.pageToken;
      // Whoever sees the items needs no count of them.
      if (batch.next && !stdout.interactive) status(`${count} ${many} listed`);
    }
    const where = messagingServiceSid ? ` in ${messagingServiceSid}` : "";
    if (count === 0) {
      const said = none?.(input) ?? `no ${many}${where}`;
      if (said instanceof NotAsHoped) throw said;
      await note(said);
    }
  } catch (error) {
    if (isBrokenPipe(error)) next = undefined;
    throw error;
  } finally {
    if (next) {
      const text = `${count} listed, and there are more: go on with --page-token ${next}`;
      await note(text, { pageToken: next });
    }
  }
}
