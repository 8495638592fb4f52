/**
 * Lists all senders once, in a process of its own, and tells what that took.
 *
 * node listing.ts PEER URL SIZE TOTAL collect|stream MS: `MS` is how long the consumer waits on a page
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Connect, Row } from "../peer.ts";
import { sid } from "../wire.ts";

const [file = "", baseUrl = "", size, total, mode, wait] = process.argv.slice(2);
const connect: Connect = (await import(pathToFileURL(file).href)).default;
const peer = connect({ fetch, baseUrl });
const pause = Number(wait);

const collected: Row[] = [];
let count = 0;
const cpuBefore = process.cpuUsage();
const start = performance.now();
for await (const rows of peer.pages(Number(size))) {
  for (const row of rows) {
    if (row.sid !== sid(count++)) throw new Error(`wrong sender: ${row.sid}`);
    if (mode === "collect") collected.push(row);
  }
  if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
}
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(cpuBefore);
if (count !== Number(total)) throw new Error(`${count} senders`);

console.log(JSON.stringify({
  wall,
  cpu: (user + system) / 1000,
  peak: peakMemory() / 2 ** 20,
}));

/** The most memory that was resident, in bytes. Linux's own count begins anew with the program. */
function peakMemory(): number {
  try {
    const [, kB] = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kB) return Number(kB) * 1024;
  } catch {
    // Another system.
  }
  return process.resourceUsage().maxRSS * 1024;
}
