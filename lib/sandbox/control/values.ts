/** What calls of the control API have in them, read. */
import { checkInput } from "../../wire/input.ts";
import { ControlError } from "./route.ts";

/** The members of a body; none where there is no body. */
export function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  if (!isObject) throw new ControlError(400, "expected an object");
  return body as Readonly<Record<string, unknown>>;
}

/** A whole number in a query. */
export function countOf(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  checkInput(/^\d{1,15}$/.test(value), name, "a whole number from 0");
  return Number(value);
}
