import { describe, expect, test } from "vitest";
import {
  asBoolean,
  asDate,
  asSid,
  asText,
  asWholeNumber,
  baseUrl,
  type CallOptions,
  checkInput,
  createClient,
  describe as describeValue,
  type Listing,
  listing,
  type ListInput,
  objectWith,
  operation,
  pageQuery,
  type Resource,
  type Retry,
  sidOf,
  type Target,
  textOf,
  toPage,
  UnexpectedAnswer,
  wholeNumberOf,
} from "../../../mod.ts";
import { bytes, caught, collect, expectError, json, MG, observe } from "../support/support.ts";

// A resource that the library does not have, written with nothing but what it exports: the phone
// numbers of a Messaging Service.
type Service = { readonly messagingServiceSid: string };
type NumberInput = Service & { readonly sid: string };

const collection = (input: Service, target?: Target) =>
  `${baseUrl("messaging", target)}/v1/Services/${
    sidOf(input, "messagingServiceSid", "MG")
  }/PhoneNumbers`;
const toPhoneNumber = (body: unknown) => {
  const wire = objectWith(body, "phone_number");
  return {
    sid: asSid(wire["sid"], "sid", "PN"),
    phoneNumber: asText(wire["phone_number"], "phone_number"),
    dateCreated: asDate(wire["date_created"], "date_created"),
  };
};
const fetchPhoneNumber = operation({
  method: "GET",
  url: (input: NumberInput, target) => `${collection(input, target)}/${sidOf(input, "sid", "PN")}`,
  read: toPhoneNumber,
});
const createPhoneNumber = operation({
  method: "POST",
  url: collection,
  form: (input: NumberInput) => ({ PhoneNumberSid: sidOf(input, "sid", "PN") }),
  read: toPhoneNumber,
});
const listPhoneNumbers = operation({
  method: "GET",
  url: (input: Service & ListInput, target) => collection(input, target) + pageQuery(input),
  read: (body, metadata) => toPage(body, "phone_numbers", toPhoneNumber, metadata),
});
type PhoneNumber = ReturnType<typeof toPhoneNumber> & { readonly sid: string | null };
const phoneNumbers: Resource<{
  fetch: (input: NumberInput, options?: CallOptions) => Promise<PhoneNumber>;
  create: (input: NumberInput, options?: CallOptions) => Promise<PhoneNumber>;
  list: (input: Service & ListInput, options?: CallOptions) => Listing<PhoneNumber>;
}> = (send) => ({
  fetch: (input, options) => send(fetchPhoneNumber, input, options),
  create: (input, options) => send(createPhoneNumber, input, options),
  list: (input, options) => listing(listPhoneNumbers, input, send, options),
});

const sid = (number: number) => `PN${String(number).padStart(32, "0")}`;
const one = { messagingServiceSid: MG, sid: sid(1) };
const url = `https://messaging.twilio.com/v1/Services/${MG}/PhoneNumbers`;
const wire = (number: number, fields: object = {}) => ({
  sid: sid(number),
  phone_number: `+1555${String(number).padStart(7, "0")}`,
  date_created: "2023-07-30T20:12:31Z",
  ...fields,
});

function clientWith(handler: (request: Request, index: number) => Response) {
  const { fetch, requests } = observe(handler);
  const retry = { random: () => 0 };
  const client = createClient({ auth: null, fetch, retry, extend: { phoneNumbers } });
  return { client, requests };
}

describe("a resource of the user's own", () => {
  test("is fetched and created", async () => {
    const { client, requests } = clientWith(() => json(200, wire(1)));
    const value = {
      sid: sid(1),
      phoneNumber: "+15550000001",
      dateCreated: new Date("2023-07-30T20:12:31Z"),
    };
    expect(await client.phoneNumbers.fetch(one)).toEqual(value);
    expect(await client.phoneNumbers.create(one)).toEqual(value);
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ["GET", `${url}/${sid(1)}`],
      ["POST", url],
    ]);
    expect(await requests[1]!.text()).toBe(`PhoneNumberSid=${sid(1)}`);
  });

  test("is listed over its pages", async () => {
    const { client, requests } = clientWith((_, index) =>
      json(200, {
        phone_numbers: [wire(2 * index), wire(2 * index + 1)],
        meta: {
          next_page_url: index < 2 ? `${url}?Page=${index + 1}&PageToken=PT${index + 1}` : null,
        },
      })
    );
    const listed = client.phoneNumbers.list({ messagingServiceSid: MG, pageSize: 2, limit: 5 });
    expect(await collect(listed)).toEqual([0, 1, 2, 3, 4]);
    expect(requests.map((request) => request.url.slice(url.length))).toEqual([
      "?PageSize=2",
      "?PageSize=2&Page=1&PageToken=PT1",
      "?PageSize=2&Page=2&PageToken=PT2",
    ]);
  });

  test("has its input checked before anything is sent", async () => {
    const { client, requests } = clientWith(() => json(200, wire(1)));
    const wrong: [() => unknown, string][] = [
      [
        () => client.phoneNumbers.fetch({ ...one, sid: `XE${"a".repeat(32)}` }),
        "sid: expected PN and 32 hex digits, got XE and 32 hex digits",
      ],
      [
        () => client.phoneNumbers.create({ ...one, sid: undefined } as never),
        "sid: expected PN and 32 hex digits, got nothing",
      ],
      [
        () => client.phoneNumbers.list({ messagingServiceSid: MG, pageSize: 0 }).pages().next(),
        "pageSize: expected a whole number from 1 to 1000, got 0",
      ],
    ];
    for (const [run, message] of wrong) {
      expectError(await caught(run), "TwilioInputError", { message });
    }
    expect(requests.length).toBe(0);
  });

  test("has what it checks by itself told in the same words", () => {
    const value: unknown = "5";
    const check = () => checkInput(typeof value === "number", "age", "years", describeValue(value));
    expect(check).toThrow("age: expected years, got a text of 1 character");
  });

  test("has its answers checked: status, type, JSON and members", async () => {
    const answers: [Response, string, string][] = [
      [json(404, { code: 20404, message: "not found" }), "TwilioApiError", "20404: not found ("],
      [
        json(200, wire(1, { sid: `XE${"a".repeat(32)}` })),
        "TwilioResponseError",
        "sid: expected a text that starts with PN, got XE and 32 hex digits (",
      ],
      [json(200, {}), "TwilioResponseError", "phone_number: expected "],
      [
        new Response("<html>", { status: 502, headers: { "content-type": "text/html" } }),
        "TwilioResponseError",
        "expected JSON, got text/html",
      ],
    ];
    for (const [answer, name, start] of answers) {
      const error = await caught(() => fetchPhoneNumber.parse(answer, { url }));
      expectError(error, name, { method: "GET", url });
      expect((error as Error).message.startsWith(start), String(error)).toBe(true);
    }
    const meta = { next_page_url: null };
    const page = json(200, { phone_numbers: [wire(0), wire(1, { date_created: 5 })], meta });
    const error = await caught(() => listPhoneNumbers.parse(page));
    expect((error as Error).message).toContain(
      "phone_numbers[1].date_created: expected a date and time in ISO 8601, got 5",
    );
  });

  test("says by UnexpectedAnswer what its own reader can't take", async () => {
    const read = () => {
      throw new UnexpectedAnswer("capabilities[0]", "expected SMS or MMS, got a text of 3 letters");
    };
    const own = operation({ method: "POST", url: () => url, read });
    expectError(await caught(() => own.parse(json(201, {}))), "TwilioResponseError", {
      reason: "capabilities[0]: expected SMS or MMS, got a text of 3 letters" +
        "; by status 201 the change was made",
    });
  });

  test("whose reader throws something else: it passes as it is, and nothing is repeated", async () => {
    const told: Retry[] = [];
    const bugs = [new TypeError("fetch failed"), new Error("mine"), "text", undefined];
    for (const bug of bugs) {
      const read = () => {
        throw bug;
      };
      for (const method of ["GET", "POST", "DELETE"]) {
        const own = operation({ method, url: () => url, read });
        const { fetch, requests } = observe(() => json(200, wire(1)));
        const onRetry = (retry: Retry) => void told.push(retry);
        const client = createClient({ auth: null, fetch, retry: { onRetry } });
        expect(await caught(() => client.send(own, undefined))).toBe(bug);
        expect(requests.length).toBe(1);
      }
    }
    expect(told).toEqual([]);
  });

  test("whose reader throws lets go of the body", async () => {
    let cancelled = false;
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(bytes("<")),
      cancel: () => void (cancelled = true),
    });
    const own = operation({ method: "GET", url: () => url, read: (body) => body });
    await caught(() => own.parse(new Response(body, { headers: { "content-type": "text/html" } })));
    expect(cancelled).toBe(true);
  });
});

describe("the readers of members", () => {
  const readers: [
    name: string,
    read: (value: unknown, member: string) => unknown,
    good: unknown[],
  ][] = [
    ["a text", asText, ["", "text"]],
    ["a whole number", asWholeNumber, [0, -5, 21710]],
    ["true or false", asBoolean, [true, false]],
  ];

  test.each(readers)("%s", (expected, read, good) => {
    for (const value of good) expect(read(value, "member")).toBe(value);
    for (const value of [null, undefined]) expect(read(value, "member")).toBe(null);
    const all = ["", "1", 0, 1, true, false, {}, [], 1.5, NaN];
    const kinds = good.map((value) => typeof value);
    for (const value of all.filter((value) => !kinds.includes(typeof value))) {
      expect(() => read(value, "member")).toThrow(`member: expected ${expected}, got `);
    }
  });

  test("a whole number is no other number", () => {
    expect(() => asWholeNumber(1.5, "size")).toThrow("size: expected a whole number, got 1.5");
  });
});

describe("the checks of an input", () => {
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };

  test("say what came, where they are told", () => {
    checkInput(true, "size", "a size");
    expect(message(() => checkInput(false, "size", "a size"))).toBe("size: expected a size");
    expect(message(() => checkInput(false, "size", "a size", "none"))).toBe(
      "size: expected a size, got none",
    );
  });

  test.each<[string, (input: never) => unknown, string]>([
    ["textOf", (input) => textOf(input, "name", /^a/, "a name"), "name: expected a name"],
    [
      "wholeNumberOf",
      (input) => wholeNumberOf(input, "size", 1, 9),
      "size: expected a whole number from 1 to 9",
    ],
    ["sidOf", (input) => sidOf(input, "sid", "XE"), "sid: expected XE and 32 hex digits"],
  ])("%s takes whatever there may be in the place of an input", (_, read, expected) => {
    for (const input of [undefined, null, 5, {}, { name: 5, size: "5", sid: 5 }]) {
      expect(message(() => read(input as never))).toMatch(`${expected}, got `);
    }
  });
});

test("what a reader of items throws of its own passes as it is", async () => {
  const bug = new RangeError("a bug of the user's own");
  const list = operation({
    method: "GET",
    url: () => "https://messaging.twilio.com/v1/Own",
    read: (body, metadata) =>
      toPage(body, "own", () => {
        throw bug;
      }, metadata),
  });
  const answer = json(200, { own: [1], meta: { next_page_url: null } });
  expect(await caught(() => list.parse(answer))).toBe(bug);
});

test("a URL with a user and a password in it is refused, and not shown", async () => {
  for (
    const url of [
      "https://user:s3cret@api.twilio.com/x",
      "http://user@a.example",
      "HTTPS://:s3cret@a",
    ]
  ) {
    const own = operation({ method: "GET", url: () => url });
    const error = await caught(() => own.request(undefined));
    expectError(error, "TwilioInputError", { field: "url" });
    expect(`${error}`).not.toContain("s3cret");
  }
  const own = operation({ method: "GET", url: () => "https://api.twilio.com/x@y?a=b:c@d" });
  expect(own.request(undefined).url).toBe("https://api.twilio.com/x@y?a=b:c@d");
});
