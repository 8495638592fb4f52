import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
  type Target,
} from "../../../mod.ts";
import { collection, freeze, MG, one, service, XE } from "../support/support.ts";

// What the builders make of good input; refusals.test.ts has the rest.
const path = `/v1/Services/${MG}/ChannelSenders`;
const operations: [string, Operation<never, unknown>, object][] = [
  ["createChannelSender", createChannelSender, one],
  ["fetchChannelSender", fetchChannelSender, one],
  ["listChannelSenders", listChannelSenders, { ...service, pageSize: 5, page: 1, pageToken: "PT" }],
  ["deleteChannelSender", deleteChannelSender, one],
];

const build = (operation: Operation<never, unknown>, input: object, target?: Target) =>
  operation.request(input as never, target);

async function described(request: Request): Promise<unknown> {
  const { method, url, redirect } = request;
  return { method, url, redirect, headers: [...request.headers], body: await request.text() };
}

describe("every request", () => {
  test.each(operations)("%s: built twice is equal, and anew", async (_, operation, input) => {
    const [first, second] = [build(operation, input), build(operation, input)];
    expect(first).not.toBe(second);
    expect(await described(first)).toEqual(await described(second));
  });

  test.each(operations)("%s: leaves input and target as they were", (_, operation, input) => {
    const target = { baseUrl: "https://proxy.example/twilio" };
    const before = JSON.stringify([input, target]);
    const request = build(operation, freeze({ ...input }), freeze({ ...target }));
    expect(request.url.startsWith(`${target.baseUrl}${path}`)).toBe(true);
    expect(JSON.stringify([input, target])).toBe(before);
  });

  test.each(operations)("%s: follows no redirect, and carries no credentials", (_, op, input) => {
    const { redirect, headers } = build(op, input);
    expect(redirect).toBe("manual");
    expect(headers.get("authorization")).toBe(null);
    expect(headers.get("cookie")).toBe(null);
  });

  test.each(operations)("%s: its signal is the caller's", (_, operation, input) => {
    const stop = new AbortController();
    const { signal } = operation.request(input as never, undefined, stop.signal);
    expect(signal.aborted).toBe(false);
    const reason = new Error("enough");
    stop.abort(reason);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toBe(reason);
  });

  test.each(operations)("%s: ignores what it does not know", (_, operation, input) => {
    const extra = { ...input, Sid: "x", url: "https://evil.example", method: "PUT" };
    expect(build(operation, extra).url).toBe(build(operation, input).url);
    expect(build(operation, extra).method).toBe(build(operation, input).method);
  });

  test("SIDs keep the case of their digits", () => {
    const sid = `XE${"aB0F".repeat(8)}`;
    expect(fetchChannelSender.request({ ...one, sid }).url).toBe(`${collection}/${sid}`);
  });

  test("the sender goes into the form of a create, and nowhere else", async () => {
    const request = createChannelSender.request(one);
    expect(request.url).toBe(collection);
    expect(request.headers.get("content-type")).toBe(
      "application/x-www-form-urlencoded;charset=UTF-8",
    );
    expect(await request.text()).toBe(`Sid=${XE}`);
  });
});

describe("the target", () => {
  const us1 = "https://messaging.twilio.com";
  const targets: [string, Target | undefined, string][] = [
    ["none", undefined, us1],
    ["empty", {}, us1],
    ["all undefined", { baseUrl: undefined, region: undefined }, us1],
    ["us1", { region: "us1" }, us1],
    ["ie1", { region: "ie1" }, "https://messaging.dublin.ie1.twilio.com"],
    ["au1", { region: "au1" }, "https://messaging.sydney.au1.twilio.com"],
    ["an origin", { baseUrl: "https://proxy.example" }, "https://proxy.example"],
    ["a slash at its end", { baseUrl: "https://proxy.example/" }, "https://proxy.example"],
    ["a port", { baseUrl: "http://127.0.0.1:8080" }, "http://127.0.0.1:8080"],
    ["IPv6", { baseUrl: "http://[::1]:8080/" }, "http://[::1]:8080"],
    ["a prefix", { baseUrl: "https://proxy.example/a/b" }, "https://proxy.example/a/b"],
    ["a prefix and a slash", { baseUrl: "https://proxy.example/a/" }, "https://proxy.example/a"],
    ["a prefix and slashes", { baseUrl: "https://proxy.example/a//" }, "https://proxy.example/a"],
    ["an @ in the prefix", { baseUrl: "https://proxy.example/@a" }, "https://proxy.example/@a"],
    ["a URL object", { baseUrl: new URL("https://proxy.example/a/") }, "https://proxy.example/a"],
    ["capitals", { baseUrl: "HTTPS://Proxy.Example:443/A" }, "https://proxy.example/A"],
    [
      "a base URL before a region",
      { baseUrl: "https://p.example", region: "ie1" },
      "https://p.example",
    ],
  ];

  test.each(targets)("%s", (_, target, base) => {
    const targeted = operations.map(([_, operation, input]) => build(operation, input, target).url);
    expect(targeted).toEqual([
      `${base}${path}`,
      `${base}${path}/${XE}`,
      `${base}${path}?PageSize=5&Page=1&PageToken=PT`,
      `${base}${path}/${XE}`,
    ]);
  });

  test("a URL object is read when the request is built, and not altered", () => {
    const baseUrl = new URL("https://proxy.example/a/");
    fetchChannelSender.request(one, { baseUrl });
    expect(baseUrl.href).toBe("https://proxy.example/a/");
    baseUrl.pathname = "/b";
    expect(fetchChannelSender.request(one, { baseUrl }).url).toBe(
      `https://proxy.example/b${path}/${XE}`,
    );
  });
});

describe("the query of a page", () => {
  test.each([
    [{}, ""],
    [{ pageSize: undefined, page: undefined, pageToken: undefined }, ""],
    [{ pageSize: 1 }, "?PageSize=1"],
    [{ pageSize: 99 }, "?PageSize=99"],
    [{ pageSize: 1000 }, "?PageSize=1000"],
    [{ page: 0 }, "?Page=0"],
    [{ page: "12" }, "?Page=12"],
    [{ pageToken: "PTXE1" }, "?PageToken=PTXE1"],
    [{ pageToken: "PT==" }, "?PageToken=PT%3D%3D"],
    [{ pageToken: "a+b/c?d&e#f g%3D" }, "?PageToken=a%2Bb%2Fc%3Fd%26e%23f%20g%253D"],
    [{ pageToken: "&Page=9" }, "?PageToken=%26Page%3D9"],
    [{ pageToken: "../../x" }, "?PageToken=..%2F..%2Fx"],
    // In Twilio's own order, whatever that of the input.
    [{ pageToken: "PT", page: 3, pageSize: 7 }, "?PageSize=7&Page=3&PageToken=PT"],
  ])("%j is %s", (input, query) => {
    const { url } = listChannelSenders.request({ ...service, ...input });
    expect(url).toBe(collection + query);
    const token = (input as { pageToken?: string }).pageToken;
    expect(new URL(url).searchParams.get("PageToken")).toBe(token ?? null);
  });
});
