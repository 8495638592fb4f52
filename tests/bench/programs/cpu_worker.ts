/**
 * Runs the operations in workerd, where no clock moves while a worker computes: so parts/cpu.ts takes
 * the time outside, less that of a request which does nothing.
 */
import type { Connect } from "../peer.ts";
import { type Delivery, type Operation, type Workload, workload } from "./workload.ts";

/** The default export of a worker with these peers. */
export function worker(peers: Record<string, Connect>): {
  fetch: (request: Request) => Promise<Response>;
} {
  const loads = new Map<string, Workload>();
  return {
    async fetch({ url }) {
      const [, peer = "", delivery, operation, count] = new URL(url).pathname.split("/");
      try {
        const key = `${delivery} ${peer}`;
        const load = loads.get(key) ?? workload(peers[peer]!, delivery as Delivery);
        loads.set(key, load);
        if (count === "check") await load.check(operation as Operation);
        else await load.run(operation as Operation, Number(count));
        return Response.json({});
      } catch (error) {
        return Response.json({ error: String(error) });
      }
    },
  };
}
