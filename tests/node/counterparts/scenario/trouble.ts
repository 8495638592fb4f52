import twilio from "twilio";
import { expect } from "vitest";
import { accountSid, authToken, MG, sidOf, spare } from "../../support.ts";
import { type Chapter, refused, sendersOf, sids, smallMG, type World } from "./world.ts";

const autoRetry = (world: World, maxRetryDelay = 3000) => {
  const client = world.sdk({}, { autoRetry: true, maxRetryDelay });
  return client.messaging.v1.services(MG).channelSenders;
};

/** Takes the one place that the account has; what it returns gives it back. */
async function occupy({ sandbox }: World): Promise<() => Promise<void>> {
  const recover = sandbox.fault({ stall: "head", first: 1 });
  const leave = new AbortController();
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const url = `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders`;
  const last = sandbox.exchanges().at(-1)?.number ?? 0;
  const held = sandbox.fetch(
    new Request(url, { headers: { authorization }, signal: leave.signal }),
  );
  await sandbox.waitFor(({ number, outcome }) => number > last && outcome === "stalled");
  recover();
  return async () => {
    leave.abort();
    await held.catch(() => {});
  };
}

/** Too many at once, and what breaks on its way. */
export const trouble: Chapter = {
  title: "too much, and what breaks",
  options: { concurrency: 1 },
  steps: {
    "429 to the SDK as it is by default": async (world) => {
      const free = await occupy(world);
      await refused(sendersOf(world).create({ sid: spare }), [429, 20429, "Too Many Requests"]);
      await refused(sendersOf(world).list(), [429, 20429, "Too Many Requests"]);
      await free();
      // Never processed, and always safe to repeat: documented.
      expect((await sendersOf(world).create({ sid: spare })).sid).toBe(spare);
      expect(await sendersOf(world).get(spare).remove()).toBe(true);
    },

    "429 to the SDK that retries, until there is a place": async (world) => {
      const free = await occupy(world);
      const number = world.sandbox.exchanges().length;
      const created = autoRetry(world).create({ sid: spare });
      await world.sandbox.waitFor((exchange) =>
        exchange.status === 429 && exchange.operation === "createChannelSender" &&
        exchange.number > number
      );
      await free();
      expect((await created).sid).toBe(spare);
      expect(await autoRetry(world).get(spare).remove()).toBe(true);
    },

    "429 to the SDK that retries three times, in vain": async (world) => {
      const free = await occupy(world);
      const before = world.sandbox.exchanges({ status: 429 }).length;
      await refused(autoRetry(world, 1).get(sidOf(0)).fetch(), [429, 20429, "Too Many Requests"]);
      expect(world.sandbox.exchanges({ status: 429 }).length - before).toBe(4);
      await free();
    },

    "429 to many at once, which are all done in the end": async (world) => {
      const { sandbox, sdk } = world;
      const free = await occupy(world);
      const numbers = [0, 1, 2, 3, 4];
      const refusedOnes = () =>
        sandbox.exchanges(({ number, status }) => number > last && status === 429);
      const last = sandbox.exchanges().at(-1)!.number;
      const patient = { autoRetry: true, maxRetries: 100, maxRetryDelay: 20 };
      const fetched = Promise.all(
        numbers.map((number) =>
          sdk({}, patient).messaging.v1.services(MG).channelSenders.get(sidOf(number)).fetch()
        ),
      );
      await sandbox.waitFor(({ number }) => number === last + 5);
      await free();
      expect(sids(await fetched)).toEqual(numbers.map(sidOf));
      expect(refusedOnes().length).toBeGreaterThanOrEqual(5);
      expect(sandbox.exchanges(({ number, status }) => number > last && status === 200))
        .toHaveLength(5);
    },

    "what Twilio's servers say when they fail": async (world) => {
      const { sandbox } = world;
      for (
        const [status, code, message] of [
          [500, 20500, "An internal server error has occurred"],
          [503, 20503, /unavailable/i],
          [504, 20504, /timeout/i],
          [403, 20403, /forbidden/i],
          [409, 20409, /conflict/i],
        ] as const
      ) {
        const recover = sandbox.fault({ status, first: 1 });
        await refused(sendersOf(world).list(), [status, code, message]);
        recover();
      }
    },

    "what is no JSON at all: text, as recorded, and a proxy's page": async (world) => {
      for (const [status, body] of [[500, "text"], [502, "html"]] as const) {
        const recover = world.sandbox.fault({ status, body, first: 1 });
        const error = await sendersOf(world).list().catch((error) => error);
        expect(error).toBeInstanceOf(twilio.RestException);
        expect(error).toMatchObject({
          status,
          message: `[HTTP ${status}] Failed to execute request`,
        });
        expect(error.code).toBe(undefined);
        recover();
      }
    },

    "a create that was processed though its answer failed": async (world) => {
      const recover = world.sandbox.fault({ status: 500, processed: true, first: 1 });
      await refused(sendersOf(world).create({ sid: spare }), [500, 20500, /./]);
      recover();
      await refused(sendersOf(world).create({ sid: spare }), [409, 21710, /already/]);
      expect(await sendersOf(world).get(spare).remove()).toBe(true);
    },

    "and all is well again": async (world) => {
      expect(await sendersOf(world, smallMG).list()).toHaveLength(3);
    },
  },
};
