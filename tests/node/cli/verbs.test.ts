/** The verbs do not know what they are about: a resource is a row of a table. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { nouns } from "../../../lib/cli/commands/nouns/nouns.ts";
import type { Noun } from "../../../lib/cli/commands/nouns/noun.ts";
import { poolNoun } from "../../../lib/cli/commands/nouns/pool_noun.ts";
import { channelSenders } from "../../../lib/cli/commands/nouns/pool_rows.ts";
import { addNoun } from "../../../lib/cli/commands/verbs.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import {
  type ChannelSender,
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
} from "../../../mod.ts";
import { command, env, MG, pool, root, sink, XE } from "./harness.ts";

/** A resource that is not there yet; its operations are those of the channel senders. */
const parrots: Noun<ChannelSender> = poolNoun({
  name: "parrots",
  one: "parrot",
  many: "parrots",
  sid: "PP…",
  list: listChannelSenders,
  fetch: fetchChannelSender,
  create: createChannelSender,
  remove: deleteChannelSender,
  columns: [["PARROT", ({ sid }) => sid]],
});

async function run(line: string, fetch = createSandbox().fetch) {
  let out = "";
  let err = "";
  const stdout = sink((text) => out += text);
  const program = new Command().exitOverride().configureOutput({ writeOut: (text) => out += text });
  const platform = { env, fetch, stdout, stderr: sink((text) => err += text) };
  addNoun(program, parrots, platform);
  await program.parseAsync(line.split(" "), { from: "user" }).catch(() => {});
  return { out, err };
}

describe("another resource", () => {
  test("has the verbs under a name of its own, in its own words", async () => {
    expect((await run("--help")).out).toMatch(
      /parrots +parrots in a pool: list, fetch, add, remove/,
    );
    const { out } = await run("parrots --help");
    expect(out).toContain("What can be done with parrots in a pool.");
    expect(out).toMatch(/list .*the parrots of a Messaging Service/);
    expect(out).toMatch(
      /fetch .*one parrot [^]*\n.*add .*one parrot [^]*\n.*remove .*one\s+parrot/,
    );
    expect((await run("parrots list --help")).out).toContain("stop after so many parrots");
    expect((await run("parrots fetch --help")).out).toContain("SID of the parrot: PP…");
  });

  test("is shown in its own columns", async () => {
    expect(await run(`parrots add ${XE} -s ${MG}`)).toEqual({
      out: `PARROT\n${XE}\n`,
      err: "",
    });
    expect((await run(`parrots list -s ${MG}`, pool(2))).out).toMatch(/^PARROT\nXE0+0\nXE0+1\n$/);
    expect((await run(`parrots list -s ${MG}`)).err).toBe(`no parrots in ${MG}\n`);
  });
});

describe("the table", () => {
  const rows = [channelSenders, ...nouns];

  test("no noun and no verb of a noun is there twice", () => {
    const all = rows.flatMap(({ name, verbs }) => verbs.map((verb) => `${name} ${verb.name}`));
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  test("every verb has a help of its own, in 80 columns", async () => {
    for (const { name, verbs } of rows) {
      const noun = name === channelSenders.name ? "" : name;
      for (const verb of verbs) {
        const { code, out } = await command(`${noun} ${verb.name} --help`);
        expect(code).toBe(0);
        expect(out.replace(/\s+/g, " ")).toContain(verb.description);
        for (const { flag } of verb.flags ?? []) expect(out).toContain(`  ${flag}`);
        expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
      }
    }
  });

  test("the README has every noun with its verbs", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const listed = [...readme.matchAll(/^\| +(`[a-z`, -]+`|) +\| [\w ,]+ \| (`[\w`, ]+`) +\|$/gm)];
    const words = (text: string) => text.split(/[`, ]+/).filter(Boolean);
    const table = listed.flatMap(([, nouns = "", verbs = ""]) =>
      (words(nouns).length ? words(nouns) : [channelSenders.name])
        .map((noun) => [noun, words(verbs).sort()] as const)
    );
    expect(Object.fromEntries(table)).toEqual(
      Object.fromEntries(
        rows.map(({ name, verbs }) => [name, verbs.map(({ name }) => name).sort()]),
      ),
    );
  });

  test("every row can be listed or looked at, and shows its SIDs whole in 60 columns", () => {
    for (const { name, verbs, columns } of rows) {
      expect(verbs.map(({ work }) => work.shows), name).toContain("one");
      expect(columns.map(([name]) => name), name).toContain("SID");
    }
  });
});
