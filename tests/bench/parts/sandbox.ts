import { bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part, samplesOf } from "../figures.ts";
import { commands, file, run, start } from "../processes.ts";

const connections = 8;

export const sandbox: Part = {
  about:
    "Requests a second that each answers to the same load of autocannon: 8 connections, each of " +
    "which creates, fetches, lists three senders and deletes in turn. More is better.",
  async run({ quick }): Promise<Figure[]> {
    const [warmUp, rounds, seconds] = quick ? [1, 1, 1] : [2, 7, 4];
    const senders = String((warmUp + rounds) * connections);
    const program = await bundleProgram("sandbox");
    const servers = [
      { name: "prism", command: [...commands.node, file("peers/prism.ts")] },
      { name: "sandbox_node", command: [...commands.node, program, senders] },
      { name: "sandbox_deno", command: [...commands.deno, program, senders] },
    ];
    const samples = samplesOf(servers);
    const running = await Promise.all(
      servers.map(({ command }) => start<{ url: string }>(command)),
    );
    for (let round = 0; round < warmUp + rounds; round++) {
      for (const [index, { name }] of servers.entries()) {
        const { output } = await run([
          ...commands.node,
          file("peers/load.ts"),
          running[index]!.ready.url,
          ...[seconds, connections, round * connections].map(String),
        ]);
        const { total, seconds: took } = JSON.parse(output);
        if (round >= warmUp) samples.get(name)!.push(total / took);
      }
    }
    for (const { stop } of running) await stop();
    const table = "Servers";
    return column({ table, column: "requests a second", unit: "/s" }, samples, "prism");
  },
};
