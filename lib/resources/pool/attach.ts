import { type CallOptions, callOptionsOf } from "../../call/call_options.ts";
import type { ClientAccount, Send } from "../../call/send.ts";
import { checkNames, checkObject, sidOf } from "../../wire/input.ts";
import type { ServiceReference } from "../pool_member.ts";
import { fetchService } from "../services/services.ts";
import { notOne } from "./sender_sid.ts";
import { kindsWith } from "./address.ts";
import type { PoolEntry } from "./entry.ts";
import { findInPool } from "./find.ts";

/** Looks for the SID of an address, and puts that into the pool of a service. */
export async function attach(
  address: string,
  input: ServiceReference,
  send: Send,
  account: ClientAccount,
  callOptions?: CallOptions,
): Promise<PoolEntry> {
  const options = callOptionsOf(callOptions);
  const [kind] = kindsWith(address);
  const messagingServiceSid = serviceIn(input);
  return await kind.attach(address, { messagingServiceSid }, { send, account, options });
}

/** Looks for an address in the pool of a service, and takes that out. */
export async function detach(
  address: string,
  input: ServiceReference,
  send: Send,
  callOptions?: CallOptions,
): Promise<PoolEntry> {
  const options = callOptionsOf(callOptions);
  const kinds = kindsWith(address);
  const messagingServiceSid = serviceIn(input);
  const found = await findInPool(
    kinds,
    { address, sid: messagingServiceSid, isInOne: false },
    send,
    options,
  );
  const sids = found.flatMap(({ entry }) => entry.sid ?? []);
  const [sid] = sids;
  const [one] = found;
  if (one === undefined || sid === undefined || sids.length > 1) {
    // Where the service is not there, that is what is wrong.
    if (sids.length === 0) await send(fetchService, { sid: messagingServiceSid }, options);
    const where = `in the pool of ${messagingServiceSid}`;
    const remedies = kinds.flatMap((kind) => {
      const those = found.flatMap((one) => one.kind === kind ? one.entry.sid ?? [] : []);
      return those.length === 0 ? [] : `${kind.kind}s.delete takes ${those.join(" or ")}`;
    });
    const what = `${kinds[0].words} of this address`;
    throw notOne(what, address, where, sids, remedies.join(", and "));
  }
  await send(one.kind.remove, { messagingServiceSid, sid }, options);
  return one.entry;
}

/** The service in the input, before anything is asked for. */
function serviceIn(input: ServiceReference): string {
  checkObject(input, "input");
  checkNames(input, ["messagingServiceSid"]);
  return sidOf(input, "messagingServiceSid", "MG");
}
