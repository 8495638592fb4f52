import { attempt } from "../../attempt.ts";

/**
 * Whether Twilio takes the variables of a template: an object whose values are texts that are neither
 * empty nor have line breaks, tabs or more than four spaces in a row. That numbers and `true` may stand
 * for texts is inferred.
 *
 * @see https://www.twilio.com/docs/api/errors/21656
 */
export function areVariables(json: string): boolean {
  const variables = attempt(() => JSON.parse(json));
  if (Object(variables) !== variables || Array.isArray(variables)) return false;
  return Object.values(variables).every(isVariable);
}

function isVariable(value: unknown): boolean {
  if (typeof value === "number" || typeof value === "boolean") return true;
  return typeof value === "string" && value !== "" && !/[\n\r\t\u2028\u2029]| {5}/.test(value);
}
