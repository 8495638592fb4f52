import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import manifest from "../../jsr.json" with { type: "json" };
import { create, fetch, list, remove } from "./commands.ts";
import { demo } from "./demo.ts";
import { describe, EXIT, exitCode } from "./errors.ts";
import { style } from "./output.ts";
import { isBrokenPipe, type Platform, UsageError } from "./platform.ts";

const help = `
Environment:
  TWILIO_ACCOUNT_SID            the account (AC…), with
  TWILIO_AUTH_TOKEN             its auth token; or
  TWILIO_API_KEY                an API key (SK…), with
  TWILIO_API_SECRET             its secret; preferred where both pairs are set
  TWILIO_MESSAGING_SERVICE_SID  the service (MG…), where --service is left out
  NO_COLOR                      set to anything: no colours

Output:
  Data goes to stdout, errors and notes to stderr. With --json, each line of
  stdout is one sender: a JSON object with its dates in ISO 8601. A list is
  written page by page, as it arrives.

Exit codes:
  0    done
  1    Twilio refused, or could not be reached
  2    wrong usage or input; nothing was sent
  130  interrupted by Ctrl-C

Permissions, with Deno:
  --allow-net=messaging.twilio.com (for demo: --allow-net=127.0.0.1)
  --allow-env=TWILIO_ACCOUNT_SID,TWILIO_AUTH_TOKEN (or whichever you set)

Examples:
  senderpool demo
  senderpool list --service MG…
  senderpool create XE… --service MG…
  senderpool list --json | jq -r .sender
`;

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

/** The command line, whose actions are the commands. */
function commandLine(platform: Platform): Command {
  const program = new Command("senderpool")
    .description("The channel senders (WhatsApp, Messenger, RCS) of Twilio Messaging Services.")
    .version(manifest.version)
    .option("--json", "print JSON, one sender a line, instead of a table")
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

  const service = () => new Option("-s, --service <MG…>", "SID of the Messaging Service");
  program.command("list")
    .description("list the channel senders of a Messaging Service")
    .addOption(service())
    .option("--limit <n>", "stop after so many senders (default: all)", whole)
    .option("--page-size <n>", "ask for so many at once, 1 to 1000 (default: 1000)", whole)
    .option("--page-token <token>", "go on from a page where a listing stopped")
    .action((_, command: Command) => list(command.optsWithGlobals(), platform));

  const commands = [
    ["fetch", "show one channel sender of a Messaging Service", fetch],
    ["create", "add a channel sender of the account to a Messaging Service", create],
    ["delete", "remove a channel sender from a Messaging Service; the account keeps it", remove],
  ] as const;
  for (const [name, description, action] of commands) {
    program.command(name)
      .description(description)
      .argument("<sid>", "SID of the channel sender: XE…")
      .addOption(service())
      .action((sid: string, _, command: Command) =>
        action(sid, command.optsWithGlobals(), platform)
      );
  }
  return program;
}

/**
 * Runs the command, and answers with its exit code.
 *
 * @param args what follows the name of the command
 * @param platform all that it has of the outside
 */
export async function run(args: readonly string[], platform: Platform): Promise<number> {
  const { stdout, stderr, signal } = platform;
  const program = commandLine(platform);
  let written: Promise<unknown> = Promise.resolve();
  for (const command of [program, ...program.commands]) {
    command
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
  }
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
    if (signal?.aborted) return EXIT.interrupted;
    await stderr.write(describe(error, style(stderr.styled))).catch(() => {}); // nobody reads it
    return exitCode(error);
  }
}
