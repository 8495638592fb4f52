/** What goes into the control API and comes out of it, as JSON Schema; open where a type says it all. */

export const text: object = { type: "string" };
export const whole: object = { type: "integer" };

/** An object with these members, which are all there unless they are named as optional. */
export function shape(members: Readonly<Record<string, object>>, optional: string[] = []): object {
  const required = Object.keys(members).filter((name) => !optional.includes(name));
  return { type: "object", properties: members, ...required.length > 0 && { required } };
}

export function listOf(items: object): object {
  return { type: "array", items };
}

export function nullable(schema: object): object {
  return { anyOf: [schema, { type: "null" }] };
}

/** A seed: its type is `SandboxSeed`. */
export const seed: object = shape({
  accounts: listOf(shape({ accountSid: text, authToken: text })),
});

/** A fault rule: its type is `FaultRule`. */
export const rule: object = { type: "object" };

/** An exchange: its type is `Exchange`. */
export const exchange: object = shape({
  number: whole,
  operation: nullable(text),
  accountSid: nullable(text),
  method: text,
  url: text,
  path: text,
  requestHeaders: { type: "object" },
  requestBody: nullable(text),
  outcome: text,
  status: nullable(whole),
  responseHeaders: { type: "object" },
  responseBody: nullable(text),
  requestId: text,
  struck: { type: "boolean" },
  date: text,
  duration: { type: "number" },
});

/** A request to a webhook: its type is `StatusCallback`. */
export const callback: object = shape({
  number: whole,
  messageSid: text,
  messageStatus: text,
  url: text,
  method: text,
  params: { type: "object" },
  outcome: text,
  status: nullable(whole),
  reason: nullable(text),
});

/** A rule of where messages end: its type is `OutcomeRule`. */
export const outcome: object = shape(
  { to: text, from: text, body: text, status: text, errorCode: nullable(whole) },
  ["to", "from", "body", "errorCode"],
);

/** What recipients can do. */
export const recipientRules: object = shape({
  customerWrote: { type: "boolean" },
  withoutRcs: listOf(text),
});

/** What becomes of senders and of their names; an end is a status, or a code. */
export const senderRules: object = shape({
  senders: listOf(shape({ senderId: text, end: { type: ["string", "integer"] } }, ["senderId"])),
  names: listOf(shape({ name: text, end: { type: ["string", "integer"] } }, ["name"])),
});

/** What happened. */
export const event: object = shape({ id: whole, type: text });
