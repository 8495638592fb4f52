/**
 * A trap for whatever would leave this machine: every way that Node has out of this process. What
 * goes astray is refused before it leaves, and noted.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { Socket } from "node:net";

/** What a trap has caught, and a way to take it down. */
export interface Trap {
  /** Where somebody wanted to go, such as `example.com:443`. */
  readonly astray: string[];
  /** Where somebody went: the ports of this machine. */
  readonly ports: ReadonlySet<number>;
  readonly restore: () => void;
}

type Call = (...all: unknown[]) => unknown;

const here = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Sets a trap. HTTP, TLS and `fetch` all come by a socket of `node:net`, in whatever package. */
export function setTrap(): Trap {
  const astray: string[] = [];
  const ports = new Set<number>();
  const undo: (() => void)[] = [];
  const replace = (holder: object, name: string, make: (original: Call) => Call) => {
    const original = Reflect.get(holder, name) as Call;
    Reflect.set(holder, name, make(original));
    undo.push(() => Reflect.set(holder, name, original));
  };
  const caught = (where: string): Error => {
    astray.push(where);
    return Object.assign(new Error(`${where} is not on this machine`), { code: "EASTRAY" });
  };

  replace(Socket.prototype, "connect", (connect) =>
    function (this: Socket, ...all: unknown[]) {
      const args = (Array.isArray(all[0]) ? all[0] : all) as unknown[];
      const [first, second] = args;
      const { path, host, port } = typeof first === "object"
        ? { host: "localhost", ...first } as { path?: string; host: string; port: number }
        : isNaN(Number(first))
        ? { path: String(first), host: "", port: 0 }
        : { host: typeof second === "string" ? second : "localhost", port: Number(first) };
      // A path is a pipe between processes of this machine.
      if (path || here.test(host)) {
        ports.add(Number(port));
        return connect.apply(this, all);
      }
      const error = caught(`${host}:${port}`);
      process.nextTick(() => this.destroy(error));
      return this;
    });
  for (const [holder, name] of lookups) {
    replace(holder, name, (look) =>
      function (this: unknown, ...all: unknown[]): unknown {
        const [host] = all;
        if (here.test(String(host))) return look.apply(this, all);
        const error = caught(`the name ${host}`);
        const callback = all.at(-1);
        if (typeof callback !== "function") return Promise.reject(error);
        return process.nextTick(() => callback(error));
      });
  }
  for (const name of ["send", "connect"]) {
    replace(dgram.Socket.prototype, name, () => () => {
      throw caught("a datagram");
    });
  }
  return { astray, ports, restore: () => undo.splice(0).forEach((take) => take()) };
}

const names = ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "resolveTxt"];
const lookups = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]
  .flatMap((holder) =>
    names.filter((name) => name in holder).map((name) => [holder, name] as const)
  );
