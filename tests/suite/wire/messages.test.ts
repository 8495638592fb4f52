import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
} from "../../../mod.ts";
import { caught, json, MG, one, service, wire, XE } from "../support/support.ts";

// Every message, to be read as a person reads it: where, what was expected, what came, and of which
// call and by whom. Change one here as one would tell it to a colleague.
const url = "https://api.example/x";
const headers = { server: "nginx", "twilio-request-id": "RQ1" };
const answered = (status: number) => `(GET ${url} answered ${status} by nginx, request RQ1)`;
const meta = { next_page_url: null };
const html = { ...headers, "content-type": "text/html" };

// Made in the test: a Worker makes no response before it is asked.
const readings: [
  what: string,
  answer: () => Response,
  message: string,
  of?: Operation<never, unknown>,
][] = [
  [
    "a refusal",
    () =>
      json(
        404,
        { code: 20404, message: "Not found", more_info: "https://docs.example/20404" },
        headers,
      ),
    `20404: Not found (GET ${url} answered 404 by nginx, request RQ1, see https://docs.example/20404)`,
  ],
  [
    "a refusal with an odd member",
    () => json(401, { code: 20003, message: "Authenticate", detail: {} }, headers),
    `20003: Authenticate ${answered(401)}`,
  ],
  [
    "a refusal with a detail",
    () => json(400, { code: 20001, title: "Bad", detail: "Sid is missing" }, headers),
    `20001: Bad - Sid is missing ${answered(400)}`,
  ],
  [
    "a refusal without a message",
    () => json(500, { code: 20500 }, headers),
    `expected an error of Twilio's, got JSON with no message ${answered(500)}`,
  ],
  [
    "a refusal without a body",
    () => json(500, "", headers),
    `expected JSON, got an empty body ${answered(500)}`,
  ],
  [
    "a proxy's page",
    () => json(502, "<h1>", html),
    `expected JSON, got text/html ${answered(502)}`,
  ],
  [
    "no type",
    () => new Response(null, { status: 401 }),
    `expected JSON, got an empty body (GET ${url} answered 401)`,
  ],
  [
    "no JSON",
    () => json(200, "<h1>", headers),
    `expected JSON, got a text of 4 characters that is none ${answered(200)}`,
  ],
  [
    "a list",
    () => json(200, "[]", headers),
    `sid: expected in an object, got a list ${answered(200)}`,
  ],
  [
    "null",
    () => json(200, "null", headers),
    `sid: expected in an object, got nothing ${answered(200)}`,
  ],
  [
    "another object",
    () => json(200, { a: 1 }, headers),
    `sid: expected in an object, got one without it ${answered(200)}`,
  ],
  [
    "another SID",
    () => json(200, wire(1, { sid: `PN${"0".repeat(32)}` }), headers),
    `sid: expected a text that starts with XE, got PN and 32 hex digits ${answered(200)}`,
  ],
  [
    "a number for text",
    () => json(200, wire(1, { sender: 5 }), headers),
    `sender: expected a text, got 5 ${answered(200)}`,
  ],
  [
    "a date that is none",
    () => json(200, wire(1, { date_created: "2023-13-01" }), headers),
    `date_created: expected a date and time in ISO 8601, got "2023-13-01" ${answered(200)}`,
  ],
  [
    "a change whose answer is odd",
    () => json(201, wire(1, { url: {} })),
    `url: expected a text, got an object; by status 201 the change was made (POST ${url} answered 201)`,
    createChannelSender,
  ],
  [
    "a delete that is answered",
    () => json(200, ""),
    `expected status 204 without a body, got 200 (DELETE ${url} answered 200)`,
    deleteChannelSender,
  ],
  [
    "a redirect",
    () => json(302, "", headers),
    `expected an answer, got status 302, which Twilio never answers with ${answered(302)}`,
  ],
  [
    "not modified",
    () => new Response(null, { status: 304 }),
    `expected an answer, got status 304, which Twilio never answers with (GET ${url} answered 304)`,
  ],
  [
    "a network's error",
    () => Response.error(),
    `expected an answer, got one that the platform hides (its type is "error") (GET ${url} answered 0)`,
  ],
  [
    "an odd item",
    () => json(200, { senders: [wire(1), wire(2, { url: 1 })], meta }, headers),
    `senders[1].url: expected a text, got 1 ${answered(200)}`,
    listChannelSenders,
  ],
  [
    "no item",
    () => json(200, { senders: [null], meta }, headers),
    `senders[0].sid: expected in an object, got nothing ${answered(200)}`,
    listChannelSenders,
  ],
  [
    "no list",
    () => json(200, { senders: {}, meta }, headers),
    `senders: expected a list, got an object ${answered(200)}`,
    listChannelSenders,
  ],
  [
    "a page without a next one",
    () => json(200, { senders: [], meta: {} }, headers),
    `meta.next_page_url: expected in an object, got one without it ${answered(200)}`,
    listChannelSenders,
  ],
  [
    "a next page that is nowhere",
    () => json(200, { senders: [], meta: { next_page_url: url } }, headers),
    `meta.next_page_url: expected a URL with a Page or PageToken of printable ASCII, got one without ${
      answered(200)
    }`,
    listChannelSenders,
  ],
];

describe("what is said of an answer", () => {
  test.each(readings)("%s", async (_, answer, message, { parse } = fetchChannelSender) => {
    expect((await caught(() => parse(answer(), { url })) as Error).message).toBe(message);
  });

  test("a body that is too large", async () => {
    const error = await caught(() =>
      fetchChannelSender.parse(json(200, "12345"), { url, maxBytes: 4 })
    );
    expect((error as Error).message)
      .toBe(`expected at most 4 bytes, got at least 5 (GET ${url} answered 200)`);
  });
});

const inputs: [what: string, input: object | undefined, message: string][] = [
  ["nothing", undefined, "messagingServiceSid: expected MG and 32 hex digits, got nothing"],
  [
    "an empty text",
    { ...one, messagingServiceSid: "" },
    "messagingServiceSid: expected MG and 32 hex digits, got an empty text",
  ],
  [
    "an address",
    { ...one, sid: "whatsapp:+12125550123" },
    "sid: expected XE and 32 hex digits, got an address, whose SID is among senders.list({ channel })",
  ],
  [
    "another SID",
    { ...one, sid: MG },
    "sid: expected XE and 32 hex digits, got MG and 32 hex digits",
  ],
  [
    "half a SID",
    { ...one, sid: XE.slice(0, 12) },
    "sid: expected XE and 32 hex digits, got XE and 10 hex digits",
  ],
  [
    "white space",
    { ...one, sid: `${XE}\n` },
    "sid: expected XE and 32 hex digits, got a text with white space",
  ],
];
const pages: [what: string, input: object, message: string][] = [
  ["no items", { pageSize: 0 }, "pageSize: expected a whole number from 1 to 1000, got 0"],
  ["a page before the first", { page: -1 }, "page: expected a whole number from 0, got -1"],
  ["half a page", { page: 1.5 }, "page: expected a whole number from 0, got 1.5"],
  ["an endless page", { page: Infinity }, "page: expected a whole number from 0, got Infinity"],
  ["no page", { page: NaN }, "page: expected a whole number from 0, got NaN"],
  [
    "a page of no name",
    { page: "" },
    "page: expected what an earlier page gave, got an empty text",
  ],
  [
    "a token that is none",
    { pageToken: 5 },
    "pageToken: expected what an earlier page gave, got 5",
  ],
];

describe("what is said of an input", () => {
  test.each(inputs)("%s", async (_, input, message) => {
    const error = await caught(() => fetchChannelSender.request(input as never));
    expect((error as Error).message).toBe(message);
  });

  test.each(pages)("%s", async (_, input, message) => {
    const error = await caught(() => listChannelSenders.request({ ...service, ...input }));
    expect((error as Error).message).toBe(message);
  });
});
