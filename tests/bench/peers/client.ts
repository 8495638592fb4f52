/** The program over a client of Senderpool's, however it was made. */
import { type Client, listChannelSenders } from "../../../mod.ts";
import type { Peer } from "../peer.ts";
import { service as messagingServiceSid } from "../wire.ts";

export function program({ channelSenders, send }: Client): Peer {
  return {
    create: (sid) => channelSenders.create({ messagingServiceSid, sid }),
    fetch: (sid) => channelSenders.fetch({ messagingServiceSid, sid }),
    delete: (sid) => channelSenders.delete({ messagingServiceSid, sid }),
    page: async (pageSize) =>
      (await send(listChannelSenders, { messagingServiceSid, pageSize })).items,
    async *pages(pageSize) {
      const listing = channelSenders.list({ messagingServiceSid, pageSize });
      for await (const { items } of listing.pages()) yield items;
    },
  };
}
