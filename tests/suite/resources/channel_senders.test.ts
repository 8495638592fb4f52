import { describe, expect, test } from "vitest";
import {
  channelSenders,
  createChannelSender,
  createSend,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
} from "../../../mod.ts";
import {
  caught,
  collection,
  expectError,
  freeze,
  json,
  MG,
  numbers,
  observe,
  one,
  pageBody,
  sender,
  service,
  wire,
  XE,
} from "../support/support.ts";

// What is particular to the four operations: their requests, their values, and the methods of a
// client. What every operation has in common is in wire/ and call/.
const resource = `${collection}/${XE}`;
const page = { pageSize: 50, page: 1, pageToken: "PTa" };
const query = "?PageSize=50&Page=1&PageToken=PTa";
const operations: [string, Operation<never, unknown>, object, string, string, string][] = [
  ["createChannelSender", createChannelSender, one, "POST", collection, `Sid=${XE}`],
  ["fetchChannelSender", fetchChannelSender, one, "GET", resource, ""],
  ["listChannelSenders", listChannelSenders, service, "GET", collection, ""],
  [
    "listChannelSenders, from a page",
    listChannelSenders,
    { ...service, ...page },
    "GET",
    collection + query,
    "",
  ],
  ["deleteChannelSender", deleteChannelSender, one, "DELETE", resource, ""],
];

describe("the request of", () => {
  test.each(operations)("%s", async (_, { request }, input, method, url, body) => {
    const built = request(freeze({ ...input }) as never);
    expect([built.method, built.url, await built.text()]).toEqual([method, url, body]);
  });

  test.each(operations)("%s needs a service", async (_, { request }, input) => {
    for (const messagingServiceSid of [undefined, null, "", XE, `${MG}/x`, ` ${MG}`, {}]) {
      const error = await caught(() => request({ ...input, messagingServiceSid } as never));
      expectError(error, "TwilioInputError", { field: "messagingServiceSid" });
      expect((error as Error).message).toContain("expected MG and 32 hex digits, got ");
    }
  });

  test.each(operations.filter(([name]) => !name.startsWith("list")))(
    "%s needs a sender",
    async (_, { request }) => {
      for (const sid of [undefined, null, "", MG, `${XE}/x`, "whatsapp:+12487960483", 5]) {
        const error = await caught(() => request({ ...service, sid } as never));
        expectError(error, "TwilioInputError", { field: "sid" });
        expect((error as Error).message).toContain("expected XE and 32 hex digits, got ");
      }
    },
  );
});

describe("the answer to", () => {
  const value = {
    accountSid: `AC${"a".repeat(32)}`,
    messagingServiceSid: MG,
    sid: sender(1),
    sender: "whatsapp:+15550000001",
    senderType: "WhatsApp",
    countryCode: "US",
    dateCreated: new Date("2023-07-30T20:12:31Z"),
    dateUpdated: new Date("2023-07-30T20:12:33Z"),
    url: `${collection}/${sender(1)}`,
  };

  test("a create and a fetch is a sender", async () => {
    expect(await createChannelSender.parse(json(201, wire(1)))).toEqual(value);
    expect(await fetchChannelSender.parse(json(200, wire(1)))).toEqual(value);
  });

  test("a list is a page of them", async () => {
    const next = `https://any.example/${query}`;
    const { items, next: cursor } = await listChannelSenders.parse(
      json(200, pageBody([1, 2], next)),
    );
    expect(items[0]).toEqual(value);
    expect(numbers(items)).toEqual([1, 2]);
    expect(cursor).toMatchObject({ page: "1", pageToken: "PTa" });
  });

  test("a delete is nothing", async () => {
    expect(await deleteChannelSender.parse(new Response(null, { status: 204 }))).toBe(undefined);
  });

  test("a member of the wrong kind is named", async () => {
    const wrong = { sender_type: 5, date_created: "yesterday", sid: MG };
    for (const [member, value] of Object.entries(wrong)) {
      const answer = json(200, wire(1, { [member]: value }));
      const error = await caught(() => fetchChannelSender.parse(answer));
      expectError(error, "TwilioResponseError", { status: 200 });
      expect((error as Error).message).toMatch(new RegExp(`^${member}: expected .*, got `));
    }
  });
});

describe("the methods of a client", () => {
  test("send the four operations, and take the options of a call", async () => {
    const { fetch, requests } = observe(({ method, url }) => {
      if (method === "DELETE") return new Response(null, { status: 204 });
      return url === resource || method === "POST"
        ? json(200, wire(1))
        : json(200, pageBody([1, 2], null));
    });
    const methods = channelSenders(createSend({ auth: null, fetch }));
    expect((await methods.create(one)).sid).toBe(sender(1));
    expect((await methods.fetch(one)).sid).toBe(sender(1));
    expect(await methods.delete(one)).toBe(undefined);
    expect(numbers(await methods.list({ ...service, pageSize: 5 }).toArray())).toEqual([1, 2]);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${collection}`,
      `GET ${resource}`,
      `DELETE ${resource}`,
      `GET ${collection}?PageSize=5`,
    ]);

    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    const calls = [
      () => methods.create(one, { signal }),
      () => methods.fetch(one, { signal }),
      () => methods.delete(one, { signal }),
      () => methods.list(service, { signal }).toArray(),
    ];
    for (const call of calls) expect(await caught(call)).toBe(reason);
    expect(requests).toHaveLength(4);
    // No answer is as small as this.
    expectError(await caught(() => methods.fetch(one, { maxBytes: 1 })), "TwilioResponseError", {});
  });
});
