import { Command, CommanderError, Option } from "commander";
import manifest from "../../jsr.json" with { type: "json" };
import { demo } from "./commands/demo.ts";
import { explain } from "./commands/explain.ts";
import { fail, latency, pace, port, whole } from "./commands/flags.ts";
import { nouns } from "./commands/nouns/nouns.ts";
import { channelSenders } from "./commands/nouns/pool_rows.ts";
import { sandbox, type ServeOptions } from "./commands/sandbox/sandbox.ts";
import { serviceOption } from "./commands/session.ts";
import { addNoun, addVerbs } from "./commands/verbs.ts";
import { help, sandboxHelp } from "./help.ts";
import { errorText, EXIT, exitCode } from "./output/errors.ts";
import { withStatus } from "./output/status.ts";
import { style } from "./output/style.ts";
import { isBrokenPipe, LossError, type Platform, UsageError } from "./platform/platform.ts";
import { REGIONS } from "./platform/target.ts";

/** Gives a command its actions. */
function addCommands(program: Command, platform: Platform): void {
  program
    .helpCommand(false)
    .description(
      "The sender pools of Twilio Messaging Services: WhatsApp, Messenger, RCS, numbers.",
    )
    .version(manifest.version)
    .option("--json", "print JSON, one object a line, instead of a table")
    .option("-q, --quiet", "no notes and no progress; for sandbox, no line for each request")
    .addOption(
      new Option("--region <region>", "the region that the credentials belong to")
        .choices(REGIONS),
    )
    .addOption(
      new Option("--base-url <url>", "go there instead of to Twilio: a proxy, a sandbox")
        .conflicts("region"),
    )
    .option("--insecure", "send credentials over plain http: to another machine, too")
    .addHelpText("after", help);

  program.commandsGroup("To see how it goes:").command("demo")
    .description("show all of it on a sandbox of its own: no account, no network")
    .action(async (_, command: Command) => {
      const [option] = Object.keys(command.optsWithGlobals());
      if (option) throw new UsageError("demo takes no options: it brings its own server");
      await demo(platform);
    });

  program.commandsGroup("Channel senders of a Messaging Service:");
  addVerbs(program, channelSenders, platform);

  program.commandsGroup("What else there is, each with verbs of its own:");
  for (const noun of nouns) addNoun(program, noun, platform);

  program.commandsGroup("More:").command("help")
    .description("show the help of a command, such as help numbers add")
    .argument("[command...]", "its name")
    .action((names: string[]) => commandNamed(program, names).outputHelp());
  program.command("explain")
    .description("tell which sender a message would leave by, and why no other")
    .addOption(serviceOption())
    .requiredOption("--to <address>", "recipient: whatsapp:+…, messenger:…, rcs:+… or +…")
    .option("--from <sender>", "the sender to use, by its address")
    .option("--turn <n>", "how many messages the senders sent before (default: 0)", whole)
    .option("--sticky <sender>", "SID or address of the sender that served the recipient last")
    .option("--country <code>", "country of the recipient (default: by the number)")
    .option("--no-rcs", "the recipient can't be reached over RCS")
    .option("--no-names", "names do not reach the recipient's country")
    .option("--all", "show each sender, however many there are")
    .action((_, command: Command) => explain(command.optsWithGlobals(), platform));

  program.command("sandbox")
    .description("serve a sandbox of Twilio's API over HTTP, for tests")
    .addOption(new Option("--port <n>", "0 is any that is free").argParser(port).default(8080))
    .option("--host <address>", "other machines reach what is not loopback", "127.0.0.1")
    .option("--seed <file>", "what is in it (default: what Twilio's reference page has)")
    .option(
      "--proxy <file>",
      "be a proxy for Twilio's hosts; the file gets the certificate to trust",
    )
    .option("--outcomes <file>", "where messages end")
    .option("--sender-outcomes <file>", "what becomes of senders that are created, and of names")
    .option("--options <file>", "what else: keep, record, recordBodies, publicUrl, senderPace")
    .option("--unknowns <file>", "what to do where Twilio's behaviour is unknown")
    .option("--callback-host <name...>", "callbacks may go to this host, beside loopback")
    .option("--allow-host <name...>", "be asked by this name, beside this machine's own")
    .option("--allow-origin <origin...>", "web pages of this origin may ask")
    .option("--token <secret>", "what driving it takes (default: none on loopback)")
    .option("--state <file>", "go on with what is there, and keep it there")
    .option("--latency <ms>", "answer late by so much, such as 200 or 100-300", latency)
    .option("--fail <p[:status]>", "fail with this probability, with 503 if none is given", fail)
    .option("--faults <file>", "what else goes wrong")
    .option("--concurrency <n>", "refuse more requests at once with 429", whole)
    .addOption(
      new Option("--pace <ms>", "a message's next status comes so much later, or on: look")
        .argParser(pace).default(500),
    )
    .option("--customer-wrote", "WhatsApp takes free text: every customer has written first")
    .option("--without-rcs <number...>", "numbers that cannot be reached over RCS")
    .option("--random-seed <n>", "the same faults and ids every time", whole)
    .addHelpText("after", sandboxHelp)
    .action(async (_, command: Command) => {
      const { baseUrl, region, ...options } = command.optsWithGlobals();
      if (baseUrl || region) {
        throw new UsageError("sandbox takes no --base-url and no --region: it is a server itself");
      }
      await sandbox(options as ServeOptions, platform);
    });
}

/** The command that goes by these names, one within the other. */
function commandNamed(program: Command, names: readonly string[]): Command {
  return names.reduce((parent, name) => {
    const command = parent.commands.find((one) => one.name() === name);
    if (command) return command;
    const known = parent.commands.map((one) => one.name()).join(", ");
    throw new UsageError(`there is no command ${names.join(" ")}`, known && `there are ${known}`);
  }, program);
}

/**
 * Runs the command, and answers with its exit code.
 *
 * @param args what follows the name of the command
 * @param platform all that it has of the outside
 */
export async function run(args: readonly string[], platform: Platform): Promise<number> {
  const watched = withStatus(platform);
  const { stderr, signal } = watched;
  // Before it is known what is right of the command line, for what is wrong is told in JSON, too.
  const isJson = args.includes("--json");
  const tell = (error: unknown) =>
    stderr.write(errorText(error, isJson, stderr.styled)).catch(() => {}); // nobody reads it
  try {
    await parse(args, watched, isJson);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (!error.exitCode) return EXIT.ok;
      if (isJson) await tell(misused(error));
      return EXIT.usage;
    }
    if (isBrokenPipe(error)) return EXIT.ok;
    if (signal?.aborted && !(error instanceof LossError)) return EXIT.interrupted;
    await tell(error);
    return exitCode(error);
  } finally {
    await watched.clear();
  }
}

/** What follows the name of an unknown option may be a secret. */
function withoutSecret(text: string): string {
  return text.replace(/('--?[\w-]+)=.*'/, "$1'");
}

/** What is wrong with the command line, of which commander has its own errors. */
function misused({ code, message }: CommanderError): UsageError {
  if (code === "commander.help") return new UsageError("no command", "--help shows what there is");
  return new UsageError(withoutSecret(message.replace(/^error: /, "")).replace(/\n/g, " "));
}

/** Has the usage errors of each command point to its own help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help tells more)`);
  for (const one of command.commands) pointToHelp(one, `${path} ${one.name()}`);
}

/** Makes the program of commander's, and has it run a command. */
async function parse(args: readonly string[], platform: Platform, isJson: boolean): Promise<void> {
  const { stdout, stderr } = platform;
  let written: Promise<unknown> = Promise.resolve();
  // Its commands get these settings too, for they are added after them.
  const program = new Command("senderpool")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, styleTitle: style(stdout.styled).bold })
    .configureOutput({
      writeOut: (text) => void (written = written.then(() => stdout.write(text))),
      writeErr: (text) => void (isJson || (written = written.then(() => stderr.write(text)))),
      outputError: (text, write) => write(withoutSecret(text)),
      // Left to itself, commander reads environment variables, which Deno may not allow.
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => stdout.styled ?? false,
      getErrHasColors: () => stderr.styled ?? false,
    });
  addCommands(program, platform);
  if (!isJson) pointToHelp(program, "senderpool");
  try {
    await program.parseAsync(args, { from: "user" });
  } finally {
    await written;
  }
}
