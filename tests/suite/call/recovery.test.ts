// What an unanswered create or delete did: found out, and told as it is.
import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  createClient,
  deleteChannelSender,
  fetchChannelSender,
  isTwilioTimeoutError,
  type Metadata,
  type Operation,
  operation,
  sidOf,
  withMetadata,
  withSchema,
} from "../../../mod.ts";
import {
  type Answer,
  brokenBody,
  busy,
  existing,
  gone,
  made,
  missing,
  refused,
  reset,
  scripted,
  tooMany,
} from "../support/scripted.ts";
import {
  caught,
  collection,
  expectError,
  json,
  one,
  settle,
  silent,
  until,
  wire,
  XE,
} from "../support/support.ts";

const create = "POST ";
const find = `GET /${XE}`;
const remove = `DELETE /${XE}`;

/** What became of a create by such answers, and what was sent. */
async function creating(answers: Answer[], options = {}) {
  const run = scripted(answers, options);
  const outcome = await run.client.channelSenders.create(one)
    .then(({ sid }) => sid, (error) => error);
  return { outcome, ...run };
}

const unanswered: [string, Answer][] = [
  ["no answer", reset],
  ["an answer that breaks off", brokenBody],
  ["500", refused(500, 20500)],
  ["502 of a proxy", () => new Response("<html>", { status: 502 })],
  ["503", busy],
];

describe("a create that got no answer is asked about, and never sent again blindly", () => {
  test.each(unanswered)("%s: it was made, which is a success", async (_, answer) => {
    const { outcome, sent, retries, attempts } = await creating([answer, made]);
    expect(outcome).toBe(wire(1).sid);
    expect(sent).toEqual([create, find]);
    expect(attempts).toEqual([1, 1]);
    expect(retries).toEqual([]); // asking is no repeat
  });

  test.each(unanswered)("%s: it was not made, and is sent again", async (_, answer) => {
    const { outcome, sent, retries, attempts } = await creating([answer, missing, made]);
    expect(outcome).toBe(wire(1).sid);
    expect(sent).toEqual([create, find, create]);
    expect(attempts).toEqual([1, 1, 2]);
    expect(retries.map(({ attempt, failure }) => [attempt, failure.method])).toEqual([[2, "POST"]]);
  });

  test.each(unanswered)(
    "%s: where nobody knows, the failure stands and says so",
    async (_, answer) => {
      const forbidden = refused(403, 20003);
      const { outcome, sent, retries } = await creating([answer, forbidden]);
      expect(outcome.method).toBe("POST");
      expect(outcome.message).toContain(
        '; whether it was done is not known: asking for it met "no"',
      );
      const note = 'whether it was done is not known: asking for it met "no"';
      expect(outcome.story).toMatchObject({ sent: true, mayHaveActed: true, note });
      expect(sent).toEqual([create, find]);
      expect(retries).toEqual([]);
    },
  );

  test("a find that fails for a while is repeated", async () => {
    const { outcome, sent, attempts, retries } = await creating([
      reset,
      busy,
      tooMany,
      reset,
      made,
    ]);
    expect(outcome).toBe(wire(1).sid);
    expect(sent).toEqual([create, find, find, find, find]);
    expect(attempts).toEqual([1, 1, 2, 3, 4]);
    expect(retries.map(({ failure }) => failure.method)).toEqual(["GET", "GET", "GET"]);
  });

  test("a find that fails for good leaves it unknown, and nothing is sent again", async () => {
    const { outcome, sent } = await creating([reset, busy]);
    expectError(outcome, "TwilioNetworkError", { method: "POST" });
    expect(outcome.message).toContain("whether it was done is not known");
    expect(sent).toEqual([create, find, find, find, find]);
  });

  test("a find whose answer can't be read says all the same that it was done", async () => {
    const { outcome } = await creating([reset, () => Response.json({ sid: 5 })]);
    expect(outcome.message).toContain('; it was done: asking for it met "sid: expected');
    expect(outcome.message).not.toContain("not known");
  });

  test("the last attempt is asked about as well", async () => {
    const success = await creating([reset, missing, reset, made], { attempts: 2 });
    expect([success.outcome, success.sent]).toEqual([wire(1).sid, [create, find, create, find]]);
    const failure = await creating([reset, missing, reset, missing], { attempts: 2 });
    expectError(failure.outcome, "TwilioNetworkError");
    expect(failure.outcome.message).toContain("; it was asked for, and is not there");
    expect(failure.outcome.story.note).toBe("it was asked for, and is not there");
    expect(failure.sent).toEqual([create, find, create, find]);
    expect(failure.retries.length).toBe(1);
  });

  test("who wants one attempt gets one request, and is told that it is not known", async () => {
    const { outcome, sent } = await creating([reset, made], { attempts: 1 });
    expectError(outcome, "TwilioNetworkError", {
      story: { mayHaveActed: true, sent: true, note: "whether it was done is not known" },
    });
    expect(outcome.message).toContain("whether it was done is not known");
    expect(sent).toEqual([create]);
  });

  test("what asks for more time than there is, is asked about at once and not repeated", async () => {
    const late = refused(503, 20503, { "retry-after": "61" });
    const { outcome, sent, retries } = await creating([late, missing]);
    expectError(outcome, "TwilioApiError", { status: 503, retryAfter: 61 });
    expect([sent, retries]).toEqual([[create, find], []]);
  });

  test("no attempt begins after the time is over, though asking took that long", async () => {
    let now = 0;
    const slow: Answer = (request) => {
      now += 2000;
      return missing(request);
    };
    const { outcome, sent, retries } = await creating([reset, slow], {
      now: () => now,
      maxTime: 1000,
    });
    expectError(outcome, "TwilioNetworkError");
    expect(outcome.message).toContain("it was asked for, and is not there");
    expect([sent, retries]).toEqual([[create, find], []]);
  });
});

describe("a refusal that only an earlier attempt explains is its success", () => {
  test("a create that met its own earlier one", async () => {
    const { outcome, sent } = await creating([reset, missing, existing, made]);
    expect(outcome).toBe(wire(1).sid);
    expect(sent).toEqual([create, find, create, find]);
  });

  test.each<[string, Answer[]]>([
    ["the next attempt", [reset, missing]],
    ["one after a 429", [reset, missing, tooMany]],
    ["one after two", [reset, missing, tooMany, tooMany]],
  ])("in %s", async (_, before) => {
    const options = { attempts: 9 };
    expect((await creating([...before, existing, made], options)).outcome).toBe(wire(1).sid);
  });

  test("but not where nothing can be told by asking: then it says so", async () => {
    const { outcome } = await creating([reset, missing, existing, refused(403, 20003)]);
    expectError(outcome, "TwilioApiError", { code: 21710 });
    expect(outcome.message).toContain("whether it was done is not known");
    expect(outcome.story.mayHaveActed).toBe(true);
  });

  test.each<[string, Answer]>([["reset", reset], ["503", busy], ["502", refused(502)]])(
    "a delete after a %s",
    async (_, answer) => {
      const { client, sent } = scripted([answer, missing]);
      expect(await client.channelSenders.delete(one)).toBeUndefined();
      expect(sent).toEqual([remove, remove]);
    },
  );
});

describe("a refusal that no earlier attempt explains stands", () => {
  test.each([1, 2, 3])("after %i answers of 429: 21710 of a create", async (count) => {
    const { outcome, sent } = await creating([...Array(count).fill(tooMany), existing]);
    expectError(outcome, "TwilioApiError", { code: 21710 });
    expect(outcome.message).not.toContain("not known");
    expect(outcome.story.mayHaveActed).toBe(false);
    expect(sent).toEqual(Array(count + 1).fill(create));
  });

  test.each([1, 2, 3])("after %i answers of 429: 20404 of a delete", async (count) => {
    const { client, sent } = scripted([...Array(count).fill(tooMany), missing]);
    const error = await caught(() => client.channelSenders.delete(one));
    expectError(error, "TwilioApiError", { code: 20404 });
    expect(sent.length).toBe(count + 1);
  });

  test("of another code, whatever came before", async () => {
    const elsewhere = await creating([reset, missing, refused(409, 21712)]);
    expectError(elsewhere.outcome, "TwilioApiError", { code: 21712 });
    const { client } = scripted([reset, refused(400, 21710)]);
    expectError(await caught(() => client.channelSenders.delete(one)), "TwilioApiError");
  });

  test("of a portal that says 404, which is not Twilio", async () => {
    const { outcome, sent } = await creating([
      reset,
      () => new Response("<html>", { status: 404 }),
    ]);
    expectError(outcome, "TwilioNetworkError");
    expect(outcome.message).toContain("whether it was done is not known");
    expect(sent).toEqual([create, find]);
  });
});

describe("while it is asked", () => {
  test.each<[string, unknown]>([
    ["text", "enough"],
    ["an error that looks like ours", { name: "TwilioNetworkError", method: "GET", reason: "no" }],
  ])("an abort ends the call with its reason: %s", async (_, reason) => {
    const stop = new AbortController();
    const run = scripted([reset, (request) => silent(request)]);
    const error = caught(() => run.client.channelSenders.create(one, { signal: stop.signal }));
    await until(() => run.sent.length === 2);
    stop.abort(reason);
    expect(await error).toBe(reason);
    expect(run.sent).toEqual([create, find]);
  });

  test("it is asked only in the time that is left", async () => {
    let now = 0;
    const slow = (answer: Answer): Answer => (request) => {
      now += 900;
      return answer(request);
    };
    const { sent } = await creating([slow(reset), slow(busy)], { now: () => now, maxTime: 1000 });
    expect(sent).toEqual([create, find]);
  });

  test("an abort in the wait before ends it too, and nobody is asked", async () => {
    const stop = new AbortController();
    const run = scripted([reset], { random: () => 0.99 });
    const error = caught(() => run.client.channelSenders.create(one, { signal: stop.signal }));
    await settle();
    expect(run.sent).toEqual([create]);
    stop.abort("enough");
    expect(await error).toBe("enough");
    await settle();
    expect(run.sent).toEqual([create]);
  });

  test("the deadline ends the call, and its error tells what was met", async () => {
    const answers = [reset, silent];
    let at = 0;
    const client = createClient({
      auth: null,
      fetch: async (request) => await (answers[at++] ?? silent)(request),
      deadline: 40,
      retry: { random: () => 0 },
    });
    const error = await caught(() => client.channelSenders.create(one));
    expectError(error, "TwilioTimeoutError");
    if (!isTwilioTimeoutError(error)) return;
    expect(error.message).toContain("expected a complete answer within 40 ms");
    expect(error.story).toMatchObject({ sent: true, mayHaveActed: true });
    const told = error.story?.attempts.map(({ method, name }) => `${method} ${name}`);
    expect(told).toEqual(["POST TwilioNetworkError", "GET TwilioTimeoutError"]);
  });
});

describe("metadata", () => {
  const sender = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value: unknown) => ({ value: value as object }),
    },
  } as const;
  const of = (metadata: Metadata) =>
    [metadata.status, metadata.attempt, metadata.recognised, metadata.url] as const;
  type Asks = <Input>(operation: Operation<Input, unknown>) => Operation<Input, Metadata>;
  const nestings: [string, Asks][] = [
    ["withMetadata", (operation) => {
      const { request, parse, recovery } = withMetadata(operation);
      return { request, parse, recovery } as never;
    }],
    [
      "withMetadata around withSchema",
      (operation) => withMetadata(withSchema(operation, sender)) as never,
    ],
    [
      "withSchema around withMetadata",
      (operation) => withSchema(withMetadata(operation), sender) as never,
    ],
  ];
  const ask = async (asks: Asks, operation: Operation<typeof one, unknown>, answers: Answer[]) => {
    const { client } = scripted(answers);
    const result = await client.send(asks(operation), one) as unknown as { metadata: Metadata };
    return of(result.metadata);
  };

  test.each(nestings)(
    "%s: what was found is told as that, by the answer that showed it",
    async (_, asks) => {
      const url = `${collection}/${XE}`;
      expect(await ask(asks, createChannelSender, [() => Response.json(wire(1), { status: 201 })]))
        .toEqual([201, 1, undefined, collection]);
      expect(await ask(asks, createChannelSender, [reset, made])).toEqual([200, 1, true, url]);
      expect(await ask(asks, createChannelSender, [tooMany, reset, made])).toEqual([
        200,
        2,
        true,
        url,
      ]);
      expect(await ask(asks, createChannelSender, [reset, busy, made])).toEqual([
        200,
        1,
        true,
        url,
      ]);
      expect(await ask(asks, createChannelSender, [reset, missing, existing, made]))
        .toEqual([200, 2, true, url]);
      expect(await ask(asks, createChannelSender, [reset, missing, made]))
        .toEqual([200, 2, undefined, collection]);
    },
  );

  test.each(nestings)("%s: of a delete it is the refusal's", async (_, asks) => {
    const url = `${collection}/${XE}`;
    expect(await ask(asks, deleteChannelSender, [gone])).toEqual([204, 1, undefined, url]);
    expect(await ask(asks, deleteChannelSender, [reset, gone])).toEqual([204, 2, undefined, url]);
    expect(await ask(asks, deleteChannelSender, [reset, missing])).toEqual([404, 2, true, url]);
  });

  test("a schema makes of what was found what it makes of what was made", async () => {
    const toSid = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: (value: unknown) => ({ value: (value as { sid: string }).sid }),
      },
    } as const;
    for (const answers of [[made], [reset, made], [reset, missing, existing, made]]) {
      const { client } = scripted(answers);
      expect(await client.send(withSchema(createChannelSender, toSid), one)).toBe(wire(1).sid);
    }
  });

  test("a schema sees what was found, and may refuse it", async () => {
    const strict = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => ({ issues: [{ message: "no" }] }),
      },
    } as const;
    for (const wrap of [withMetadata, <Input, Output>(of: Operation<Input, Output>) => of]) {
      const { client } = scripted([reset, missing]);
      const asked = withSchema(wrap(deleteChannelSender as Operation<typeof one, unknown>), strict);
      const error = await caught(() => client.send(asked, one));
      expectError(error, "TwilioResponseError", {
        reason: "refused by the schema: no",
        status: 404,
      });
    }
  });
});

describe("an operation of one's own", () => {
  interface Input {
    readonly sid: string;
  }
  const own = (recovery?: Operation<Input, string>["recovery"]): Operation<Input, string> =>
    operation({
      method: "POST",
      url: (input: Input) => `${collection}?own=${sidOf(input, "sid", "XE")}`,
      read: () => "made",
      recovery,
    });
  const found: Operation<Input, string> = operation({
    method: "GET",
    url: (input: Input) => `${collection}?found=${sidOf(input, "sid", "XE")}`,
    read: () => "found",
  });
  const recovery = { doneCode: 77001, find: found, missingCode: 77002 };
  const run = async (answers: Answer[], declared = true) => {
    const { client, sent } = scripted(answers);
    const outcome = await client.send(own(declared ? recovery : undefined), one).catch((e) => e);
    return { outcome, sent: sent.map((line) => line.slice(0, line.indexOf("=") + 1)) };
  };

  test("declares how to find out", async () => {
    expect(await run([reset, made])).toEqual({
      outcome: "found",
      sent: ["POST ?own=", "GET ?found="],
    });
    expect((await run([reset, refused(400, 77002), made])).outcome).toBe("made");
    expect((await run([reset, refused(400, 77002), refused(400, 77001), made])).outcome).toBe(
      "found",
    );
    expectError((await run([reset, missing])).outcome, "TwilioNetworkError");
    expectError((await run([refused(400, 77001)])).outcome, "TwilioApiError", { code: 77001 });
    expectError((await run([reset, refused(400, 77002), existing])).outcome, "TwilioApiError");
  });

  test("that declares nothing says that it is not known, and is sent once", async () => {
    for (const [, answer] of unanswered) {
      const { outcome, sent } = await run([answer, made], false);
      expect(outcome.message).toMatch(/; whether it was done is not known$/);
      expect(outcome.story.mayHaveActed).toBe(true);
      expect(sent).toEqual(["POST ?own="]);
    }
    expect((await run([tooMany, made], false)).outcome).toBe("made");
  });

  test("whose repeat finds nothing left to do has done it", async () => {
    const parts = { method: "PUT", url: () => collection };
    const moved: Operation<typeof one, void> = operation({ ...parts, doneCode: 77003 });
    const { client } = scripted([reset, refused(400, 77003)]);
    const { value, metadata } = await client.send(withMetadata(moved), one);
    expect(value).toBe(undefined);
    expect(metadata).toMatchObject({ status: 400, attempt: 2, recognised: true });

    for (
      const [answers, operation] of [
        [[refused(400, 77003)], moved],
        [[tooMany, refused(400, 77003)], moved],
        [[reset, refused(400, 77004)], moved],
      ] as const
    ) {
      const { client } = scripted(answers);
      expectError(await caught(() => client.send(operation, one)), "TwilioApiError");
    }
  });

  test("without a code for that has no refusal that is a success", async () => {
    const moved: Operation<typeof one, void> = operation({ method: "PUT", url: () => collection });
    for (const body of [{ message: "no" }, { code: 77003, message: "no" }]) {
      const parsed = () => moved.parse(json(400, body), { mayBeDone: true });
      expectError(await caught(parsed), "TwilioApiError", { code: body.code ?? null });
    }
  });
});

test("a fetch that fails says nothing of what was done", async () => {
  for (const [, answer] of unanswered) {
    const { client } = scripted([answer]);
    const error = await caught(() => client.send(fetchChannelSender, one)) as Error & {
      story: unknown;
    };
    expect(error.message).not.toContain("done");
    expect(error.story).toMatchObject({ mayHaveActed: false });
  }
});

describe("asking what a create did", () => {
  const asked = (answer: Answer) => scripted([reset, answer], { attempts: 2 }).client;

  test("which meets no answer either says so, whatever else the call was given", async () => {
    for (const options of [{}, { maxBytes: 1_000_000 }]) {
      const error = await caught(() => asked(reset).channelSenders.create(one, options));
      expectError(error, "TwilioNetworkError");
      expect((error as Error).message).toMatch(
        /; whether it was done is not known: asking for it met "TypeError: connection reset"$/,
      );
    }
  });

  test("by an operation with a bug tells of the bug", async () => {
    const bug = new RangeError("a bug of the user's own");
    const operation: Operation<typeof one, unknown> = {
      ...createChannelSender,
      recovery: {
        doneCode: 21710,
        missingCode: 20404,
        find: { ...fetchChannelSender, parse: () => Promise.reject(bug) },
      },
    };
    expect(await caught(() => asked(made).send(operation, one))).toBe(bug);
  });
});
