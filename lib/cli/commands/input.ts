import { Option } from "commander";
import { isTwilioInputError, TwilioInputError } from "../../../mod.ts";
import { inCommandsWords } from "../output/words.ts";
import { UsageError } from "../platform/platform.ts";
import type { Call } from "./call.ts";
import type { Argument, Flag, Input } from "./nouns/noun.ts";
import { chosenService, serviceSid } from "./service_name.ts";
import type { Session } from "./session.ts";

// What stands for a service until it is looked up, so that all else is checked before.
const anyService = `MG${"0".repeat(32)}`;

/**
 * The inputs of the operation: one, or one for each of the arguments. Nothing is sent for them but to
 * find a service by its name.
 */
export async function inputsOf<Item>(
  call: Call<Item>,
  given: readonly string[],
  session: Session,
): Promise<[Input, ...Input[]]> {
  const { verb: { argument, service }, options, platform } = call;
  const input = givenIn(call, session);
  // Where it is possible, one sender will do; then the service of the environment is not meant.
  const hasService = service === "needed" ||
    (service === "possible" && (options.service !== undefined || input["from"] === undefined));
  const withService = { ...input, ...hasService && { messagingServiceSid: anyService } };
  if (argument === undefined) check(call, withService);
  else checkEach(call, argument, given, withService);
  if (service === "possible" && !hasService && platform.env["TWILIO_MESSAGING_SERVICE_SID"]) {
    await session.note(
      "by --from alone: TWILIO_MESSAGING_SERVICE_SID is left out, but --service takes both",
    );
  }
  if (hasService) input["messagingServiceSid"] = await chosenService(options, session, platform);
  const [first, ...others] = given;
  if (argument === undefined || first === undefined) return [input];
  const { field, isService } = argument;
  if (isService) return [{ ...input, [field]: await serviceSid(first, session, platform) }];
  return [{ ...input, [field]: first }, ...others.map((value) => ({ ...input, [field]: value }))];
}

/** Insists that all inputs can be sent, before the first of them is. */
function checkEach<Item>(
  call: Call<Item>,
  { field, isService }: Argument<string>,
  given: readonly string[],
  rest: Input,
): void {
  for (const [at, value] of given.entries()) {
    const place = given.length === 1 ? "" : ` (${at + 1} of ${given.length})`;
    check(call, { ...rest, [field]: isService ? anyService : value }, place);
  }
}

/** Insists that an input can be sent. */
function check<Item>(call: Call<Item>, input: Input, place?: string): void {
  try {
    call.verb.check?.(input);
  } catch (error) {
    throw asGiven(call, error, place);
  }
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

/**
 * An error of the input, in the words of the command line.
 *
 * @param place which of several arguments it is about
 */
export function asGiven<Item>(call: Call<Item>, error: unknown, place = ""): unknown {
  if (!isTwilioInputError(error)) return error;
  const { argument, flags = [] } = call.verb;
  const named = flags.map(({ field, flag }: Flag<string>) => ({
    field,
    name: flag.split(" ")[0]!,
  }));
  const reason = inCommandsWords(error.reason, named);
  const [field] = /^[\w.]*/.exec(error.field)!;
  if (field === argument?.field) {
    return new UsageError(`<${argument.name}>${place}: ${reason}`, argument.hint);
  }
  const name = named.find((flag) => flag.field === field)?.name;
  if (name !== undefined) return new UsageError(`${name}: ${reason}`);
  return new TwilioInputError({ field: error.field, reason });
}
