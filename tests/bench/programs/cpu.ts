/** Times the operations in Node, Deno or Bun: asked by lines of JSON, as parts/cpu.ts does. */
import { createInterface } from "node:readline";
import { type Delivery, type Operation, type Workload, workload } from "./workload.ts";

const loads = new Map<string, Workload>();

async function load(file: string, delivery: Delivery): Promise<Workload> {
  const key = `${delivery} ${file}`;
  const known = loads.get(key);
  if (known) return known;
  const made = workload((await import(file)).default, delivery);
  loads.set(key, made);
  return made;
}

async function answer({ file, delivery, operation, count }: {
  file: string;
  delivery: Delivery;
  operation: Operation;
  count: number;
}): Promise<object> {
  try {
    const { check, run } = await load(file, delivery);
    if (count === 0) await check(operation);
    const before = process.cpuUsage();
    await run(operation, count);
    const { user, system } = process.cpuUsage(before);
    return { ms: (user + system) / 1000 };
  } catch (error) {
    return { error: String(error) };
  }
}

console.log("{}");
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
