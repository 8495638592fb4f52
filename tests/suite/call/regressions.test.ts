// Ways in which it once went wrong, found by testers who set out to break it.
import { describe, expect, test } from "vitest";
import {
  type ClientOptions,
  createChannelSender,
  createClient,
  fetchChannelSender,
  isTwilioError,
  listChannelSenders,
  send,
  type TwilioResponseError,
} from "../../../mod.ts";
import { timeout } from "../../../lib/middleware/mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import {
  AC,
  caught,
  collect,
  collection,
  expectError,
  json,
  observe,
  once,
  one,
  pageBody,
  plain,
  secret,
  service,
  SK,
  wire,
  XE,
} from "../support/support.ts";

describe("what once went wrong", () => {
  test.each<[string, object, string]>([
    ["an unset token", { accountSid: AC, authToken: undefined }, "authToken"],
    ["no token", { accountSid: AC }, "authToken"],
    ["null for a token", { accountSid: AC, authToken: null }, "authToken"],
    ["an unset secret", { apiKey: SK, apiSecret: undefined }, "apiSecret"],
    ["a list for a token", { accountSid: AC, authToken: [secret] }, "authToken"],
  ])("%s is refused when the client is made", async (_, options, field) => {
    expectError(await caught(() => createClient(options as ClientOptions)), "TwilioInputError", {
      field,
    });
  });
  test.each<[string, unknown]>([
    ["a list of one SID", [XE]],
    ["a String object", new String(XE)],
  ])("sid: %s", async (_, sid) => {
    expectError(
      await caught(() => createChannelSender.request({ ...one, sid: sid as string })),
      "TwilioInputError",
      { field: "sid" },
    );
  });
  test.each<[string, object]>([
    ["pageSize", { pageSize: [50] }],
    ["pageToken", { pageToken: {} }],
    ["pageToken", { pageToken: "\ud800" }],
  ])("%s %j", async (field, input) => {
    expectError(
      await caught(() => listChannelSenders.request({ ...service, ...input } as never)),
      "TwilioInputError",
      { field },
    );
  });
  test("slashes after the host", () => {
    for (const baseUrl of ["https://proxy.example//", "https://proxy.example///"]) {
      expect(fetchChannelSender.request(one, { baseUrl }).url).toBe(
        `https://proxy.example/v1/Services/${one.messagingServiceSid}/ChannelSenders/${XE}`,
      );
    }
  });
  test.each([
    "?Page=abc",
    "?Page=1#fragment",
    "?Page=-1",
    "?PageToken=http://evil.example/",
    "?PageToken=https%3A%2F%2Fevil.example",
  ])("a server's %s is not the caller's bad input", async (query) => {
    const { fetch } = observe((_, index) =>
      json(200, pageBody([index], index ? null : collection + query))
    );
    const seen: number[] = [];
    const error = await caught(() =>
      collect(plain(fetch).channelSenders.list(service), seen)
        .then(() => {
          throw Object.assign(new Error("read"), { name: "TwilioResponseError" });
        })
    );
    expectError(error, "TwilioResponseError");
  });
  test("a token with a ? in it is whole", async () => {
    const { fetch, requests } = observe((_, index) =>
      json(200, pageBody([index], index ? null : `${collection}?PageToken=a?b`))
    );
    await collect(plain(fetch).channelSenders.list(service));
    expect(new URL(requests[1]!.url).searchParams.get("PageToken")).toBe("a?b");
  });
  test("an AbortError of the transport, nobody's signal being aborted, does not carry the request out", async () => {
    const fetch = (request: Request) =>
      Promise.reject(Object.assign(new Error("aborted"), { name: "AbortError", request }));
    const client = createClient({ accountSid: AC, authToken: secret, fetch, ...once });
    const error = await caught(() => client.channelSenders.fetch(one));
    expectError(error, "TwilioNetworkError");
    expect("request" in (error as object)).toBe(false);
  });
  test("nor does an error that calls itself ours", async () => {
    const fetch = (request: Request) =>
      Promise.reject(Object.assign(new Error("x"), { name: "MyTwilioThing", request }));
    const error = await caught(() =>
      createClient({ accountSid: AC, authToken: secret, fetch, ...once }).channelSenders.fetch(one)
    );
    expect("request" in (error as object)).toBe(false);
  });
  test.each<[string, unknown]>([
    ["a symbol", Symbol("x")],
  ])("a transport that throws %s is a network error", async (_, thrown) => {
    expectError(
      await caught(() => send(fetchChannelSender, one, { fetch: () => Promise.reject(thrown) })),
      "TwilioNetworkError",
    );
  });
  test("a call whose signal is aborted before does not reach the transport", async () => {
    const { fetch, requests } = observe(() => json(200, wire(1)));
    const signal = AbortSignal.abort("enough");
    expect(await caught(() => send(fetchChannelSender, one, { fetch, signal }))).toBe("enough");
    expect(requests.length).toBe(0);
  });
  test("auth: undefined does not silently send unsigned", async () => {
    const { fetch, requests } = observe(() => json(200, wire(1)));
    await createClient({ accountSid: AC, authToken: secret, auth: undefined, fetch } as never)
      .channelSenders.fetch(one);
    expect(requests[0]!.headers.has("authorization")).toBe(true);
  });
  test("a redirect that a transport followed is an error for a refusal too", async () => {
    const followed = json(404, { message: "no" });
    Object.defineProperty(followed, "redirected", { value: true });
    expectError(await caught(() => fetchChannelSender.parse(followed)), "TwilioResponseError");
  });
  test("timeout keeps `redirected` (and `url`) of the answer", async () => {
    const followed = json(200, wire(1));
    Object.defineProperty(followed, "redirected", { value: true });
    const fetch = timeout(1000)(() => Promise.resolve(followed));
    expectError(
      await caught(() => send(fetchChannelSender, one, { fetch })),
      "TwilioResponseError",
    );
  });
  test.each([2 ** 31, Infinity])("timeout(%s) does not fire at once", async (ms) => {
    const slow = () =>
      new Promise<Response>((resolve) => setTimeout(resolve, 20, json(200, wire(1))));
    expect((await send(fetchChannelSender, one, { fetch: timeout(ms)(slow) })).sid).toContain("XE");
  });
  test("Bun's console does not show a sandbox's credentials", () => {
    const { inspect } =
      (globalThis as unknown as Record<string, { inspect?: (value: unknown) => string }>)["Bun"] ??
        {};
    expect(inspect?.(createSandbox()) ?? "").not.toContain("0123456789abcdef");
  });

  test.each([
    "2023-02-30T00:00:00Z",
    "2023-04-31T00:00:00Z",
    "2023-7-30 Z",
    "2023-07-30 (evil) Z",
  ])("the date %s, which is none, does not become another", async (date) => {
    const recorded = json(200, { sid: XE, date_created: date });
    expectError(await caught(() => fetchChannelSender.parse(recorded)), "TwilioResponseError");
  });

  test("a fraction of a second is kept", async () => {
    const recorded = json(200, { sid: XE, date_created: "2023-07-30T20:12:31.250Z" });
    const { dateCreated } = await fetchChannelSender.parse(recorded);
    expect(dateCreated?.getTime()).toBe(Date.UTC(2023, 6, 30, 20, 12, 31, 250));
  });

  test.each([
    "2023-13-01T00:00:00Z",
    "2023-00-10T00:00:00Z",
    "2023-07-00T00:00:00Z",
    "2023-07-30T23:60:00Z",
    "2023-07-30T23:59:60Z",
    "2023-07-3 T20:12:31Z",
    "2023-07-30T20:12:31.Z",
    "+02023-07-30T20:12:31Z",
    "",
  ])("the date %j is none", async (date) => {
    const recorded = json(200, { sid: XE, date_updated: date });
    const error = await caught(() => fetchChannelSender.parse(recorded));
    expectError(error, "TwilioResponseError");
    const expected = "date_updated: expected a date and time in ISO 8601, got ";
    expect((error as TwilioResponseError).reason).toContain(expected);
  });

  test.each([
    "?PageToken=",
    "?Page=%00&PageToken=PT1",
    "?PageToken=%F0%9F%98%80",
    "?PageToken=a%0Ab",
    "?Page=%C3%A9",
    "?PageSize=50",
    "?",
    "",
  ])("a next page of %j is the server's fault", async (query) => {
    const { fetch, requests } = observe(() => json(200, pageBody([1], collection + query)));
    const error = await caught(() => collect(plain(fetch).channelSenders.list(service)));
    expectError(error, "TwilioResponseError");
    expect((error as TwilioResponseError).reason).toContain("next_page_url: expected ");
    expect(requests.length).toBe(1);
  });

  test("a response that somebody read already", async () => {
    const read = json(200, wire(1));
    await read.text();
    const locked = json(200, wire(1));
    locked.body!.getReader();
    for (const response of [read, locked]) {
      const fetch = () => Promise.resolve(response);
      expect(isTwilioError(await caught(() => send(fetchChannelSender, one, { fetch })))).toBe(
        true,
      );
    }
  });

  test.each(["toString", "__proto__", "constructor", "US1", "", 7, null, {}])(
    "the region %j is none",
    async (region) => {
      const error = await caught(() => fetchChannelSender.request(one, { region } as never));
      expectError(error, "TwilioInputError", { field: "target.region" });
    },
  );

  test("the token 0 is not the first page", async () => {
    const { fetch } = observe((_, index) =>
      json(200, pageBody([index], index ? null : `${collection}?Page=1&PageToken=0`))
    );
    const seen: number[] = [];
    await collect(plain(fetch).channelSenders.list(service), seen);
    expect(seen.length).toBe(2);
  });
});
