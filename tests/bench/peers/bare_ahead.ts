/** Bare, with the next page on its way while the consumer works on one: the limit of a listing. */
import type { Connect } from "../peer.ts";
import { accountSid, authToken, path, twilioUrl } from "../wire.ts";
import bare, { toSender } from "./bare.ts";

const connect: Connect = (wiring) => {
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const json = async (url: string) => (await wiring.fetch(url, { headers })).json();
  return {
    ...bare(wiring),
    async *pages(size) {
      let coming = json(`${wiring.baseUrl ?? twilioUrl}${path}?PageSize=${size}`);
      while (coming) {
        const { senders, meta } = await coming;
        coming = meta.next_page_url && json(meta.next_page_url);
        yield senders.map(toSender);
      }
    },
  };
};
export default connect;
