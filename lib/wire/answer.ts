/** One JSON object as it came over the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/** Insists on something about an answer: as JSON.parse does, by a SyntaxError. */
export function demand(ok: unknown, unexpected: string): asserts ok {
  if (!ok) throw new SyntaxError(`unexpected ${unexpected}`);
}

/** An object that has `key`, by which its kind is recognised. */
export function record(value: unknown, key: string): Wire {
  demand((value as Wire | null)?.[key] !== undefined, key);
  return value as Wire;
}

/** A string that starts with `prefix`, or `null`. */
export function text<Prefix extends string = "">(
  wire: Wire,
  key: string,
  prefix = "" as Prefix,
): `${Prefix}${string}` | null {
  const value = wire[key] ?? null;
  demand(value === null || (typeof value == "string" && value.startsWith(prefix)), key);
  return value as `${Prefix}${string}` | null;
}

/** An ISO 8601 date and time, or `null`. */
export function date(wire: Wire, key: string): Date | null {
  const value = text(wire, key);
  if (value === null) return null;
  const parsed = new Date(value);
  demand(
    /^\d\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
      +value.slice(8, 10) === parsed.getUTCDate(),
    key,
  );
  return parsed;
}
