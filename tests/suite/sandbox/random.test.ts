import { describe, expect, test } from "vitest";
import { createSandbox, seededRandom } from "../../../lib/sandbox/mod.ts";
import { pool, start, whole } from "../support/sandbox.ts";

// Where ids and chances come from.
describe("a seeded source", () => {
  test("gives the same numbers for the same seed, in every runtime", () => {
    const random = seededRandom(42);
    // The first numbers of mulberry32, as others who implement it have them.
    expect([random(), random(), random()]).toEqual([
      0.6011037519201636,
      0.44829055899754167,
      0.8524657934904099,
    ]);
    const again = seededRandom(42);
    again();
    expect(again()).toBe(0.44829055899754167);
    expect(seededRandom(43)()).not.toBe(seededRandom(42)());
  });

  test("spreads over all numbers from 0 to below 1", () => {
    const random = seededRandom(-1);
    const tenths = Array(10).fill(0);
    for (let i = 0; i < 10_000; i++) tenths[Math.floor(random() * 10)]++;
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test.each([0.5, NaN, "1", undefined])("takes no %j", (seed) => {
    expect(() => seededRandom(seed as number)).toThrow("seed: ");
  });
});

describe("ids", () => {
  const ids = async (random?: () => number) => {
    const { call } = start({ random });
    const answers = await Promise.all(Array.from({ length: 300 }, () => call(pool())));
    return answers.map(({ headers }) => headers.get("twilio-request-id"));
  };

  test("are no two the same", async () => {
    for (const random of [undefined, seededRandom(5)]) {
      const all = [...await ids(random), ...await ids(random)];
      expect(new Set(all).size).toBe(600);
      for (const id of all) expect(id).toMatch(/^RQ[\da-f]{32}$/);
    }
  });

  test("are the same where the chances are", async () => {
    expect(await ids(seededRandom(5))).toEqual(await ids(seededRandom(5)));
    expect(await ids(() => 0)).toEqual(Array(300).fill(`RQ${"0".repeat(32)}`));
  });

  test("are hex digits, whatever the source gives", async () => {
    for (const number of [0, 0.999999999999, 1, -1, NaN, 1e300]) {
      for (const id of await ids(() => number)) expect(id).toMatch(/^RQ[\da-f]{32}$/);
    }
  });
});

test("with its clock and its chances given, a sandbox says the same to the byte", async () => {
  const texts = await Promise.all([1, 2].map(async () => {
    const { call, attach, detach } = start({ random: seededRandom(3) });
    const answers = [await attach(5), await call(pool()), await detach(0), await call("/nowhere")];
    return await Promise.all(answers.map(whole));
  }));
  expect(texts[0]).toEqual(texts[1]);
});

test("a source that fails is a failure inside", async () => {
  const random = () => {
    throw new Error("secret");
  };
  const { fetch } = createSandbox({ random });
  const answer = await fetch(new Request("https://messaging.twilio.com/"));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secret");
});
