/** The verbs do not know what they are about: a resource is a row. */
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { channelSenderResource } from "../../../lib/cli/commands/channel_senders.ts";
import { addVerbs, type PoolResource } from "../../../lib/cli/commands/verbs.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { env, MG, pool, sink, XE } from "./harness.ts";

/** A resource that is not there yet; its methods are those of the channel senders. */
const parrots: PoolResource<{ readonly sid: string | null }> = {
  ...channelSenderResource,
  one: "parrot",
  many: "parrots",
  sid: "PP…",
  columns: [["PARROT", ({ sid }) => sid]],
};

async function run(line: string, fetch = createSandbox().fetch) {
  let out = "";
  let err = "";
  const stdout = sink((text) => out += text);
  const program = new Command().exitOverride().configureOutput({ writeOut: (text) => out += text });
  const platform = { env, fetch, stdout, stderr: sink((text) => err += text) };
  addVerbs(program.command("parrots"), parrots, platform);
  await program.parseAsync(line.split(" "), { from: "user" }).catch(() => {});
  return { out, err };
}

describe("another resource", () => {
  test("has the verbs under a name of its own, in its own words", async () => {
    const { out } = await run("parrots --help");
    expect(out).toMatch(/list .*the parrots of a Messaging Service/);
    expect(out).toMatch(/fetch .*one parrot .*\n.*create .*one parrot .*\n.*delete .*one\s+parrot/);
    expect((await run("parrots list --help")).out).toContain("stop after so many parrots");
    expect((await run("parrots fetch --help")).out).toContain("SID of the parrot: PP…");
  });

  test("is shown in its own columns", async () => {
    expect(await run(`parrots create ${XE} -s ${MG}`)).toEqual({
      out: `PARROT\n${XE}\n`,
      err: "",
    });
    expect((await run(`parrots list -s ${MG}`, pool(2))).out).toMatch(/^PARROT\nXE0+0\nXE0+1\n$/);
    expect((await run(`parrots list -s ${MG}`)).err).toBe(`no parrots in ${MG}\n`);
  });
});
