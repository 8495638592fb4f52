/** The limit: what one writes by hand when nothing may go wrong. No check at all. */
import type { Connect } from "../peer.ts";
import { accountSid, authToken, path, twilioUrl } from "../wire.ts";

interface Wire {
  account_sid: string;
  messaging_service_sid: string;
  sid: string;
  sender: string;
  sender_type: string;
  country_code: string;
  date_created: string;
  date_updated: string;
  url: string;
}

export const toSender = (wire: Wire) => ({
  accountSid: wire.account_sid,
  messagingServiceSid: wire.messaging_service_sid,
  sid: wire.sid,
  sender: wire.sender,
  senderType: wire.sender_type,
  countryCode: wire.country_code,
  dateCreated: new Date(wire.date_created),
  dateUpdated: new Date(wire.date_updated),
  url: wire.url,
});

const connect: Connect = ({ fetch, baseUrl = twilioUrl }) => {
  const collection = baseUrl + path;
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const json = async (url: string, method = "GET", body?: URLSearchParams) =>
    (await fetch(url, { method, headers, body: body ?? null })).json();

  return {
    create: async (sid) =>
      toSender(await json(collection, "POST", new URLSearchParams({ Sid: sid }))),
    fetch: async (sid) => toSender(await json(`${collection}/${sid}`)),
    delete: (sid) => fetch(`${collection}/${sid}`, { method: "DELETE", headers }),
    page: async (size) => (await json(`${collection}?PageSize=${size}`)).senders.map(toSender),
    async *pages(size) {
      let url = `${collection}?PageSize=${size}`;
      while (url) {
        const { senders, meta } = await json(url);
        yield senders.map(toSender);
        url = meta.next_page_url;
      }
    },
  };
};
export default connect;
