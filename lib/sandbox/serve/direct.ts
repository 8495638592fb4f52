import type { Transport } from "../../types.ts";
import type { Serve } from "./engine.ts";

/**
 * What is behind the transport of a sandbox. A server that asks here saves a `Request` and a
 * `Response` for each exchange, whose streams cost Node several times what the sandbox does.
 */
export const direct: WeakMap<Transport, Serve> = new WeakMap();
