/** ofetch with its defaults: it reads JSON and throws on an error status; there is no mapping. */
import { createFetch } from "ofetch";
import type { Connect } from "../peer.ts";
import { accountSid, authToken, path, twilioUrl } from "../wire.ts";

const connect: Connect = ({ fetch, baseUrl = twilioUrl }) => {
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const api = createFetch({ fetch }).create({ baseURL: baseUrl, headers: { authorization } });
  return {
    create: (Sid) => api(path, { method: "POST", body: new URLSearchParams({ Sid }) }),
    fetch: (sid) => api(`${path}/${sid}`),
    delete: (sid) => api(`${path}/${sid}`, { method: "DELETE" }),
    page: async (PageSize) => (await api(path, { query: { PageSize } })).senders,
    async *pages(PageSize) {
      let { senders, meta } = await api(path, { query: { PageSize } });
      yield senders;
      while (meta.next_page_url) {
        ({ senders, meta } = await api(meta.next_page_url));
        yield senders;
      }
    },
  };
};
export default connect;
