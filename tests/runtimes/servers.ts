import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, nodeListener } from "../../lib/sandbox/mod.ts";
import { startHostile } from "./hostile_server.ts";

/** Where the suite finds its servers: all on the loopback interface, and its runtime's alone. */
export interface Urls {
  /** A sandbox with the default seed. */
  readonly sandbox: string;
  /** A server that misbehaves: see hostile_server.ts. */
  readonly hostile: string;
  /** Where it tries to send its clients. */
  readonly trap: string;
}

/** Starts the servers that tests need which cannot listen themselves. */
export async function startServers(): Promise<{ urls: Urls; stop: () => void }> {
  const servers = [listen(nodeListener(createSandbox().fetch, { allowedOrigins: ["*"] }))];
  const [sandbox = ""] = await Promise.all(servers.map(({ url }) => url));
  const { hostile, trap, stop } = await startHostile();
  return {
    urls: { sandbox, hostile, trap },
    stop: () => [...servers, { stop }].forEach(({ stop }) => stop()),
  };
}

function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  const url = new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.once(
      "listening",
      () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, stop };
}
