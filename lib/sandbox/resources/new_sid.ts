import { hex, type Random } from "../random.ts";

/** A SID that is not taken, though the source of chance repeat itself, as in a test begun anew. */
export function newSid(
  prefix: string,
  random: Random,
  isTaken: (sid: string) => boolean,
  first: number,
): string {
  let sid = prefix + hex(random, 32);
  for (let n = first; isTaken(sid); n++) {
    sid = sid.slice(0, -8) + n.toString(16).padStart(8, "0");
  }
  return sid;
}
