/**
 * fast-check, with the same seed in each run: what CI says of a commit does not change by chance.
 * `npm run fuzz` looks for what that seed does not find. A failure names its seed: pass it in
 * `PROPERTY_SEED` to see it again.
 */
import fc from "fast-check";
import { runtime } from "../../runtimes/runtime.ts";

interface WithProcess {
  readonly process: { readonly env: Readonly<Record<string, string | undefined>> };
}

const asked = runtime === "node"
  ? (globalThis as unknown as WithProcess).process.env.PROPERTY_SEED
  : undefined;
const seed = asked === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20261126);

fc.configureGlobal({ seed });

export default fc;
