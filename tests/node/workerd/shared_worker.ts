/** A worker that makes at module level what its requests share; see ../workerd_shared.test.ts. */
import { createClient, type Transport } from "../../../mod.ts";
import { concurrency, oauth } from "../../../lib/middleware/mod.ts";

interface Env {
  /** Where Twilio is played. */
  readonly UPSTREAM: string;
}

/** Of workerd. */
declare const scheduler: { wait(ms: number): Promise<void> };

let upstream = "";
const fetchUpstream: Transport = (request) => {
  const { pathname, search } = new URL(request.url);
  return fetch(new Request(`${upstream}${pathname}${search}`, request));
};

const auth = oauth({
  clientId: `OQ${"a".repeat(32)}`,
  clientSecret: "secret",
  fetch: fetchUpstream,
});
const signed = createClient({ auth, fetch: fetchUpstream });
const limited = createClient({
  auth: null,
  fetch: concurrency({ limit: 1, max: 1, lease: 1500 })(fetchUpstream),
});

export default {
  async fetch({ url }: Request, { UPSTREAM }: Env): Promise<Response> {
    upstream = UPSTREAM;
    const { pathname, searchParams } = new URL(url);
    const client = pathname === "/signed" ? signed : limited;
    const sid = `XE${(searchParams.get("number") ?? "").padStart(32, "0")}`;
    const messagingServiceSid = `MG${"a".repeat(32)}`;
    const call = client.channelSenders.fetch({ messagingServiceSid, sid });
    if (searchParams.has("ends")) {
      // The request ends with its response, and what it has begun ends with it.
      call.catch(() => {});
      await scheduler.wait(50);
      return new Response("ended");
    }
    try {
      return Response.json(await call);
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
