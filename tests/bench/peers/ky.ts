/** ky with its defaults: retries, a timeout, and an error for a status of error; no mapping. */
import ky from "ky";
import type { Connect, Row } from "../peer.ts";
import { accountSid, authToken, path, twilioUrl } from "../wire.ts";

interface Page {
  senders: Row[];
  meta: { next_page_url: string | null };
}

const connect: Connect = ({ fetch, baseUrl = twilioUrl }) => {
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const api = ky.create({ fetch, baseUrl, headers: { authorization } });
  return {
    create: (Sid) => api.post(path, { body: new URLSearchParams({ Sid }) }).json(),
    fetch: (sid) => api.get(`${path}/${sid}`).json(),
    delete: (sid) => api.delete(`${path}/${sid}`),
    page: async (size) =>
      (await api.get(path, { searchParams: { PageSize: size } }).json<Page>()).senders,
    async *pages(size) {
      let url: string | null = `${path}?PageSize=${size}`;
      while (url) {
        const { senders, meta }: Page = await api.get(url).json<Page>();
        yield senders;
        url = meta.next_page_url;
      }
    },
  };
};
export default connect;
