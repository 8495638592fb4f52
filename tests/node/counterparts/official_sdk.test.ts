/**
 * Twilio's own SDK for Node, which drives the sandbox over HTTP: all its ways to call, every one of its
 * requests and their answers held against the official document, and our own client beside it. What the
 * SDK gets of the sandbox in the long run is in `sdk_scenario.test.ts`.
 */
import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSandbox, type SandboxOptions } from "../../../lib/sandbox/mod.ts";
import { type Client, createClient } from "../../../mod.ts";
import { sdkAt, sdkWithApp } from "./sdk.ts";
import {
  accountSid,
  apiKey,
  apiSecret,
  authToken,
  documented,
  emptyMG,
  MG,
  pool,
  serve,
  sidOf,
  spare,
} from "../support.ts";

let url: string;
let close: () => void;
let traffic: ReturnType<typeof documented>;
let ours: Client["channelSenders"];

/** Serves a sandbox, and holds all of its traffic against the official document. */
async function start(options?: SandboxOptions): Promise<void> {
  traffic = documented(createSandbox({ ...pool(250), ...options }).fetch);
  ({ url, close } = await serve(traffic.fetch));
  ours = createClient({ accountSid, authToken, target: { baseUrl: url } }).channelSenders;
}
beforeEach(() => start());
afterEach(() => close());

const sdk = (password = authToken) => sdkAt(url, { password });
const service = (sid = MG) => sdk().messaging.v1.services(sid).channelSenders;
const one = { messagingServiceSid: MG, sid: spare };
const sids = (items: readonly { readonly sid: string }[]) => items.map(({ sid }) => sid);
const all = Array.from({ length: 250 }, (_, index) => sidOf(index));

describe("one sender", () => {
  // In 6.2.0 what comes of create and list forgets its SID: such an instance can do nothing itself.
  test("create, fetch, fetch itself and remove itself", async () => {
    const created = await service().create({ sid: spare });
    const fetched = await service().get(spare).fetch();
    const again = await fetched.fetch();
    for (const sender of [created, fetched, again]) {
      expect(sender.toJSON()).toEqual({
        accountSid,
        messagingServiceSid: MG,
        sid: spare,
        sender: "rcs:spare",
        senderType: "RCS",
        countryCode: null,
        dateCreated: expect.any(Date),
        dateUpdated: created.dateCreated,
        url: `${url}/v1/Services/${MG}/ChannelSenders/${spare}`,
      });
    }
    expect(await again.remove()).toBe(true);
    expect(traffic.calls.map((call) => call.replace("ChannelSender", "")))
      .toEqual(["Create", "Fetch", "Fetch", "Delete"]);
    expect(traffic.violations).toEqual([]);
  });

  test("with what the answer says beside", async () => {
    const { statusCode, headers, body } = await service().createWithHttpInfo({ sid: spare });
    expect([statusCode, body.sid]).toEqual([201, spare]);
    expect(headers["twilio-request-id"]).toMatch(/^RQ[\da-f]{32}$/);
    const removed = await service().get(spare).removeWithHttpInfo();
    expect(removed).toMatchObject({ statusCode: 204, body: true });
  });

  test("by an API key", async () => {
    const client = sdkAt(url, { user: apiKey, password: apiSecret, accountSid });
    const { channelSenders } = client.messaging.v1.services(MG);
    expect((await channelSenders.get(sidOf(0)).fetch()).sender).toBe("whatsapp:+15550");
  });
});

describe("many senders", () => {
  test.each([
    ["all, by the API's page size", {}, all, 5],
    ["all, 20 at a time", { pageSize: 20 }, all, 13],
    ["all, 125 at a time, the last page full", { pageSize: 125 }, all, 2],
    ["a limit within a page", { pageSize: 20, limit: 45 }, all.slice(0, 45), 3],
    ["a limit at the end of a page", { pageSize: 20, limit: 40 }, all.slice(0, 40), 2],
    ["a limit, which becomes the page size", { limit: 45 }, all.slice(0, 45), 1],
    ["a limit of more than there are", { limit: 1000 }, all, 1],
  ])("list: %s", async (_, options, expected, requests) => {
    expect(sids(await service().list({ ...options }))).toEqual(expected);
    expect(traffic.calls).toEqual(Array(requests).fill("ListChannelSender"));
    expect(traffic.violations).toEqual([]);
  });

  test("list: a limit above the greatest page size, which the SDK asks for", async () => {
    expect(sids(await service().list({ limit: 5000 }))).toEqual(all);
    expect(traffic.violations).toEqual(["query/PageSize must be <= 1000"]);
  });

  test("list: with what the first answer says beside", async () => {
    const { statusCode, body } = await service().listWithHttpInfo({ pageSize: 20 });
    expect([statusCode, sids(body)]).toEqual([200, all]);
  });

  test("list: a callback", async () => {
    const listed = await new Promise<string[]>((resolve, reject) => {
      const done = (error: Error | null, items: { sid: string }[]) =>
        error ? reject(error) : resolve(sids(items));
      service().list({ pageSize: 100 }, done);
    });
    expect(listed).toEqual(all);
  });

  test("list: none", async () => {
    expect(await service(emptyMG).list()).toEqual([]);
  });

  test("each: to the end, and `done`", async () => {
    const seen: string[] = [];
    await new Promise<void>((resolve, reject) => {
      service().each({
        pageSize: 20,
        callback: ({ sid }) => void seen.push(sid),
        done: (error?: Error) => error ? reject(error) : resolve(),
      });
    });
    expect(seen).toEqual(all);
    expect(traffic.calls).toHaveLength(13);
  });

  test("each: until the callback has enough", async () => {
    const seen: string[] = [];
    await service().each({ pageSize: 20 }, ({ sid }, done) => {
      seen.push(sid);
      if (sid === sidOf(29)) done();
    });
    expect(seen).toEqual(all.slice(0, 30));
    expect(traffic.calls).toHaveLength(2);
  });

  describe.each(["request", "twilio"] as const)("page, URLs of the %s", (publicUrl) => {
    beforeEach(async () => {
      close();
      await start({ publicUrl });
    });

    test("forwards, and back again", async () => {
      const first = await service().page({ pageSize: 20 });
      const pages = [first];
      for (let page; (page = await pages.at(-1)!.nextPage());) pages.push(page as typeof first);
      expect(pages.flatMap(({ instances }) => sids(instances))).toEqual(all);
      expect(pages.map(({ instances }) => instances.length)).toEqual([...Array(12).fill(20), 10]);

      const back = [pages.at(-1)!];
      for (let page; (page = await back[0]!.previousPage());) back.unshift(page as typeof first);
      expect(back.map(({ instances }) => sids(instances)))
        .toEqual(pages.map(({ instances }) => sids(instances)));
      expect(traffic.calls).toEqual(Array(13 + 12).fill("ListChannelSender"));
      expect(traffic.violations).toEqual([]);
      const host = publicUrl === "twilio" ? "https://messaging.twilio.com" : url;
      for (const { nextPageUrl, previousPageUrl } of pages) {
        expect(nextPageUrl ?? host).toMatch(host);
        expect(previousPageUrl ?? host).toMatch(host);
      }
    });

    test("by its URL, and by its token", async () => {
      const { nextPageUrl } = await service().page({ pageSize: 20 });
      const page = await service().getPage(nextPageUrl!);
      expect(sids(page.instances)).toEqual(all.slice(20, 40));
      const previous = await service().getPage(page.previousPageUrl!);
      expect(sids(previous.instances)).toEqual(all.slice(0, 20));
      const pageToken = new URL(nextPageUrl!).searchParams.get("PageToken")!;
      const resumed = await service().page({ pageSize: 5, pageNumber: 1, pageToken });
      expect(sids(resumed.instances)).toEqual(all.slice(20, 25));
    });
  });
});

describe("a refusal is what the sandbox sent, to the SDK and to us", () => {
  const here = { messagingServiceSid: MG, sid: sidOf(0) };
  const elsewhere = { messagingServiceSid: emptyMG, sid: sidOf(0) };
  const unknown = { messagingServiceSid: `MG${"0".repeat(32)}`, sid: spare };

  test.each(
    [
      [404, 20404, "fetch", one],
      [404, 20404, "remove", one],
      [404, 20404, "list", unknown],
      [409, 21710, "create", here],
      [409, 21712, "create", elsewhere],
      [401, 20003, "fetch", one],
      [401, 20003, "list", one],
    ] as const,
  )("%i %i by %s", async (status, code, call, { messagingServiceSid, sid }) => {
    const token = status === 401 ? "wrong" : authToken;
    const client = sdk(token);
    const { channelSenders } = client.messaging.v1.services(messagingServiceSid);
    const error = await {
      create: () => channelSenders.create({ sid }),
      fetch: () => channelSenders.get(sid).fetch(),
      list: () => channelSenders.list(),
      remove: () => channelSenders.get(sid).remove(),
    }[call]().catch((error) => error);

    const { statusCode, body } = client.httpClient.lastResponse!;
    expect([statusCode, body]).toMatchObject([status, { status, code }]);
    expect(error).toBeInstanceOf(twilio.RestException);
    const { message, more_info: moreInfo } = body;
    expect(error).toMatchObject({ status, code, message, moreInfo });

    const target = { baseUrl: url };
    const own = createClient({ accountSid, authToken: token, target }).channelSenders;
    const input = { messagingServiceSid, sid };
    const ownError = await {
      create: () => own.create(input),
      fetch: () => own.fetch(input),
      list: () => own.list(input).pages().next(),
      remove: () => own.delete(input),
    }[call]().catch((error) => error);
    expect(ownError).toMatchObject({ status, code, reason: message, moreInfo });
  });

  test("400 21481 for a page token that is none", async () => {
    await expect(service().page({ pageToken: "PTx" })).rejects
      .toMatchObject({ status: 400, code: 21481, message: "Invalid PageToken" });
  });
});

describe("the SDK and our client see the same", () => {
  test("list, field by field", async () => {
    const theirs = (await service().list({ pageSize: 100 })).map((sender) => sender.toJSON());
    const mine: unknown[] = [];
    for await (const sender of ours.list({ messagingServiceSid: MG, pageSize: 30 })) {
      mine.push(sender);
    }
    expect(mine).toHaveLength(250);
    expect(mine).toEqual(theirs);
  });

  test("pages, and where the next one is", async () => {
    const theirs = await service().page({ pageSize: 20 });
    const { value } = await ours.list({ messagingServiceSid: MG, pageSize: 20 }).pages().next();
    expect(value!.items).toEqual(theirs.instances.map((sender) => sender.toJSON()));
    const next = new URL(theirs.nextPageUrl!).searchParams;
    expect(value!.next).toEqual({ page: next.get("Page"), pageToken: next.get("PageToken") });
  });

  test("what the other did", async () => {
    const created = await ours.create(one);
    expect((await service().get(spare).fetch()).toJSON()).toEqual(created);
    await service().get(spare).remove();
    await expect(ours.fetch(one)).rejects.toMatchObject({ code: 20404 });
    const recreated = await service().create({ sid: spare });
    expect(await ours.fetch(one)).toEqual(recreated.toJSON());
    await ours.delete(one);
    await expect(service().get(spare).fetch()).rejects.toMatchObject({ code: 20404 });
  });
});

describe("the SDK gets to the sandbox", () => {
  const ways = {
    "by its own HTTP client, extended": () => sdk(),
    // Shorter, but not documented. `next_page_url` overrules it: it is only for a sandbox that names
    // its own host, as it does unless told otherwise.
    "by the base URL of its product": () => {
      const client = twilio(accountSid, authToken);
      client.messaging.baseUrl = url;
      return client;
    },
    "without a server, by a fetch of one's own for axios, which it is built on": () => {
      const httpClient = new twilio.RequestClient();
      const fetch = (url: string, init: RequestInit) => traffic.fetch(new Request(url, init));
      Object.assign(httpClient.axios.defaults, { adapter: "fetch", env: { fetch } });
      return twilio(accountSid, authToken, { httpClient });
    },
  };

  test.each(Object.entries(ways))("%s", async (_, way) => {
    const { channelSenders } = way().messaging.v1.services(MG);
    expect((await channelSenders.create({ sid: spare })).sender).toBe("rcs:spare");
    expect(sids(await channelSenders.list({ pageSize: 20 }))).toEqual([...all, spare]);
    expect(await channelSenders.get(spare).remove()).toBe(true);
    expect(traffic.violations).toEqual([]);
    expect(traffic.calls).toHaveLength(1 + 13 + 1);
    await expect(channelSenders.get(spare).remove()).rejects.toMatchObject({ code: 20404 });
  });
});

describe("OAuth, by the SDK's provider of client credentials", () => {
  const clientId = `OQ${"a".repeat(32)}`;
  const clientSecret = "secret_of_the_app";
  beforeEach(async () => {
    close();
    const [account] = pool(3).accounts;
    await start({ accounts: [{ ...account!, oauthApps: [{ clientId, clientSecret }] }] });
  });

  test("what gets its tokens may be ours", async () => {
    const { channelSenders } = sdkWithApp(url, clientId, clientSecret).messaging.v1.services(MG);
    expect(sids(await channelSenders.list())).toEqual([0, 1, 2].map(sidOf));
  });

  // It makes an HTTP client of its own, so that all that the SDK makes must be told where to go.
  test("or its own, as it is, which knows oauth.twilio.com alone", async () => {
    const { request } = twilio.RequestClient.prototype;
    const elsewhere = vi.spyOn(twilio.RequestClient.prototype, "request");
    elsewhere.mockImplementation(
      function (this: InstanceType<typeof twilio.RequestClient>, options) {
        const uri = options.uri.replace(/^https:\/\/[\w.]+\.twilio\.com/, url);
        return request.call(this, { ...options, uri });
      },
    );
    const client = twilio(accountSid, "none");
    client.setCredentialProvider(
      new twilio.ClientCredentialProviderBuilder()
        .setClientId(clientId).setClientSecret(clientSecret).build(),
    );
    const { channelSenders } = client.messaging.v1.services(MG);
    expect(sids(await channelSenders.list())).toEqual([0, 1, 2].map(sidOf));
    const uris = elsewhere.mock.calls.map(([{ uri }]) => new URL(uri).hostname);
    elsewhere.mockRestore();
    expect(uris).toEqual(["messaging.twilio.com", "oauth.twilio.com"]);
  });
});
