import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { ApiErrorSchema, ChannelSenderInputSchema } from "../../../lib/valibot/mod.ts";
import { createClient, isTwilioApiError } from "../../../mod.ts";
import { MG, one, secret, XE } from "../support/support.ts";

// The README's worker, to the letter but for its imports: what it is asked for is checked, and then
// forwarded.
interface Env {
  TWILIO_ACCOUNT_SID: string;
  TWILIO_AUTH_TOKEN: string;
  TWILIO: { fetch(request: Request): Promise<Response> }; // a service binding, or leave it out
}

const worker = {
  async fetch(request: Request, env: Env): Promise<Response> {
    const body = await request.json().catch(() => null);
    const input = v.safeParse(ChannelSenderInputSchema, body);
    if (!input.success) return Response.json(v.flatten(input.issues), { status: 400 });

    const client = createClient({
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: env.TWILIO_AUTH_TOKEN,
      fetch: (request) => env.TWILIO.fetch(request),
    });
    try {
      return Response.json(await client.channelSenders.create(input.output), { status: 201 });
    } catch (error) {
      if (!isTwilioApiError(error)) throw error;
      return Response.json(v.parse(ApiErrorSchema, error), { status: error.status });
    }
  },
};

/** A worker with a Twilio of its own, which counts its requests. */
function start(): { post: (body: unknown) => Promise<Response>; sent: () => number } {
  const { credentials, fetch } = createSandbox();
  let sent = 0;
  const env: Env = {
    TWILIO_ACCOUNT_SID: credentials.accountSid,
    TWILIO_AUTH_TOKEN: credentials.authToken,
    TWILIO: { fetch: (request) => (sent++, fetch(request)) },
  };
  const post = (body: unknown) =>
    worker.fetch(
      new Request("https://worker.example/", {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
      env,
    );
  return { post, sent: () => sent };
}

describe("a worker", () => {
  test("forwards what is good", async () => {
    const { post, sent } = start();
    const response = await post({ ...one, more: secret });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ sid: XE, sender: "whatsapp:+12487960483" });
    expect(sent()).toBe(1);
  });

  test("tells of each mistake, and forwards nothing", async () => {
    const { post, sent } = start();
    const response = await post({ messagingServiceSid: MG, sid: "whatsapp:+12487960483" });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      nested: {
        sid: [
          "expected XE and 32 hex digits, got an address, whose SID is among senders.list({ channel })",
        ],
      },
    });
    for (
      const [body, nested] of [
        [{}, {
          messagingServiceSid: ["expected MG and 32 hex digits, got nothing"],
          sid: ["expected XE and 32 hex digits, got nothing"],
        }],
        [{ ...one, sid: { $ne: secret } }, {
          sid: ["expected XE and 32 hex digits, got an object"],
        }],
      ] as const
    ) {
      expect(await (await post(body)).json()).toEqual({ nested });
    }
    for (const body of ["", "{", "null", JSON.stringify(secret)]) {
      const text = await (await post(body)).text();
      expect(text).toMatch(
        /^{"root":\["expected an object, got (nothing|a text of \d+ characters)"\]}$/,
      );
    }
    expect(sent()).toBe(0);
  });

  test("hands on a refusal, which its callers can read", async () => {
    const { post } = start();
    await post(one);
    const response = await post(one);
    expect(response.status).toBe(409);
    const error = v.parse(ApiErrorSchema, await response.json());
    expect(error).toMatchObject({ code: 21710, status: 409, method: "POST" });
    expect(error.moreInfo).toContain("21710");
  });
});
