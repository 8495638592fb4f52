import type { Transport } from "../../types.ts";
import type { Engine } from "./engine.ts";

/**
 * The engines behind the transports of sandboxes. A server that asks here saves a `Request` and a
 * `Response` for each exchange, whose streams cost Node several times what the sandbox does.
 */
export const engines: WeakMap<Transport, Engine> = new WeakMap();
