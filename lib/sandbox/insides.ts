import type { Transport } from "../types.ts";
import type { Messages } from "./resources/messages/mod.ts";
import type { State } from "./state/state.ts";

/** What is behind the transport of a sandbox, for those who drive it from outside. */
export interface Insides {
  readonly state: State;
  readonly messages: Messages;
}

/** By the transports of sandboxes. */
export const insides: WeakMap<Transport, Insides> = new WeakMap();
