/** openapi-fetch over hand-written paths; it checks no status, and there is no mapping. */
import createClient from "openapi-fetch";
import type { Connect } from "../peer.ts";
import { accountSid, authToken, service, twilioUrl } from "../wire.ts";

type Json<Body> = { content: { "application/json": Body } };
type Path = { MessagingServiceSid: string };
interface Row {
  sid: string;
  date_created: string;
}
interface Page {
  senders: Row[];
  meta: { next_page_url: string | null };
}

interface Paths {
  "/v1/Services/{MessagingServiceSid}/ChannelSenders": {
    get: {
      parameters: { path: Path; query: { PageSize?: number; Page?: string; PageToken?: string } };
      responses: { 200: Json<Page> };
    };
    post: {
      parameters: { path: Path };
      requestBody: { content: { "application/x-www-form-urlencoded": { Sid: string } } };
      responses: { 201: Json<Row> };
    };
  };
  "/v1/Services/{MessagingServiceSid}/ChannelSenders/{Sid}": {
    get: { parameters: { path: Path & { Sid: string } }; responses: { 200: Json<Row> } };
    delete: {
      parameters: { path: Path & { Sid: string } };
      responses: { 204: { content?: never } };
    };
  };
}

const collection = "/v1/Services/{MessagingServiceSid}/ChannelSenders";
const resource = "/v1/Services/{MessagingServiceSid}/ChannelSenders/{Sid}";

const connect: Connect = ({ fetch, baseUrl = twilioUrl }) => {
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const api = createClient<Paths>({ baseUrl, fetch, headers: { authorization } });
  const MessagingServiceSid = service;
  const list = async (query: { PageSize?: number }) =>
    (await api.GET(collection, { params: { path: { MessagingServiceSid }, query } })).data!;
  const one = (Sid: string) => ({ params: { path: { MessagingServiceSid, Sid } } });
  return {
    create: async (Sid) => {
      const bodySerializer = (body: { Sid: string }) => new URLSearchParams(body);
      const params = { path: { MessagingServiceSid } };
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return (await api.POST(collection, { params, body: { Sid }, bodySerializer, headers })).data!;
    },
    fetch: async (sid) => (await api.GET(resource, one(sid))).data!,
    delete: (sid) => api.DELETE(resource, one(sid)),
    page: async (PageSize) => (await list({ PageSize })).senders,
    async *pages(PageSize) {
      let { senders, meta } = await list({ PageSize });
      yield senders;
      while (meta.next_page_url) {
        const { searchParams } = new URL(meta.next_page_url);
        ({ senders, meta } = await list(Object.fromEntries(searchParams)));
        yield senders;
      }
    },
  };
};
export default connect;
