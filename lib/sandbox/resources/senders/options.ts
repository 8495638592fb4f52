import { checkInput } from "../../../wire/input.ts";
import { checkCount } from "../../unknowns.ts";

/** A sender that is being created, as {@linkcode SenderOptions.senderOutcome} is told of it. */
export interface MadeSender {
  /** SID of the account. */
  readonly accountSid: string;
  /** Its address, on WhatsApp or RCS. */
  readonly senderId: string;
  /** What it is called in the Console. */
  readonly friendlyName: string | null;
}

/**
 * What becomes of a sender that is created. A number is a code that it is refused with: 63101, 63102
 * (both with status 400) or 63103 (409).
 */
export type SenderEnd =
  | "ONLINE"
  | "PENDING_VERIFICATION"
  | "TWILIO_REVIEW"
  | "OFFLINE"
  | "DRAFT"
  | 63101
  | 63102
  | 63103;

/** What becomes of another name of a sender on WhatsApp. By 63124 it is refused at once. */
export type NameEnd =
  | "COMPLETED"
  | "DECLINED"
  | "PIN_MISMATCH"
  | "REGISTRATION_FAILED"
  | "EXPIRED"
  | 63124;

/** How the senders of a sandbox fare. */
export interface SenderOptions {
  /**
   * What moves senders and their names on. `"look"`: each time that one is fetched, and before it is
   * answered, it takes its next status. `"manual"`: {@linkcode Sandbox.deliver} alone, which moves
   * them in any case. A number: so many milliseconds by the sandbox's clock, after which whoever looks
   * finds them moved. Default `"look"`.
   */
  readonly senderPace?: "look" | "manual" | number | undefined;
  /**
   * Says what becomes of a sender that is created. Default: `ONLINE` on WhatsApp and `DRAFT` on RCS,
   * which is what `undefined` stands for. One that is `PENDING_VERIFICATION` goes on when it is
   * updated with a `verification_code`, whatever that is.
   *
   * @example
   * ```ts
   * import { createClient, senders } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox({ senderOutcome: () => "PENDING_VERIFICATION" });
   * const { credentials, fetch } = sandbox;
   * const client = createClient({ ...credentials, fetch, extend: { senders } });
   * const { sid } = await client.senders.create({
   *   senderId: "whatsapp:+14155550100",
   *   profile: { name: "Shop" },
   * });
   * console.log((await client.senders.fetch({ sid: sid! })).status); // PENDING_VERIFICATION
   * ```
   */
  readonly senderOutcome?: ((sender: MadeSender) => SenderEnd | undefined) | undefined;
  /**
   * Says what becomes of another name of a sender on WhatsApp. Default: `COMPLETED`, which is what
   * `undefined` stands for.
   */
  readonly nameOutcome?: ((name: string) => NameEnd | undefined) | undefined;
}

/** Of the senders' options what was given, and the defaults. */
export interface SenderSettings {
  readonly pace: "look" | "manual" | number;
  readonly outcome: (sender: MadeSender) => SenderEnd;
  readonly nameOutcome: (name: string) => NameEnd;
}

/** What may become of a sender that is created. */
export const senderEnds: readonly SenderEnd[] = [
  ...["ONLINE", "PENDING_VERIFICATION", "TWILIO_REVIEW", "OFFLINE", "DRAFT"] as const,
  ...[63101, 63102, 63103] as const,
];

/** What may become of another name. */
export const nameEnds: readonly NameEnd[] = [
  ...["COMPLETED", "DECLINED", "PIN_MISMATCH", "REGISTRATION_FAILED", "EXPIRED"] as const,
  63124,
];

/**
 * The options of the senders, checked, and the defaults of the others.
 *
 * @throws {TwilioInputError} which names the option
 */
export function senderSettings(options: SenderOptions): SenderSettings {
  const { senderPace = "look", senderOutcome = () => undefined } = options;
  const { nameOutcome = () => undefined } = options;
  if (senderPace !== "look" && senderPace !== "manual") {
    checkCount(senderPace, "senderPace", 0, " milliseconds, or look or manual");
  }
  for (const [name, value] of Object.entries({ senderOutcome, nameOutcome })) {
    checkInput(typeof value === "function", name, "a function");
  }
  return {
    pace: senderPace,
    outcome(sender) {
      const usual = sender.senderId.startsWith("rcs:") ? "DRAFT" : "ONLINE";
      const end = senderOutcome(sender) ?? usual;
      checkInput(senderEnds.includes(end), "senderOutcome", senderEnds.join(" or "));
      return end;
    },
    nameOutcome(name) {
      const end = nameOutcome(name) ?? "COMPLETED";
      checkInput(nameEnds.includes(end), "nameOutcome", nameEnds.join(" or "));
      return end;
    },
  };
}
