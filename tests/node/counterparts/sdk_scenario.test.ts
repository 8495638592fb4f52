/** The official SDK against the sandbox, over HTTP, in a long scenario. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setTrap, type Trap } from "../loopback.ts";
import { chapters, open, type Stage } from "./scenario/mod.ts";

let trap: Trap;
beforeAll(() => void (trap = setTrap()));
afterAll(() => {
  trap.restore();
  expect(trap.astray).toEqual([]);
});

describe.each(chapters)("$title", (chapter) => {
  let stage: Stage;
  beforeAll(async () => void (stage = await open(chapter)));
  afterAll(() => stage.close());

  test.each(Object.entries(chapter.steps))("%s", async (_, step) => await step(stage));

  test("nothing went wrong inside, and the state is one to start with", async () => {
    const { createSandbox } = await import("../../../lib/sandbox/mod.ts");
    const broken = stage.sandbox.exchanges(({ status, struck }) => status === 500 && !struck);
    expect(broken).toEqual([]);
    const state = stage.sandbox.state();
    expect(createSandbox(JSON.parse(JSON.stringify(state))).state()).toEqual(state);
  });
});
