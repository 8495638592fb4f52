import type { Bytes } from "../../types.ts";
import type { Call } from "./router.ts";

const LIMIT = 65_536;

/** The fields of a form: the first of a name, or all of them. */
export interface Form {
  get(name: string): unknown;
  getAll(name: string): unknown[];
}

/**
 * Reads the form in the body of a request: empty where the body is none, or of another type. So
 * does Twilio: chat.twilio.com is recorded to miss a parameter that it got as JSON
 * (twilio-chat-demo-android, issue 147).
 *
 * @returns `null` when the body is larger than 64 KiB, of which no more is read
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 */
export async function readForm(call: Call): Promise<Form | null> {
  const bytes = await readBody(call);
  if (!bytes) return null;
  const text = call.body!;
  const type = call.incoming.header("content-type") ?? "";
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return new URLSearchParams(text);
  if (!/^multipart\/form-data\b/i.test(type)) return new URLSearchParams();
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    return new URLSearchParams();
  }
}

/**
 * Reads the body of a request, and keeps its text for the record.
 *
 * @returns `null` when it is larger than 64 KiB, of which no more is read
 */
export async function readBody(call: Call): Promise<Bytes | null> {
  const { incoming } = call;
  if (Number(incoming.header("content-length")) > LIMIT) return null;
  const bytes = await incoming.read(LIMIT);
  incoming.signal?.throwIfAborted();
  // A mark of the byte order is part of the first name, as it is where a form is parsed.
  if (bytes) call.body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return bytes;
}
