import { describe, expect, test } from "vitest";
import {
  createClient,
  fetchChannelSender,
  isTwilioApiError,
  isTwilioNetworkError,
  withMetadata,
} from "../../../mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { urls } from "../../runtimes/urls.ts";

// The whole way: this runtime's own fetch, a real socket, and the sandbox behind Node's server. In
// the browser it is another origin, so that preflights are part of it.
const { credentials } = createSandbox();
const client = createClient({ ...credentials, target: { baseUrl: urls.sandbox } });
const messagingServiceSid = `MG${"a".repeat(32)}`;
const sids = ["a", "b", "c"].map((digit) => `XE${"a".repeat(31)}${digit}`);

describe("over a socket", () => {
  test("senders are attached, fetched, listed page by page, refused twice and detached", async () => {
    for (const sid of sids) {
      const created = await client.channelSenders.create({ messagingServiceSid, sid });
      expect(created.sid).toBe(sid);
      expect(created.dateCreated).toBeInstanceOf(Date);
    }
    const [first = ""] = sids;

    const { value, metadata } = await client.send(withMetadata(fetchChannelSender), {
      messagingServiceSid,
      sid: first,
    });
    expect(value.sender).toBe("whatsapp:+12487960483");
    expect(metadata.status).toBe(200);
    expect(metadata.url).toContain(urls.sandbox);

    const pages: (string | null)[][] = [];
    const listing = client.channelSenders.list({ messagingServiceSid, pageSize: 2 });
    for await (const { items } of listing.pages()) pages.push(items.map(({ sid }) => sid));
    expect(pages).toEqual([sids.slice(0, 2), sids.slice(2)]);

    const refusal = await client.channelSenders.create({ messagingServiceSid, sid: first })
      .catch((error) => error);
    expect(isTwilioApiError(refusal)).toBe(true);
    expect([refusal.status, refusal.code]).toEqual([409, 21710]);

    for (const sid of sids) await client.channelSenders.delete({ messagingServiceSid, sid });
    const left: unknown[] = [];
    for await (const sender of client.channelSenders.list({ messagingServiceSid })) {
      left.push(sender);
    }
    expect(left).toEqual([]);
  });

  test("wrong credentials are refused in Twilio's words", async () => {
    const stranger = createClient({
      accountSid: credentials.accountSid,
      authToken: "wrong",
      target: { baseUrl: urls.sandbox },
    });
    const error = await stranger.channelSenders.fetch({ messagingServiceSid, sid: sids[0]! })
      .catch((error) => error);
    expect([error.status, error.code]).toEqual([401, 20003]);
    expect(error.url).toContain(urls.sandbox);
  });

  test("an abort reaches the caller as it is", async () => {
    const stop = new AbortController();
    const call = client.channelSenders.fetch(
      { messagingServiceSid, sid: sids[0]! },
      { signal: stop.signal },
    );
    const reason = new Error("no longer needed");
    stop.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test("a closed port is a network error", async () => {
    const nobody = createClient({ ...credentials, target: { baseUrl: "http://127.0.0.1:1" } });
    const error = await nobody.channelSenders.fetch({ messagingServiceSid, sid: sids[0]! })
      .catch((error) => error);
    expect(isTwilioNetworkError(error)).toBe(true);
    expect(error.url).toContain("http://127.0.0.1:1/");
  });
});
