/**
 * The same long scenario as in `sdk_scenario.test.ts`, with Prism between the official SDK and the
 * sandbox, and Twilio's official documents in its hands: as `prism proxy` without `--errors`, so that
 * what it finds is told and nothing is held up.
 *
 * The documents declare one answer an operation, and no refusal. Whatever they declare must be right in
 * all; what they do not is listed here to the last status. The requests that Prism finds fault with are
 * those that are wrong on purpose, and those that the document knows nothing of.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import { setTrap, type Trap } from "../loopback.ts";
import {
  type Operations,
  readMessages,
  readMessaging,
  startPrism,
  type Violation,
  watch,
  type Watched,
} from "./prism_server.ts";
import { chapters, open, type Stage } from "./scenario/mod.ts";
import { accounts, sendingMG } from "./scenario/world.ts";
import { sdkAt } from "./sdk.ts";
import { serve, sidOf } from "../support.ts";

let trap: Trap;
let operations: Operations;
beforeAll(async () => {
  trap = setTrap();
  operations = [...await readMessaging(), ...await readMessages()];
}, 60_000);
afterAll(() => {
  trap.restore();
  // Neither Prism nor the SDK wants to tell anyone.
  expect(trap.astray).toEqual([]);
});

/** An operation as it is told of here, without SIDs and queries. */
const nameOf = ({ method, path }: Watched) =>
  `${method} ` +
  path.replace(/\?.*/, "").replace(/\/(AC|MG|XE|SM(?!S\/)|PN|SC|AI)[^/.]+/g, "/$1…").replace(
    /\/x$/,
    "/XE…",
  );
const isAbout = (part: "request" | "response") => ({ location }: Violation) => location[0] === part;
const isUndeclared = ({ message, severity }: Violation) =>
  severity === "Warning" && message.startsWith("Unable to match the returned status code");
const briefly = ({ location, code, message }: Violation) =>
  [...location.slice(1), code ?? message].join(" ");

/** All that was seen, by the title of its step. */
const seen = new Map<string, Watched[]>();

// Of the senders of an account, the document at hand is older than the SDK: openapi_senders.test.ts.
const declared = chapters.filter(({ isNewerThanDocument }) => !isNewerThanDocument);

describe.each(declared)("$title", (chapter) => {
  let stage: Stage;
  let watched: () => Watched[];
  let stop: () => void;
  beforeAll(async () => {
    stage = await open(chapter, async (upstream) => {
      const prism = await startPrism(operations, { upstream, errors: false });
      ({ watched, stop } = watch(prism.url));
      return prism;
    });
  });
  afterAll(() => {
    stop();
    return stage.close();
  });

  test.each(Object.entries(chapter.steps))("%s", async (title, step) => {
    const before = watched().length;
    await step(stage);
    const now = watched().slice(before);
    expect(now.length).toBeGreaterThan(0);
    seen.set(title, now);
    for (const { status, violations } of now) {
      const found = violations.filter(isAbout("response"));
      expect(found.filter((violation) => !isUndeclared(violation))).toEqual([]);
      // A success that the document does not declare would be an error, not a warning.
      if (found.length > 0) expect(status).toBeGreaterThanOrEqual(400);
    }
  }, 20_000);

  test("all of it went through Prism", () => {
    const forwarded = stage.sandbox.exchanges(({ requestHeaders }) =>
      requestHeaders["user-agent"]?.startsWith("twilio-node/6.2.0 ") === true
    );
    expect(watched().map(({ status }) => status).sort())
      .toEqual(forwarded.map(({ status }) => status).sort());
  });
});

describe("of all that, Prism had to say", () => {
  test("that these statuses are not declared, and nothing else of any answer", () => {
    const undeclared: Record<string, Set<number>> = {};
    for (const one of [...seen.values()].flat()) {
      if (!one.violations.some(isAbout("response"))) continue;
      (undeclared[nameOf(one)] ??= new Set()).add(one.status);
    }
    const sorted = Object.entries(undeclared).map(([name, set]) => [name, [...set].sort()]);
    const [services, account] = ["/v1/Services", "/2010-04-01/Accounts/AC…"];
    const messages = `${account}/Messages`;
    const pool = `${services}/MG…`;
    const senders = `${pool}/ChannelSenders`;
    expect(Object.fromEntries(sorted)).toEqual({
      [`POST ${senders}`]: [400, 401, 403, 404, 409, 412, 413, 429, 500],
      [`GET ${senders}`]: [400, 401, 403, 404, 409, 429, 500, 502, 503, 504],
      [`GET ${senders}/XE…`]: [401, 403, 404, 429],
      [`DELETE ${senders}/XE…`]: [401, 403, 404],
      [`POST ${services}`]: [400],
      [`POST ${pool}`]: [400, 404],
      [`GET ${pool}`]: [404],
      [`DELETE ${pool}`]: [404],
      [`POST ${pool}/PhoneNumbers`]: [400, 409, 412],
      [`GET ${pool}/PhoneNumbers`]: [404],
      [`GET ${pool}/PhoneNumbers/PN…`]: [404],
      [`DELETE ${pool}/PhoneNumbers/PN…`]: [404],
      [`POST ${pool}/ShortCodes`]: [400, 409, 412],
      [`DELETE ${pool}/ShortCodes/SC…`]: [404],
      [`POST ${pool}/AlphaSenders`]: [400, 409],
      [`GET ${pool}/AlphaSenders`]: [400],
      [`GET ${pool}/AlphaSenders/AI…`]: [404],
      [`POST ${pool}/DestinationAlphaSenders`]: [400],
      [`DELETE ${pool}/DestinationAlphaSenders/AI…`]: [404],
      [`POST ${messages}.json`]: [400, 401, 404],
      [`GET ${messages}.json`]: [400],
      [`GET ${messages}/SM….json`]: [401, 403, 404],
      [`DELETE ${messages}/SM….json`]: [403, 404, 409],
      [`POST ${messages}/SM….json`]: [400, 403, 404, 409],
      [`GET ${account}/IncomingPhoneNumbers.json`]: [403],
      [`GET ${account}/IncomingPhoneNumbers/PN….json`]: [404],
      [`GET ${account}/SMS/ShortCodes/SC….json`]: [404],
    });
  });

  test("that a refusal has the status in its step's name", () => {
    let steps = 0;
    for (const [title, watched] of seen) {
      const [, status] = /^(\d{3}) \d{5}: /.exec(title) ?? [];
      if (!status) continue;
      steps++;
      const refused = watched.filter(({ status }) => status >= 400);
      expect([title, ...new Set(refused.map(({ status }) => status))])
        .toEqual([title, Number(status)]);
    }
    expect(steps).toBe(88);
  });

  test("that these requests are wrong, each on purpose", () => {
    const wrong: Record<string, string[]> = {};
    for (const [title, watched] of seen) {
      const found = watched.flatMap(({ violations }) => violations.filter(isAbout("request")));
      if (found.length > 0) wrong[title] = [...new Set(found.map(briefly))];
    }
    // Of the document's one scheme, Basic, nothing else is right; of OAuth it knows nothing.
    const scheme = "401";
    const route = "Selected route not found";
    const short = (field: string) => [`body ${field} minLength`, `body ${field} pattern`];
    expect(wrong).toEqual({
      "list: a limit above the greatest page, which the SDK makes the size of a page": [
        "query pagesize maximum",
      ],
      "400 20001: create by an address": short("Sid"),
      "400 20001: create by the SID of a phone number": ["body Sid pattern"],
      "400 20001: create nothing": short("Sid"),
      "413 20413: create far too much": ["body Sid maxLength", "body Sid pattern"],
      "400 20001: list by a page that is no number": ["query page type"],
      "400 20001: list pages of nothing": ["query pagesize minimum"],
      "405 20004: a method that is not there": [route],
      "400 20007: list greater pages than there may be": ["query pagesize maximum"],
      "400 21421: create by an address": short("Sid"),
      "400 21421: a number by itself": short("PhoneNumberSid"),
      "wrong credentials, of whatever kind": [scheme], // a password with a colon in it
      "an OAuth app, by the SDK's provider of client credentials": [route, scheme],
      "a token, as it is documented": [route],
      "an OAuth app without the right secret, and a token that is none": [route, scheme],
      "400 21705: by what is no service": short("MessagingServiceSid"),
      "400 21655: with a template that is none": short("ContentSid"),
      "400 21609: with a callback that is no URL": ["body StatusCallback format"],
    });
  });
});

describe("it would find", () => {
  /** What it finds in the answers of a sandbox, whose every answer is altered. */
  async function found(alter: (body: Record<string, unknown>) => unknown): Promise<string[]> {
    const sandbox = createSandbox({ accounts: accounts(), publicUrl: "twilio" });
    const fetch: Transport = async (request) => {
      const answer = await sandbox.fetch(request);
      const { status, headers } = answer;
      return Response.json(alter(await answer.json()), { status, headers });
    };
    const served = await serve(fetch);
    const prism = await startPrism(operations, { upstream: served.url, errors: false });
    const { watched, stop } = watch(prism.url);
    const { channelSenders } = sdkAt(prism.url).messaging.v1.services(sendingMG);
    await channelSenders.page().catch(() => {});
    await channelSenders.create({ sid: sidOf(0) }).catch(() => {});
    const to = "whatsapp:+14155550199";
    await sdkAt(prism.url).messages.create({ messagingServiceSid: sendingMG, to, body: "x" })
      .catch(() => {});
    stop();
    await prism.close();
    served.close();
    return watched().flatMap(({ violations }) =>
      violations.filter((violation) => !isUndeclared(violation)).map(briefly)
    );
  }

  test.each<[string, (body: Record<string, unknown>) => unknown, string[]]>([
    ["nothing in what is as it was", (body) => body, []],
    ["a list without its items", (body) => ({ ...body, senders: 1 }), ["body senders type"]],
    ["a page without its number", ({ meta, ...body }) => {
      return meta ? { ...body, meta: { ...meta, page: "0" } } : body;
    }, ["body meta page type"]],
    ["a number of segments that is none", (body) => ({ ...body, num_segments: 1 }), [
      "body num_segments type",
    ]],
    ["a status that there is not", ({ status, ...body }) => {
      return { ...body, status: typeof status === "number" ? status : "done" };
    }, ["body status enum"]],
  ])("%s", async (_, alter, expected) => {
    expect(await found(alter)).toEqual(expected);
  });

  test("a success that is not declared", async () => {
    const { url, close } = await serve(() => Promise.resolve(Response.json({}, { status: 202 })));
    const prism = await startPrism(operations, { upstream: url, errors: false });
    const { watched, stop } = watch(prism.url);
    await sdkAt(prism.url).messaging.v1.services(sendingMG).channelSenders.get(sidOf(0)).fetch();
    stop();
    await prism.close();
    close();
    expect(watched().map(({ violations }) => violations)).toMatchObject([[{ severity: "Error" }]]);
  });
});
