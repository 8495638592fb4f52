import { describe, expect, test } from "vitest";
import { createClient, type Retry, type Transport } from "../../../mod.ts";
import { concurrency } from "../../../lib/middleware/mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { after, before, type Change, change, dice, expectTrue } from "../support/changes.ts";

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

  test(
    "of 10,000 creates and deletes none is lost, doubled or told wrongly, though answers are lost",
    async () => {
      const { sids, fetch } = sandboxOf(500, false);
      const random = dice(2);
      const pick = <Value>(values: readonly Value[]) =>
        values[Math.floor(random() * values.length)]!;
      const lost = Object.values(after);
      const spared = Object.values(before);
      let [changes, lostAfterChange] = [0, 0];
      const server: Transport = async (request) => {
        const response = await fetch(request);
        if (response.status === 201 || response.status === 204) changes++;
        return response;
      };
      const client = createClient({
        ...credentials,
        fetch: async (request) => {
          const chance = random();
          if (chance < 0.1) return await pick(spared)(request, server);
          if (chance > 0.3) return await server(request);
          const changesBefore = changes;
          try {
            return await pick(lost)(request, server);
          } finally {
            if (changes > changesBefore) lostAfterChange++;
          }
        },
        retry: { random: () => 0, now: () => 0 },
      });
      const bare = createClient({ ...credentials, fetch, retry: null });
      const isAttached = (sid: string) =>
        bare.channelSenders.fetch({ messagingServiceSid, sid }).then(() => true, () => false);

      const there = new Set<string>();
      const counts = { changed: 0, recognised: 0, refused: 0, "not done": 0, unclear: 0 };
      let calls = 0;
      let changesTold = 0;
      /** One caller, who has some of the senders for itself and knows what to expect of them. */
      async function caller(mine: readonly string[]): Promise<void> {
        while (calls < 10_000) {
          calls++;
          const sid = pick(mine);
          const wasThere = there.has(sid);
          // One call in ten asks for what is so already.
          const kind: Change = (random() < 0.1) === wasThere ? "create" : "delete";
          const told = await change(client, kind, { messagingServiceSid, sid });
          counts[told]++;
          const isThere = await isAttached(sid);
          expectTrue(kind, wasThere, told, isThere);
          if (wasThere !== isThere) changesTold++;
          if (isThere) there.add(sid);
          else there.delete(sid);
        }
      }
      const callers = 20;
      const each = sids.length / callers;
      await Promise.all(
        Array.from({ length: callers }, (_, at) => caller(sids.slice(at * each, (at + 1) * each))),
      );

      const attached = await bare.channelSenders.list({ messagingServiceSid }).toArray();
      expect(attached.map(({ sid }) => `${sid}`).sort()).toEqual([...there].sort());
      expect(changes).toBe(changesTold); // each change was made once
      expect(lostAfterChange).toBeGreaterThan(1_500);
      expect(counts.recognised).toBeGreaterThan(1_500);
      expect(counts.refused).toBeGreaterThan(500);
      expect(counts.unclear + counts["not done"]).toBeLessThan(200); // four attempts were too few
    },
    120_000,
  );
});
