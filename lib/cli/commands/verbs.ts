import { type Command, createArgument, Option } from "commander";
import type { Platform } from "../platform/platform.ts";
import { act } from "./act.ts";
import { whole } from "./flags.ts";
import type { Noun, Verb } from "./nouns/noun.ts";
import { serviceOption } from "./session.ts";

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
      const { name, description, several } = verb.argument;
      command.addArgument(createArgument(several ? `<${name}...>` : `<${name}>`, description));
    }
    for (const option of optionsOf(noun, verb)) command.addOption(option);
    command.action((...all: unknown[]) => {
      // Its arguments come first, several as a list; what it takes none of has its options there.
      const given = verb.argument ? [all[0] as string | string[]].flat() : [];
      return act({ noun, verb, options: command.optsWithGlobals(), platform }, given);
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
