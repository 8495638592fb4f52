import { attempt } from "../attempt.ts";
import { readBody } from "./form.ts";
import type { Call } from "./router.ts";

/** An object of JSON as it came. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the object in the body of a request: empty where the body is none, is no JSON or no object, or
 * says that it is of another type.
 *
 * @returns `null` when the body is larger than 64 KiB, of which no more is read
 */
export async function readJson(call: Call): Promise<JsonObject | null> {
  const bytes = await readBody(call);
  if (!bytes) return null;
  const type = call.incoming.header("content-type") ?? "";
  const value = /^application\/json\b/i.test(type) ? attempt(() => JSON.parse(call.body!)) : null;
  return isObject(value) ? value : {};
}

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
