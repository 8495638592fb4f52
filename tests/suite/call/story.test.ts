// What an error tells of the way to it: plain data, without a secret.
import { describe, expect, test } from "vitest";
import {
  createClient,
  createSend,
  fetchChannelSender,
  isTwilioError,
  type Story,
  type TwilioError,
  TwilioNetworkError,
  withRetry,
} from "../../../mod.ts";
import {
  type Answer,
  busy,
  existing,
  missing,
  refused,
  reset,
  scripted,
  tooMany,
} from "../support/scripted.ts";
import { AC, caught, expectError, json, observe, one, secret, XE } from "../support/support.ts";

/** The story of a call by such answers, each of which takes 10 ms on a clock of its own. */
async function storyOf(answers: Answer[], method: "create" | "fetch" | "delete" = "create") {
  let now = 1_000;
  const slow = answers.map((answer): Answer => (request) => {
    now += 10;
    return answer(request);
  });
  const { client } = scripted(slow, { now: () => now });
  const error = await caught(() => client.channelSenders[method](one));
  return (error as TwilioError).story;
}

describe("a story", () => {
  test("has every attempt: what it was, what it met, and how long it took", async () => {
    expect(await storyOf([tooMany, reset, missing, refused(400, 20001)])).toEqual({
      attempts: [
        {
          attempt: 1,
          method: "POST",
          sent: true,
          name: "TwilioApiError",
          reason: "no",
          status: 429,
          code: 20429,
          duration: 10,
        },
        {
          attempt: 2,
          method: "POST",
          sent: true,
          name: "TwilioNetworkError",
          reason: "TypeError: connection reset",
          status: undefined,
          code: undefined,
          duration: 10,
        },
        {
          attempt: 1,
          method: "GET",
          sent: true,
          name: "TwilioApiError",
          reason: "no",
          status: 404,
          code: 20404,
          duration: 10,
        },
        {
          attempt: 3,
          method: "POST",
          sent: true,
          name: "TwilioApiError",
          reason: "no",
          status: 400,
          code: 20001,
          duration: 10,
        },
      ],
      duration: 40,
      sent: true,
      mayHaveActed: true,
    });
  });

  test.each<[string, Answer[], "create" | "fetch" | "delete", boolean]>([
    ["a refusal", [existing], "create", false],
    ["429s", [tooMany], "create", false],
    ["a proxy's refusal", [() => new Response("<html>", { status: 403 })], "create", false],
    ["a fetch", [busy], "fetch", false],
    ["a delete", [busy], "delete", true],
    ["a delete that was refused by 500", [refused(500)], "delete", true],
    ["a create that nobody can tell of", [reset, refused(403)], "create", true],
    ["a create whose answer can't be read", [() => json(201, { sid: 5 })], "create", true],
  ])("says whether Twilio may have acted: %s", async (_, answers, method, mayHaveActed) => {
    expect(await storyOf(answers, method)).toMatchObject({ sent: true, mayHaveActed });
  });

  test("of input that is refused says that nothing was sent", async () => {
    const { client, sent, retries } = scripted([reset]);
    const error = await caught(() => client.channelSenders.create({ ...one, sid: "no" }));
    expectError(error, "TwilioInputError", {
      field: "sid",
      story: { sent: false, mayHaveActed: false, attempts: [{ attempt: 1, sent: false }] },
    });
    expect([sent, retries]).toEqual([[], []]);
  });

  test("is there without retries too", async () => {
    for (const retry of [null, false, { attempts: 1 }] as const) {
      const client = createClient({ auth: null, fetch: observe(refused(400)).fetch, retry });
      const { story } = await caught(() => client.channelSenders.fetch(one)) as TwilioError;
      expect(story).toMatchObject({ sent: true, mayHaveActed: false });
      expect(story!.attempts.length).toBe(1);
    }
  });

  test("is what JSON can write, and has no secret", async () => {
    const echo = (request: Request) =>
      json(503, { code: 20503, message: `busy: ${request.headers.get("authorization")}` });
    const thrown = (request: Request) =>
      Promise.reject(
        new TypeError(`reset ${request.headers.get("authorization")} ${AC}:${secret}`),
      );
    const { fetch } = observe((request, index) => index % 2 ? thrown(request) : echo(request));
    const client = createClient({
      accountSid: AC,
      authToken: secret,
      fetch,
      retry: { random: () => 0 },
    });
    const error = await caught(() => client.channelSenders.delete(one)) as TwilioError;
    const written = JSON.stringify(error);
    const { story } = JSON.parse(written) as { story: Story };
    expect(story.attempts.map(({ name }) => name)).toEqual([
      "TwilioApiError",
      "TwilioNetworkError",
      "TwilioApiError",
      "TwilioNetworkError",
    ]);
    expect(story).toEqual(JSON.parse(JSON.stringify(error.story)));
    for (const part of [secret, btoa(`${AC}:${secret}`), "Basic "]) {
      expect(written).not.toContain(part);
    }
    expect(written).toContain(XE);
  });

  test("each call has its own", async () => {
    const { client } = scripted([reset]);
    const [first, second] = await Promise.all(
      [1, 2].map(() => caught(() => client.channelSenders.fetch(one)) as Promise<TwilioError>),
    );
    expect(first!.story).not.toBe(second!.story);
    expect([first, second].map((error) => error!.story!.attempts.length)).toEqual([4, 4]);
  });

  test("stands in an error of another copy of the library, and a frozen one is left alone", async () => {
    const fields = { name: "TwilioApiError", method: "GET", url: "", status: 404, reason: "no" };
    const foreign = Object.assign(new Error("no"), fields);
    const frozen = Object.freeze(Object.assign(new Error("no"), fields));
    for (const thrown of [foreign, frozen]) {
      const fetch = () => Promise.reject(thrown);
      const send = withRetry(createSend({ auth: null, fetch }));
      const error = await caught(() => send(fetchChannelSender, one));
      expect(error).toBe(thrown);
      expect(isTwilioError(error) && error.story !== undefined).toBe(thrown === foreign);
    }
  });

  test("of what is no error of ours there is none", async () => {
    const bug = new ReferenceError("x");
    const send = withRetry(createSend({ auth: null, fetch: () => Promise.reject(bug) }));
    expect(await caught(() => send(fetchChannelSender, one))).toBe(bug);
    expect("story" in bug).toBe(false);
  });
});

test("a story says that something was sent where one attempt was", async () => {
  const { channelSenders } = createClient({
    auth: (next) => {
      let attempts = 0;
      return (request) => {
        if (++attempts > 1) return next(request);
        const { method, url } = request;
        return Promise.reject(new TwilioNetworkError({ reason: "no token", method, url }));
      };
    },
    fetch: () => Promise.resolve(json(400, { code: 20001, message: "no" })),
    retry: { random: () => 0 },
  });
  const { story } = await caught(() => channelSenders.fetch(one)) as TwilioError;
  expect(story?.attempts.map(({ sent }) => sent)).toEqual([false, true]);
  expect(story?.sent).toBe(true);
});

test.each([["", false], ["POST", true]])(
  "of a send that builds no request the error says if one was sent: by its method, %j",
  async (method, sent) => {
    const url = method && "https://elsewhere.example/";
    const failing = () => Promise.reject(new TwilioNetworkError({ reason: "no", method, url }));
    const send = withRetry(failing, { attempts: 1 });
    const { story } = await caught(() => send(fetchChannelSender, one)) as TwilioError;
    expect(story).toMatchObject({ sent, attempts: [{ method, sent }] });
  },
);
