import { describe, expect, test } from "vitest";
import {
  type Client,
  clientOf,
  createSend,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  operation,
  type Retry,
  type RetryOptions,
  withMetadata,
  withRetry,
} from "../../../mod.ts";
import {
  caught,
  collect,
  collection,
  expectError,
  json,
  observe,
  one,
  pageBody,
  plain,
  sender,
  service,
  wire,
  XE,
} from "../support/support.ts";

// What lies just inside of a bound, and just outside: found by mutants that no other test noticed.
describe("an answer", () => {
  test.each([
    ["+012023-07-30T20:12:31Z", "an address"],
    ["2023-07-30 20:12:31 Z+0100", "a text with white space"],
  ])(
    "%s is no date of Twilio's, though some platforms read it",
    async (text, got) => {
      for (const key of ["date_created", "date_updated"]) {
        const answer = json(200, wire(1, { [key]: text }));
        const error = await caught(() => fetchChannelSender.parse(answer));
        expectError(error, "TwilioResponseError", {
          reason: `${key}: expected a date and time in ISO 8601, got ${got}`,
        });
      }
    },
  );

  test("that refuses without a reason: the error says so", async () => {
    for (const body of [{}, { message: "" }, { code: 20404 }, { title: "" }]) {
      const error = await caught(() => fetchChannelSender.parse(json(404, body)));
      expectError(error, "TwilioResponseError", {
        reason: "expected an error of Twilio's, got JSON with no message",
        status: 404,
      });
    }
  });

  test("has metadata without anything to be said of it", async () => {
    const { metadata } = await withMetadata(fetchChannelSender).parse(json(200, wire(1)));
    expect([metadata.url, metadata.status, metadata.attempt]).toEqual(["", 200, undefined]);
  });
});

describe("a list", () => {
  test.each([1, 9, 10, 99, 100, 101, 999, 1000])("of pages of %i", (pageSize) => {
    const { url } = listChannelSenders.request({ ...service, pageSize });
    expect(url).toBe(`${collection}?PageSize=${pageSize}`);
  });

  test.each(["page", "pageToken"])("is asked for by a %s that is ASCII throughout", (field) => {
    for (const value of ["ü1", "1ü", "1ü1", "\n1", "1\n", ""]) {
      expect(() => listChannelSenders.request({ ...service, [field]: value })).toThrow(field);
    }
  });

  test("says which limit there may be, and what was wrong with a page", async () => {
    const again = `${collection}?PageToken=PT1`;
    const { list } = plain(() => Promise.resolve(json(200, pageBody([1], again)))).channelSenders;
    const limited = await caught(() => collect(list({ ...service, limit: 0 })));
    expect((limited as Error).message).toBe("limit: expected a whole number from 1, got 0");
    const repeated = await caught(() => collect(list(service)));
    expectError(repeated, "TwilioResponseError", {
      reason: "expected another page, got the place of one that was listed already",
    });
  });
});

describe("a repeat", () => {
  const refused = (status: number, code = 0, headers: HeadersInit = {}) =>
    json(status, { code, message: "no" }, headers);
  const url = `${collection}/${XE}`;

  function scripted(answers: Response[], options: RetryOptions = {}): {
    client: Client;
    requests: Request[];
  } {
    const { fetch, requests } = observe((_, index) => answers[index]!);
    const send = withRetry(createSend({ auth: null, fetch }), { random: () => 0, ...options });
    return { client: clientOf(send), requests };
  }

  test("of a fetch that finds nothing fails, and so does one of a delete that is refused", async () => {
    const fetched = scripted([refused(503), refused(404, 20404)]);
    const missing = await caught(() => fetched.client.channelSenders.fetch(one));
    expectError(missing, "TwilioApiError", { status: 404 });
    const deleted = scripted([refused(503), refused(403, 20403)]);
    const forbidden = await caught(() => deleted.client.channelSenders.delete(one));
    expectError(forbidden, "TwilioApiError", { status: 403 });
  });

  test("of a delete that finds nothing tells of its URL", async () => {
    const { client } = scripted([refused(503), refused(404, 20404)]);
    const { metadata } = await client.send(withMetadata(deleteChannelSender), one);
    expect(metadata.url).toBe(url);
  });

  test("of a create that finds its sender fetches it as any other is fetched", async () => {
    const answers = [refused(429), refused(503), json(200, wire(1))];
    const { client, requests } = scripted(answers);
    const stop = new AbortController();
    const created = await client.channelSenders.create(one, { signal: stop.signal });
    expect(created.sid).toBe(sender(1));
    const { method, redirect, signal, url: fetched } = requests[2]!;
    expect([method, redirect, fetched]).toEqual(["GET", "manual", url]);
    stop.abort("enough");
    expect([signal.aborted, signal.reason]).toEqual([true, "enough"]);
  });

  test("comes at the last moment that it may, and not after", async () => {
    const answers = () => [refused(503, 0, { "retry-after": "0" }), json(200, wire(1))];
    const options = { now: () => 1000 };
    const inTime = scripted(answers(), { ...options, maxTime: 0 });
    expect((await inTime.client.channelSenders.fetch(one)).sid).toBe(sender(1));
    let time = 1000;
    const late = scripted(answers(), { now: () => time++, maxTime: 0 });
    const error = await caught(() => late.client.channelSenders.fetch(one));
    expectError(error, "TwilioApiError", { status: 503 });
    expect(late.requests.length).toBe(1);
  });

  test("waits for a moment by the clock that it was given", async () => {
    const seen: number[] = [];
    const onRetry = ({ delay }: Retry) => void seen.push(delay);
    const headers = { "retry-after": new Date(5000).toUTCString() };
    const answers = [refused(429, 0, headers), json(200, wire(1))];
    const { client } = scripted(answers, { now: () => 4998, onRetry });
    await client.channelSenders.fetch(one);
    expect(seen).toEqual([2]);
  });

  test.each([
    ["POST", false],
    ["PATCH", false],
    ["REPORT", false],
    ["PROPPATCH", false],
    ["PUT", true],
    ["DELETE", true],
    ["GET", true],
  ])("of a %s after a 503: %j", async (method, again) => {
    const asked = operation({ method, url: () => url, read: (body) => body });
    const answers = [refused(503), json(200, wire(1))];
    const { client, requests } = scripted(answers);
    const error = await client.send(asked, one).then(() => null, (error: unknown) => error);
    expect(requests.map((request) => request.method)).toEqual(Array(again ? 2 : 1).fill(method));
    if (!again) expectError(error, "TwilioApiError", { status: 503 });
  });
});
