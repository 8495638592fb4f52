import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  send,
  type TwilioAnswerError,
  type TwilioApiError,
} from "../../../mod.ts";
import { authorization, expectNoSecret } from "../support/hostile.ts";
import {
  AC,
  bytes,
  caught,
  expectError,
  feed,
  json,
  one,
  secret,
  wire,
} from "../support/support.ts";

// An answer may repeat the request, credentials and all: proxies and mirrors do. No error shows them.
const token = authorization.slice(6);
const echoes: [string, string][] = [
  ["the header", `Authorization: ${authorization}`],
  ["the header in lower case", `authorization: basic ${token}`],
  ["the credentials alone", token],
  ["the credentials, decoded", `${AC}:${secret}`],
  ["a bearer token", `Bearer ${"ey.J-h_b".repeat(9)}`],
  ["a token in JSON", `eyJhbGciOiJIUzI1NiJ9.${"ey-J_h".repeat(9)}.${"c2ln".repeat(8)}`],
  ["those of an account whose SID goes on with a digit", btoa(`AC1${AC.slice(3)}:${secret}`)],
  ["those of an API key whose SID does", btoa(`SK1${AC.slice(3)}:${secret}`)],
  ["the secret of an API key", "Zq7KpW3mZq7KpW3mZq7KpW3mZq7KpW3m"],
  ["the secret of an application", `client_id=OQ1&client_secret=${"a.b-".repeat(9)}`],
];

describe("an answer that repeats the credentials shows them nowhere", () => {
  const fail = async (response: Response) => {
    const error = await caught(() => fetchChannelSender.parse(response)) as TwilioAnswerError;
    expectNoSecret(error);
    expectNoSecret(JSON.stringify(error));
    return error;
  };

  test.each(echoes)("in a refusal: %s", async (_, echo) => {
    const members: [string, unknown][] = [
      ["message", `no: ${echo}`],
      ["title", echo],
      ["detail", echo],
      ["more_info", `https://docs.example/?${echo}`],
      ["details", { headers: [{ [echo]: echo }] }],
      ["errors", [echo]],
    ];
    for (const [member, value] of members) {
      const body = { ...(member === "title" ? {} : { message: "no" }), [member]: value };
      const error = await fail(json(403, body));
      expectError(error, "TwilioApiError");
      expect(JSON.stringify(error)).toContain("[credential]");
      expect(JSON.stringify(error)).not.toContain(echo.slice(-20));
    }
  });

  test.each(echoes)("in a header: %s", async (_, echo) => {
    const names = ["server", "twilio-request-id", "t-request-id", "x-echo", "retry-after"];
    for (const name of [...names, "content-type"]) {
      const headers = { "content-type": "application/json", [name]: `x ${echo}` };
      for (const status of [200, 302, 403, 503]) {
        const error = await fail(new Response('{"message":"no"}', { status, headers }));
        expect(error.headers.get(name)).toContain("[credential]");
        expect(error.message).not.toContain(echo.slice(-20));
        expect([...error.headers].join()).not.toContain(echo.slice(-20));
      }
    }
  });

  test.each(echoes)("behind any white space: %s", async (_, echo) => {
    for (const space of [" ", "\n", "\t", "\r\n", '"', "\\"]) {
      const error = await fail(json(403, { message: `got:${space}${echo}${space}!` }));
      expect(error.reason).not.toContain(echo.slice(-20));
      expect(error.reason).toContain("[credential]");
    }
  });

  test.each(["client_secret", "clientSecret", "password", "authToken", "Authorization"])(
    "by the name of the member: %s",
    async (name) => {
      const body = { message: "no", details: { sent: [{ [name]: "short", grant: "given" }] } };
      const error = await fail(json(403, body)) as unknown as TwilioApiError;
      expect(error.details).toEqual({ sent: [{ [name]: "[credential]", grant: "given" }] });
    },
  );

  test("and leaves what is none", async () => {
    const body = {
      message: "Unknown parameter useInboundWebhookOnNumberOptions",
      details: { authorization: "is required", password: "too short", code: "1".repeat(32) },
    };
    const error = await fail(json(400, body)) as unknown as TwilioApiError;
    expect(error).toMatchObject({ reason: body.message, details: body.details });
  });

  test("in a refusal of millions of characters, whose code is told all the same", async () => {
    const fills = ["Bearer ", "Basic%20", "QUN", `${AC}:`, "eyJ", "password="]
      .map((start) => start + "a".repeat(6_000_000));
    for (const message of [...fills, "eyJ-".repeat(1_000_000), "eyJ.".repeat(1_000_000)]) {
      const error = await fail(json(409, { code: 21710, message }));
      expectError(error, "TwilioApiError", { code: 21710 });
    }
  });

  test("with characters that JSON writes in another way", async () => {
    // PHP writes a slash as \\/, and Java and .NET an equals or a plus sign as \\u003d and \\u002B.
    const value = `${"QUNh+b/c".repeat(8)}Zm9v==`;
    const written = value.replaceAll("/", "\\/").replaceAll("+", "\\u002B").replaceAll(
      "=",
      "\\u003d",
    );
    for (const start of ["Basic ", ""]) {
      const error = await fail(json(403, `{"message":"got ${start}${written}, which is wrong"}`));
      const { reason } = error as unknown as TwilioApiError;
      expect(reason).toBe("got [credential], which is wrong");
    }
  });

  test("in a success of the wrong shape, whatever the member", async () => {
    for (const [_, echo] of echoes) {
      for (const body of [{ sid: echo }, wire(1, { date_created: echo }), { data: echo }, echo]) {
        await fail(json(200, body));
      }
      await fail(json(200, `{"sid": "${echo}`));
      await fail(new Response(echo, { headers: { "content-type": `text/${echo}` } }));
    }
  });

  test("in what a transport throws, and in what lies beneath", async () => {
    for (const [_, echo] of echoes) {
      const beneath = Object.assign(new Error(`sent ${echo}`), {
        stack: `sent ${echo}\n at ${echo}`,
      });
      const thrown = Object.assign(new TypeError(`failed: ${echo}`, { cause: beneath }), {
        stack: `failed: ${echo}`,
        headers: { authorization: echo },
      });
      const fetch = () => Promise.reject(thrown);
      const error = await caught(() => send(fetchChannelSender, one, { fetch }));
      expectError(error, "TwilioNetworkError");
      expectNoSecret(error);
      expect(JSON.stringify(error)).not.toContain(echo.slice(-20));
    }
  });

  test("but what only looks a little like one is left as it is", async () => {
    const message = "Basic auth is needed, or a Bearer token: see AC and SK, QUN1 or https://AC:x";
    const refusal = json(401, { code: 20003, message });
    const error = await caught(() => fetchChannelSender.parse(refusal));
    expectError(error, "TwilioApiError", { reason: message });
  });
});

describe("a body is never quoted", () => {
  test("by the platform's own error for what is no JSON", async () => {
    for (const text of [`${secret}`, `{"a":${secret}}`, `{"sid":"${secret}`, `[${secret}]`]) {
      for (const status of [200, 201, 404]) {
        const error = await caught(() => fetchChannelSender.parse(json(status, text)));
        expectError(error, "TwilioResponseError", {
          reason: `expected JSON, got a text of ${text.length} characters that is none`,
        });
        for (const part of [secret, secret.slice(0, 6)]) {
          expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain(part);
        }
      }
    }
  });
});

describe("a body stream that breaks is the network's failure, whatever it breaks with", () => {
  test.each<[string, unknown, string]>([
    ["a SyntaxError", new SyntaxError("Unexpected token"), "SyntaxError: Unexpected token"],
    ["a TypeError", new TypeError("x is not a function"), "TypeError: x is not a function"],
    ["a RangeError", new RangeError("too much"), "RangeError: too much"],
    ["text", "reset", "reset"],
    ["nothing", undefined, "the transport threw nothing, not an error"],
  ])("%s", async (_, thrown, reason) => {
    for (const sent of [JSON.stringify(wire(1)), '{"sid', ""]) {
      const { response, controller } = feed();
      if (sent) controller.enqueue(bytes(sent));
      controller.error(thrown);
      const error = await caught(() => fetchChannelSender.parse(response));
      expectError(error, "TwilioNetworkError", { reason });
    }
  });
});

describe("a delete is done by a 204, and by nothing else", () => {
  test.each([200, 201, 202, 205, 206])("%i, without a body or with one", async (status) => {
    const response = new Response(null, {
      status,
      headers: { "content-type": "application/json" },
    });
    expectError(await caught(() => deleteChannelSender.parse(response)), "TwilioResponseError", {
      reason: `expected status 204 without a body, got ${status}`,
    });
    await deleteChannelSender.parse(new Response(null, { status: 204 }));
  });
});

describe("a change that was made is told of, where its answer can't be read", () => {
  test.each<[string, string, string]>([
    ["an odd member", JSON.stringify(wire(1, { url: 5 })), "url: expected a text, got 5"],
    ["no JSON", "<html>", "expected JSON, got a text of 6 characters that is none"],
    ["an empty body", "", "expected JSON, got an empty body"],
  ])("%s", async (_, body, problem) => {
    const made = await caught(() => createChannelSender.parse(json(201, body)));
    expectError(made, "TwilioResponseError", {
      reason: `${problem}; by status 201 the change was made`,
    });
    const read = await caught(() => fetchChannelSender.parse(json(200, body)));
    expectError(read, "TwilioResponseError", { reason: problem });
    const refused = await caught(() => createChannelSender.parse(json(400, body)));
    expect((refused as Error).message).not.toContain("was made");
  });

  test("one that is too large", async () => {
    const options = { maxBytes: 5 };
    const made = await caught(() => createChannelSender.parse(json(201, wire(1)), options));
    expect((made as Error).message).toContain("; by status 201 the change was made (POST");
  });
});
