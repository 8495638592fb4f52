import type { Transport } from "../types.ts";
import type { Faults } from "./faults/faults.ts";
import type { Keep } from "./keep.ts";
import type { Recorder } from "./record/recorder.ts";
import type { Messages } from "./resources/messages/mod.ts";
import type { State } from "./state/state.ts";
import type { Unknowns } from "./unknowns.ts";
import type { Watchers } from "./watchers.ts";

/** What is behind the transport of a sandbox, for those rooms that show it or drive it from outside. */
export interface Insides {
  readonly state: State;
  readonly messages: Messages;
  readonly recorder: Recorder;
  readonly faults: Faults;
  readonly unknowns: Unknowns;
  readonly keep: Keep;
  /** Are told when the state was replaced. */
  readonly resets: Watchers<void>;
  readonly now: () => Date;
}

/** By the transports of sandboxes. */
export const insides: WeakMap<Transport, Insides> = new WeakMap();
