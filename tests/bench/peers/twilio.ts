/**
 * The official SDK, with its own HTTP client: told another host, as Twilio's guide to mocks does. Page
 * by page, because its `each` does not wait for a consumer.
 */
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient.js";
import type { Connect } from "../peer.ts";
import { accountSid, authToken, service, twilioUrl } from "../wire.ts";

const connect: Connect = ({ baseUrl = twilioUrl, answer }) => {
  class Client extends twilio.RequestClient {
    override request<Data>(options: RequestClient.RequestOptions<Data>) {
      const uri = options.uri.replace(/^https:\/\/[\w.]+\.twilio\.com/, baseUrl);
      return super.request({ ...options, uri });
    }
  }
  const httpClient = new Client();
  if (answer) {
    // What its own transport hands on: text, status and headers.
    httpClient.axios.defaults.adapter = (config) => {
      const { status, body, headers } = answer();
      return Promise.resolve({ data: body ?? "", status, statusText: "", headers, config });
    };
  }
  const sdk = twilio(accountSid, authToken, { httpClient });
  const senders = sdk.messaging.v1.services(service).channelSenders;
  return {
    create: (sid) => senders.create({ sid }),
    fetch: (sid) => senders.get(sid).fetch(),
    delete: (sid) => senders.get(sid).remove(),
    page: async (pageSize) => (await senders.page({ pageSize })).instances,
    async *pages(pageSize) {
      let page: Awaited<ReturnType<typeof first.nextPage>>;
      const first = await senders.page({ pageSize });
      for (page = first; page; page = await page.nextPage()) yield page.instances;
    },
  };
};
export default connect;
