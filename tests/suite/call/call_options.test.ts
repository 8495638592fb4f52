import { describe, expect, test } from "vitest";
import {
  createClient,
  createSend,
  fetchChannelSender,
  listChannelSenders,
  listing,
  pool,
  type Send,
  send,
  senders,
  waitForSender,
  withDeadline,
  withRetry,
  withSchema,
  withTimeout,
} from "../../../mod.ts";
import { caught, expectError, json, MG, service, silent, XE } from "../support/support.ts";

// What a call is given beside its input, by who has no compiler to tell them.
const one = { messagingServiceSid: MG, sid: XE };
const credentials = { accountSid: `AC${"a".repeat(32)}`, authToken: "0".repeat(32) };
const sid = { sid: null };

/** Everything that takes options of a call, over a transport that counts. */
function takers() {
  let sent = 0;
  const fetch = ({ url }: Request) => {
    sent++;
    const meta = { next_page_url: null };
    const lists = {
      senders: [],
      phone_numbers: [],
      short_codes: [],
      alpha_senders: [],
      services: [],
    };
    return Promise.resolve(json(200, /PageSize/.test(url) ? { ...lists, meta } : sid));
  };
  const plain: Send = (operation, input, options) => send(operation, input, { ...options, fetch });
  const client = createClient({ ...credentials, fetch, extend: { pool, senders } });
  const lean = createSend({ ...credentials, fetch });
  const calls: Record<string, (options: never) => unknown> = {
    send: (options) => send(fetchChannelSender, one, { ...options as object, fetch }),
    createSend: (options) => lean(fetchChannelSender, one, options),
    "a client": (options) => client.channelSenders.fetch(one, options),
    "a client's list": (options) => client.channelSenders.list(service, options).toArray(),
    withRetry: (options) => withRetry(plain)(fetchChannelSender, one, options),
    withTimeout: (options) => withTimeout(plain, 1000)(fetchChannelSender, one, options),
    withDeadline: (options) => withDeadline(plain, 1000)(fetchChannelSender, one, options),
    listing: (options) => listing(listChannelSenders, service, plain, options).toArray(),
    "pool.list": (options) => client.pool.list(service, options).toArray(),
    "pool.attach": (options) => client.pool.attach("whatsapp:+12125550100", service, options),
    "pool.detach": (options) => client.pool.detach("whatsapp:+12125550100", service, options),
    "pool.whereIs": (options) => client.pool.whereIs("+12125550100", options),
    waitForSender: (options) => waitForSender(plain, { sid: XE }, options),
    "senders.waitFor": (options) => client.senders.waitFor({ sid: XE }, options),
  };
  return { calls, sent: () => sent };
}

const names = Object.keys(takers().calls);

for (const name of names) {
  describe(name, () => {
    test.each([
      ["signal", "stop", "a text of 4 characters"],
      ["signal", 5, "5"],
      ["signal", {}, "an object"],
      ["signal", new AbortController(), "an object"],
      ["maxBytes", "many", "a text of 4 characters"],
      ["maxBytes", NaN, "NaN"],
      ["maxBytes", -1, "-1"],
      ["maxBytes", 1.5, "1.5"],
    ])("%s: %s is refused before anything is sent", async (field, value, got) => {
      const { calls, sent } = takers();
      const error = await caught(async () => await calls[name]!({ [field]: value } as never));
      expectError(error, "TwilioInputError", { field });
      expect((error as Error).message).toContain(`got ${got}`);
      expect(sent()).toBe(0);
    });

    test("a misspelt one is refused before anything is sent", async () => {
      const { calls, sent } = takers();
      const error = await caught(async () => await calls[name]!({ singal: 1 } as never));
      expectError(error, "TwilioInputError", { field: "singal" });
      expect(sent()).toBe(0);
    });

    test("what is null is not there", async () => {
      const { calls, sent } = takers();
      const options = { signal: null, maxBytes: null, maxTime: null };
      const hasOwnNames = /waitFor|whereIs/.test(name);
      const given = hasOwnNames ? { signal: null, maxBytes: null } : options;
      const error = await Promise.resolve()
        .then(() => calls[name]!(given as never)).then(() => null, (error) => error);
      // Of attach and detach the answer says that there is no such sender.
      expect(error === null || error.name === "TwilioSenderError").toBe(true);
      expect(sent()).toBeGreaterThan(0);
    });

    test("Infinity is no bound on bytes", async () => {
      const { calls, sent } = takers();
      await Promise.resolve().then(() => calls[name]!({ maxBytes: Infinity } as never)).catch((
        error,
      ) => expect(error.name).toBe("TwilioSenderError"));
      expect(sent()).toBeGreaterThan(0);
    });
  });
}

test.each(names.filter((name) => !/^send$|waitFor|whereIs/.test(name)))(
  "%s without options, in the place of which null stands",
  async (name) => {
    const { calls, sent } = takers();
    await Promise.resolve().then(() => calls[name]!(null as never)).catch((error) =>
      expect(error.name).toBe("TwilioSenderError")
    );
    expect(sent()).toBeGreaterThan(0);
  },
);

test.each(names.filter((name) => name !== "send"))("%s takes no text for options", async (name) => {
  const { calls, sent } = takers();
  const error = await caught(async () => await calls[name]!("quick" as never));
  expectError(error, "TwilioInputError", { field: "options" });
  expect(sent()).toBe(0);
});

describe("send", () => {
  test("takes null for no options", async () => {
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.resolve(json(200, sid));
    try {
      expect((await send(fetchChannelSender, one, null as never)).sid).toBeNull();
    } finally {
      globalThis.fetch = fetch;
    }
  });

  test("takes null for no transport, and refuses what is none", async () => {
    for (const fetch of [5, "fetch", {}]) {
      const error = await caught(() => send(fetchChannelSender, one, { fetch } as never));
      expectError(error, "TwilioInputError", { field: "fetch" });
    }
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.resolve(json(200, sid));
    try {
      expect((await send(fetchChannelSender, one, { fetch: null } as never)).sid).toBeNull();
    } finally {
      globalThis.fetch = fetch;
    }
  });

  test("takes no text for options", async () => {
    expectError(
      await caught(() => send(fetchChannelSender, one, "x" as never)),
      "TwilioInputError",
      {
        field: "options",
      },
    );
  });
});

describe("a client", () => {
  test.each([["many"], [NaN], [-1]])("with maxBytes %s is refused", async (maxBytes) => {
    for (const make of [createClient, createSend]) {
      const error = await caught(() => make({ ...credentials, maxBytes } as never));
      expectError(error, "TwilioInputError", { field: "maxBytes" });
    }
  });

  test.each([[{}], [{ maxBytes: undefined }], [{ maxBytes: null }], [null]])(
    "has its own cap in a call with %j",
    async (options) => {
      const fetch = () => Promise.resolve(json(200, sid));
      for (const make of [createClient, createSend]) {
        const made: unknown = make({ ...credentials, maxBytes: 5, fetch });
        const by = typeof made === "function" ? made as Send : (made as { send: Send }).send;
        const error = await caught(() => by(fetchChannelSender, one, options as never));
        expectError(error, "TwilioResponseError");
        expect((error as Error).message).toContain("expected at most 5 bytes");
      }
    },
  );

  test("takes null for no cap, and Infinity for none", () => {
    for (const maxBytes of [null, Infinity]) {
      const client = createClient({ ...credentials, maxBytes, fetch: silent } as never);
      expect(client.channelSenders).toBeDefined();
    }
  });

  test.each([[5], ["pool"], [[pool]], [() => {}]])("extended by %s is refused", async (extend) => {
    const error = await caught(() => createClient({ ...credentials, extend } as never));
    expectError(error, "TwilioInputError", { field: "extend" });
  });
});

describe("a parser", () => {
  test("takes null for no options", async () => {
    expect((await fetchChannelSender.parse(json(200, sid), null as never)).sid).toBeNull();
    const options = { url: null, maxBytes: null, signal: null };
    expect((await fetchChannelSender.parse(json(200, sid), options as never)).sid).toBeNull();
  });

  test("has a cap that is one", async () => {
    for (const maxBytes of [NaN, "x", -1]) {
      const error = await caught(() =>
        fetchChannelSender.parse(json(200, sid), { maxBytes } as never)
      );
      expectError(error, "TwilioInputError", { field: "maxBytes" });
    }
  });
});

test.each([[null], [5], [{}], [{ "~standard": {} }]])("%j is no schema", async (schema) => {
  const error = await caught(() => withSchema(fetchChannelSender, schema as never));
  expectError(error, "TwilioInputError", { field: "schema" });
});
