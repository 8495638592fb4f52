import { describe, expect, test } from "vitest";
import { createClient, type Retry, type Transport } from "../../../mod.ts";
import { concurrency } from "../../../lib/middleware/mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";

// The same misfortune at each run: mulberry32.
function dice(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const messagingServiceSid = `MG${"c".repeat(32)}`;
const credentials = { accountSid: `AC${"c".repeat(32)}`, authToken: "chaos" };

/** A sandbox with an account of so many senders, attached or not. */
function sandboxOf(count: number, attached: boolean) {
  const sids = Array.from({ length: count }, (_, at) => `XE${at.toString(16).padStart(32, "0")}`);
  const sandbox = createSandbox({
    accounts: [{
      ...credentials,
      channelSenders: sids.map((sid, at) => ({ sid, sender: `whatsapp:+1555${at}` })),
      services: [{ sid: messagingServiceSid, channelSenders: attached ? sids : [] }],
    }],
  });
  return { sids, fetch: sandbox.fetch };
}

const busy = (headers = {}) =>
  Response.json({ code: 20429, message: "Too Many Requests", status: 429 }, {
    status: 429,
    headers,
  });

/** What may go wrong with a request, each as often as the others. */
const misfortunes: ((request: Request, next: Transport) => Promise<Response>)[] = [
  () => Promise.resolve(busy()),
  () => Promise.resolve(busy({ "Retry-After": "0" })),
  () => Promise.resolve(new Response("unavailable", { status: 503 })),
  () => Promise.reject(new TypeError("connection reset")),
  // Cut short: a transport that counts the bytes or the chunks says so.
  async (request, next) => {
    const response = await next(request);
    const reader = response.body!.getReader();
    return new Response(
      new ReadableStream({
        async start(controller) {
          controller.enqueue((await reader.read()).value!.slice(0, 100));
          controller.error(new TypeError("terminated"));
        },
      }),
      response,
    );
  },
  () => new Promise(() => {}), // a stall
];

describe("chaos", () => {
  test(
    "100,000 senders are listed once each, in order, though 30 % of the requests fail",
    async () => {
      const { sids, fetch } = sandboxOf(100_000, true);
      const random = dice(1);
      const met = new Set<number>();
      let requests = 0;
      const client = createClient({
        ...credentials,
        fetch: (request) => {
          requests++;
          if (random() > 0.3) return fetch(request);
          const which = Math.floor(random() * misfortunes.length);
          met.add(which);
          return misfortunes[which]!(request, fetch);
        },
        timeout: 400,
        retry: { attempts: 30, random: () => 0 },
      });
      const seen: (string | null)[] = [];
      for await (const { sid } of client.channelSenders.list({ messagingServiceSid })) {
        seen.push(sid);
      }
      expect(seen.length).toBe(sids.length);
      expect(seen.every((sid, at) => sid === sids[at])).toBe(true);
      expect(met.size).toBe(misfortunes.length);
      expect(requests).toBeGreaterThan(120);
      expect(requests).toBeLessThan(200);
    },
    60_000,
  );

  test(
    "10,000 senders are attached by 32 callers, of which a server allows 8 at once",
    async () => {
      const { sids, fetch } = sandboxOf(10_000, false);
      let inFlight = 0;
      let calls = 0;
      let refused = 0;
      let refusedLate = 0;
      const server: Transport = async (request) => {
        if (request.method === "POST" && ++calls && inFlight >= 8) {
          refused++;
          if (calls > 2000) refusedLate++;
          return busy();
        }
        inFlight++;
        try {
          await new Promise((resolve) => setTimeout(resolve));
          return await fetch(request);
        } finally {
          inFlight--;
        }
      };
      const retries: Retry[] = [];
      const client = createClient({
        ...credentials,
        fetch: concurrency()(server),
        retry: { attempts: 50, random: () => 0, onRetry: (retry) => retries.push(retry) },
      });
      const queue = [...sids];
      const callers = Array.from({ length: 32 }, async () => {
        for (let sid = queue.pop(); sid; sid = queue.pop()) {
          const sender = await client.channelSenders.create({ messagingServiceSid, sid });
          expect(sender.sid).toBe(sid);
        }
      });
      await Promise.all(callers);

      const attached: (string | null)[] = [];
      for await (const { sid } of client.channelSenders.list({ messagingServiceSid })) {
        attached.push(sid);
      }
      expect(attached.sort()).toEqual(sids);
      expect(retries.length).toBe(refused);
      expect(calls).toBe(sids.length + refused);
      expect(refused).toBeGreaterThan(0); // or nothing was limited
      expect(refusedLate).toBeLessThan(24); // about two in a thousand, once it has settled
    },
    120_000,
  );
});
