/** Senderpool's operations and `send`: what a bundle has that names the operations it uses. */
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  send,
} from "../../../mod.ts";
import { basicAuth } from "../../../lib/middleware/basic_auth.ts";
import type { Connect } from "../peer.ts";
import { accountSid, authToken, service } from "../wire.ts";

const connect: Connect = ({ fetch, baseUrl }) => {
  const target = baseUrl ? { baseUrl } : undefined;
  const options = { fetch: basicAuth({ accountSid, authToken }, target)(fetch), target };
  const messagingServiceSid = service;
  return {
    create: (sid) => send(createChannelSender, { messagingServiceSid, sid }, options),
    fetch: (sid) => send(fetchChannelSender, { messagingServiceSid, sid }, options),
    delete: (sid) => send(deleteChannelSender, { messagingServiceSid, sid }, options),
    page: async (pageSize) =>
      (await send(listChannelSenders, { messagingServiceSid, pageSize }, options)).items,
    async *pages(pageSize) {
      let input = { messagingServiceSid, pageSize };
      for (;;) {
        const { items, next } = await send(listChannelSenders, input, options);
        yield items;
        if (!next) return;
        input = { ...input, ...next };
      }
    },
  };
};
export default connect;
