/** Senderpool as most use it: `createClient` with its defaults, which retry and bound the time. */
import { createClient } from "../../../mod.ts";
import type { Connect } from "../peer.ts";
import { accountSid, authToken } from "../wire.ts";
import { program } from "./client.ts";

const connect: Connect = ({ fetch, baseUrl }) => {
  const target = baseUrl ? { baseUrl } : undefined;
  return program(createClient({ accountSid, authToken, fetch, target }));
};
export default connect;
