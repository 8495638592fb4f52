import { InvalidArgumentError } from "commander";
import type { FaultRule } from "../../sandbox/mod.ts";

// What the values of options are read by. None of these shows a value.

/** A whole number. */
export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

/** A port of TCP. */
export function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
  }
  return Number(text);
}

/** A rule that answers come late. */
export function latency(text: string): FaultRule {
  const [, least, most = least] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  if (least === undefined || Number(least) > Number(most)) {
    throw new InvalidArgumentError("Expected milliseconds, such as 200 or 100-300.");
  }
  return { latency: [Number(least), Number(most)] };
}

/** One more rule that requests fail. */
export function fail(text: string, before: readonly FaultRule[] = []): FaultRule[] {
  const [, probability = "", status = "503"] = /^(\d*\.?\d+)(?::([45]\d\d))?$/.exec(text) ?? [];
  if (!probability || Number(probability) > 1) {
    throw new InvalidArgumentError("Expected 0 to 1, and maybe a status: 0.1 or 0.1:429.");
  }
  return [...before, { probability: Number(probability), status: Number(status) }];
}

/** How messages get on. */
export function pace(text: string): number | "look" {
  if (text !== "look" && !/^\d{1,9}$/.test(text)) {
    throw new InvalidArgumentError("Expected milliseconds, or look.");
  }
  return text === "look" ? text : Number(text);
}
