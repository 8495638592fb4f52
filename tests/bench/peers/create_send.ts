/** A client of Senderpool's without any policy: one attempt, no bound on its time. */
import { clientOf, createSend } from "../../../mod.ts";
import type { Connect } from "../peer.ts";
import { accountSid, authToken } from "../wire.ts";
import { program } from "./client.ts";

const connect: Connect = ({ fetch, baseUrl }) => {
  const target = baseUrl ? { baseUrl } : undefined;
  return program(clientOf(createSend({ accountSid, authToken, fetch, target })));
};
export default connect;
