import { Command, CommanderError, Option } from "commander";
import manifest from "../../jsr.json" with { type: "json" };
import { channelSenderResource } from "./commands/channel_senders.ts";
import { demo } from "./commands/demo.ts";
import { explain } from "./commands/explain.ts";
import { fail, latency, pace, port, whole } from "./commands/flags.ts";
import { sandbox, type ServeOptions } from "./commands/sandbox/sandbox.ts";
import { serviceOption } from "./commands/session.ts";
import { addVerbs } from "./commands/verbs.ts";
import { help, sandboxHelp } from "./help.ts";
import { EXIT, exitCode, explainError } from "./output/errors.ts";
import { style } from "./output/style.ts";
import { isBrokenPipe, LossError, type Platform, UsageError } from "./platform/platform.ts";

/** Gives a command its actions. */
function addCommands(program: Command, platform: Platform): void {
  program
    .description("The channel senders (WhatsApp, Messenger, RCS) of Twilio Messaging Services.")
    .version(manifest.version)
    .option("--json", "print JSON, one object a line, instead of a table")
    .addOption(
      new Option("--region <region>", "the region that the credentials belong to")
        .choices(["us1", "ie1", "au1"]),
    )
    .addOption(
      new Option("--base-url <url>", "go there instead of to Twilio: a proxy, a sandbox")
        .conflicts("region"),
    )
    .addHelpText("after", help);

  program.command("demo")
    .description("show all of it on a sandbox of its own: no account, no network")
    .action(async (_, command: Command) => {
      const [option] = Object.keys(command.optsWithGlobals());
      if (option) throw new UsageError("demo takes no options: it brings its own server");
      await demo(platform);
    });

  addVerbs(program, channelSenderResource, platform);

  program.command("explain")
    .description("tell which sender a message would leave by, and why no other")
    .addOption(serviceOption())
    .requiredOption("--to <address>", "recipient: whatsapp:+…, messenger:…, rcs:+… or +…")
    .option("--from <sender>", "the sender to use, by its address")
    .option("--turn <n>", "how many messages the senders sent before (default: 0)", whole)
    .option("--sticky <sender>", "SID or address of the sender that served the recipient last")
    .option("--country <code>", "country of the recipient (default: by the number)")
    .option("--no-rcs", "the recipient can't be reached over RCS")
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
    .option("--random-seed <n>", "the same faults and ids every time", whole)
    .option("--quiet", "no line for each request")
    .addHelpText("after", sandboxHelp)
    .action(async (_, command: Command) => {
      const { baseUrl, region, ...options } = command.optsWithGlobals();
      if (baseUrl || region) {
        throw new UsageError("sandbox takes no --base-url and no --region: it is a server itself");
      }
      if (options.quiet && options.json) {
        throw new UsageError("--quiet and --json are a contradiction");
      }
      await sandbox(options as ServeOptions, platform);
    });
}

/**
 * Runs the command, and answers with its exit code.
 *
 * @param args what follows the name of the command
 * @param platform all that it has of the outside
 */
export async function run(args: readonly string[], platform: Platform): Promise<number> {
  const { stdout, stderr, signal } = platform;
  let written: Promise<unknown> = Promise.resolve();
  // Its commands get these settings too, for they are added after them.
  const program = new Command("senderpool")
    .exitOverride()
    .showHelpAfterError("(senderpool --help tells more)")
    .configureHelp({ showGlobalOptions: true, styleTitle: style(stdout.styled).bold })
    .configureOutput({
      writeOut: (text) => void (written = written.then(() => stdout.write(text))),
      writeErr: (text) => void (written = written.then(() => stderr.write(text))),
      // What follows the name of an unknown option may be a secret.
      outputError: (text, write) => write(text.replace(/('--?[\w-]+)=.*'/, "$1'")),
      // Left to itself, commander reads environment variables, which Deno may not allow.
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => stdout.styled ?? false,
      getErrHasColors: () => stderr.styled ?? false,
    });
  addCommands(program, platform);
  try {
    try {
      await program.parseAsync(args, { from: "user" });
    } finally {
      await written;
    }
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode ? EXIT.usage : EXIT.ok;
    if (isBrokenPipe(error)) return EXIT.ok;
    if (signal?.aborted && !(error instanceof LossError)) return EXIT.interrupted;
    await stderr.write(explainError(error, style(stderr.styled))).catch(() => {}); // nobody reads it
    return exitCode(error);
  }
}
