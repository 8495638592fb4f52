/** Where the suite runs. */
export type Runtime = "node" | "deno" | "bun" | "workerd" | "chromium";

/** The first word of `navigator.userAgent`, which all five runtimes have. */
const agents: Record<string, Runtime> = {
  "Node.js": "node",
  "Deno": "deno",
  "Bun": "bun",
  "Cloudflare-Workers": "workerd",
  "Mozilla": "chromium",
};

function detect(): Runtime {
  const found = agents[navigator.userAgent.split("/")[0] ?? ""];
  if (!found) throw new Error(`unknown runtime: ${navigator.userAgent}`);
  return found;
}

/** The runtime that this module was loaded in. */
export const runtime: Runtime = detect();
