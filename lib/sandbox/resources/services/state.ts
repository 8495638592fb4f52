import { type Collection, collection } from "../../state/collection.ts";
import { kept } from "../../state/kept.ts";
import type { Account, Service } from "../../state/state.ts";

/** The services of an account in the order of their list, and those that are gone. */
interface AccountServices {
  readonly list: Collection<Service>;
  readonly deleted: Set<string>;
}

/** The services of an account in the order of their list, and those that are gone. */
export const servicesOf: (account: Account) => AccountServices = /* @__PURE__ */ kept(
  () => ({ list: collection(), deleted: new Set() }),
);
