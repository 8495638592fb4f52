/** Bare, but no call takes longer than half a minute, which `createClient` sees to as well. */
import type { Connect } from "../peer.ts";
import { accountSid, authToken, path, twilioUrl } from "../wire.ts";
import bare, { toSender } from "./bare.ts";

/** Runs a call with a signal of its own, which aborts it once its time is over. */
async function inTime<Value>(call: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 30_000);
  try {
    return await call(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

const connect: Connect = ({ fetch, baseUrl = twilioUrl }) => {
  const collection = baseUrl + path;
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const json = (url: string, method = "GET", body?: URLSearchParams) =>
    inTime(async (signal) =>
      (await fetch(url, { method, headers, body: body ?? null, signal })).json()
    );

  return {
    create: async (sid) =>
      toSender(await json(collection, "POST", new URLSearchParams({ Sid: sid }))),
    fetch: async (sid) => toSender(await json(`${collection}/${sid}`)),
    delete: (sid) =>
      inTime((signal) => fetch(`${collection}/${sid}`, { method: "DELETE", headers, signal })),
    page: async (size) => (await json(`${collection}?PageSize=${size}`)).senders.map(toSender),
    pages: bare({ fetch, baseUrl }).pages,
  };
};
export default connect;
