import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { missingFlag } from "./permissions.ts";
import { UsageError } from "./platform.ts";

/** Whether an address is one that nobody but this machine reaches. */
export function isLocalOnly(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

/**
 * Makes a server listen.
 *
 * @param port 0 is any that is free
 * @returns the URL that reaches it from this machine
 * @throws {UsageError} when it cannot listen there
 */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  let fail: (error: Error) => void = () => {};
  const listening = new Promise<void>((resolve, reject) => {
    fail = reject;
    server.once("error", fail).listen(port, host, resolve);
  });
  process.once("uncaughtException", fail); // which is where Deno says that it has no permission
  try {
    await listening;
  } catch (error) {
    throw explained(error as NodeJS.ErrnoException, port, host);
  } finally {
    process.off("uncaughtException", fail);
    server.off("error", fail);
  }
  // Every address of the machine is none to go to.
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const name = reached.includes(":") ? `[${reached}]` : reached;
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}

/** Ends a server and its connections. */
export function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

function explained({ code, message }: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (code) {
    case "EADDRINUSE":
      return new UsageError(
        `port ${port} of ${host} is in use`,
        "name another with --port, or --port 0 for any that is free",
      );
    case "EACCES":
      return new UsageError(`port ${port} is not for everyone`, "name one from 1024 with --port");
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL": // Bun and Deno
      return new UsageError(
        `${host} is no address of this machine`,
        "leave --host out for 127.0.0.1, which nobody else reaches",
      );
  }
  // Whatever is to go to a port that is not known yet needs more than that one.
  const flag = missingFlag(message, port ? undefined : host);
  return new UsageError(
    `cannot listen at port ${port} of ${host}: ${message}`,
    flag && `Deno does not let this command listen there: run it with ${flag}`,
  );
}
