// What is asked for is what the input said when the call was made, whatever becomes of the object.
import { expect, test } from "vitest";
import { createClient, operation, withDeadline, withRetry } from "../../../mod.ts";
import { busy, made, missing, reset, scripted, tooMany } from "../support/scripted.ts";
import {
  collect,
  collection,
  json,
  observe,
  one,
  pageBody,
  service,
  wire,
  XE,
} from "../support/support.ts";

const other = { messagingServiceSid: `MG${"b".repeat(32)}`, sid: `XE${"b".repeat(32)}` };

test("a repeat sends what was asked for at first", async () => {
  const bodies: string[] = [];
  const input = { ...one };
  const { client } = scripted([async (request) => {
    bodies.push(await request.text());
    return await (bodies.length === 1 ? tooMany : made)(request);
  }]);
  const call = client.channelSenders.create(input);
  Object.assign(input, other);
  await call;
  expect(bodies).toEqual([`Sid=${XE}`, `Sid=${XE}`]);
});

test("so does the wait for what an attempt did, and the attempt after it", async () => {
  const input = { ...one };
  const { client, sent } = scripted([reset, missing, made]);
  const call = client.channelSenders.create(input);
  Object.assign(input, other);
  await call;
  expect(sent).toEqual(["POST ", `GET /${XE}`, "POST "]);
});

test("what lies deeper in the input as well: lists, objects, dates", async () => {
  interface Input {
    readonly tags: string[];
    readonly inner: { list: { at: Date }[] };
  }
  const tag = operation({
    method: "PUT",
    url: ({ tags, inner }: Input) => `${collection}?${tags}&${inner.list[0]!.at.toJSON()}`,
    read: () => "done",
  });
  const input: Input = { tags: ["a"], inner: { list: [{ at: new Date(0) }] } };
  const { fetch, requests } = observe((request, index) => [busy, tooMany, made][index]!(request));
  const client = createClient({ auth: null, fetch, retry: { random: () => 0 }, deadline: 5_000 });
  const call = client.send(tag, input);
  input.tags.push("b");
  input.inner.list[0]!.at.setTime(9e9);
  input.inner.list.unshift({ at: new Date(1e9) });
  expect(await call).toBe("done");
  expect(new Set(requests.map(({ url }) => url.slice(collection.length + 1)))).toEqual(
    new Set(["a&1970-01-01T00:00:00.000Z"]),
  );
  expect(requests.length).toBe(3);
});

test("a listing lists what it was made for, on every page and every time", async () => {
  const { fetch, requests } = observe((_, index) =>
    json(200, pageBody([index], index % 2 === 0 ? `${collection}?Page=1&PageToken=PT1` : null))
  );
  const input = { ...service, pageSize: 7 };
  const listing = createClient({ auth: null, fetch }).channelSenders.list(input);
  Object.assign(input, other, { pageSize: 9 });
  await collect(listing);
  Object.assign(input, { pageSize: 1 });
  await collect(listing);
  const [first, second] = ["?PageSize=7", "?PageSize=7&Page=1&PageToken=PT1"];
  expect(requests.map(({ url }) => url.slice(collection.length))).toEqual([
    first,
    second,
    first,
    second,
  ]);
});

test("the caller's object is left as it is", async () => {
  const input = Object.freeze({ ...one });
  const retried = withDeadline(
    withRetry((_, given) => {
      expect(given).toEqual(one);
      expect(given).not.toBe(input);
      return Promise.resolve(wire(1) as never);
    }),
    1000,
  );
  await retried(operation({ method: "GET", url: () => collection }), input);
});
