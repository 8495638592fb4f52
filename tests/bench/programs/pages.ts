/** A list, in process. */
import { pageText, twilioUrl } from "../wire.ts";
import { turn } from "./workload.ts";

/** A transport with full pages of one size, until so many senders have been asked for. */
export function pagesOf(size: number, total: number): typeof fetch {
  const text = pageText(0, size, 2 * size, twilioUrl);
  const at = text.lastIndexOf("Page=1&");
  const [head, tail] = [text.slice(0, at), text.slice(text.indexOf('"', at))];
  const last = pageText(0, size, size, twilioUrl);
  const headers = { "content-type": "application/json" };
  return async (input, init) => {
    await turn();
    const { url } = input instanceof Request ? input : new Request(input, init);
    const page = Number(/&Page=(\d+)/.exec(url)?.[1] ?? 0) + 1;
    const body = page * size < total ? `${head}Page=${page}&PageToken=PT${page}${tail}` : last;
    return new Response(body, { headers });
  };
}
