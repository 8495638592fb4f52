import { describe, expect, test } from "vitest";
import {
  basicAuth,
  bearerAuth,
  compose,
  concurrency,
  logger,
  oauth,
  publicKeyClientValidation,
  retry,
  timeout,
  tracing,
  userAgent,
} from "../../../lib/middleware/mod.ts";
import { AC, caught, expectError, secret, SK } from "../support/support.ts";

/** What no option is, but for the few that may be missing or without an end. */
const odd: [string, unknown][] = [
  ["undefined", undefined],
  ["null", null],
  ["a Symbol", Symbol(secret)],
  ["an object without a prototype", Object.create(null)],
  ["an object whose text cannot be made", {
    toString() {
      throw new Error(secret);
    },
  }],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["NaN", NaN],
  ["a list", []],
  ["a big integer", 5n],
];

const app = { clientId: `OQ${"a".repeat(32)}`, clientSecret: secret };
const key = { accountSid: AC, apiKey: SK, credentialSid: `CR${"a".repeat(32)}` };
const pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
const log = () => {};

/** By what it is named in the error: what takes it, and which of the odd values are fine there. */
const options: [string, (value: never) => unknown, (readonly string[])?][] = [
  ["credentials", (value) => basicAuth(value)],
  ["accountSid", (accountSid) => basicAuth({ accountSid, authToken: "t" })],
  ["authToken", (authToken) => basicAuth({ accountSid: AC, authToken })],
  ["apiSecret", (apiSecret) => basicAuth({ apiKey: SK, apiSecret })],
  ["token", (token) => bearerAuth(token)],
  ["middleware[1]", (value) => compose(log as never, value)],
  ["ms", (ms) => timeout(ms), ["Infinity"]],
  ["options", (value) => concurrency(value), ["undefined"]],
  ["max", (max) => concurrency({ max }), ["undefined"]],
  ["limit", (limit) => concurrency({ limit }), ["undefined"]],
  ["queue", (queue) => concurrency({ queue }), ["undefined"]],
  ["lease", (lease) => concurrency({ lease }), ["undefined", "Infinity"]],
  ["options", (value) => retry(value), ["undefined"]],
  ["onRetry", (onRetry) => retry({ onRetry }), ["undefined"]],
  ["now", (now) => retry({ now }), ["undefined"]],
  ["random", (random) => retry({ random }), ["undefined"]],
  ["log", (value) => logger(value)],
  ["options", (value) => logger(log, value), ["undefined"]],
  ["now", (now) => logger(log, { now }), ["undefined"]],
  ["options", (value) => tracing(value), ["undefined"]],
  ["start", (start) => tracing({ start }), ["undefined"]],
  ["random", (random) => tracing({ random }), ["undefined"]],
  ["product", (product) => userAgent(product)],
  ["options", (value) => oauth(value)],
  ["clientId", (clientId) => oauth({ ...app, clientId })],
  ["clientSecret", (clientSecret) => oauth({ ...app, clientSecret })],
  ["fetch", (fetch) => oauth({ ...app, fetch }), ["undefined"]],
  ["now", (now) => oauth({ ...app, now }), ["undefined"]],
  ["tokenUrl", (tokenUrl) => oauth({ ...app, tokenUrl }), ["undefined", "null"]],
  ["scope", (scope) => oauth({ ...app, scope }), ["undefined", "null"]],
  ["audience", (audience) => oauth({ ...app, audience }), ["undefined", "null"]],
  ["options", (value) => publicKeyClientValidation(value)],
  ["privateKey", (privateKey) => publicKeyClientValidation({ ...key, privateKey })],
  ["apiKey", (apiKey) => publicKeyClientValidation({ ...key, apiKey, privateKey: pem })],
  ["algorithm", (algorithm) => publicKeyClientValidation({ ...key, algorithm, privateKey: pem }), [
    "undefined",
  ]],
  ["now", (now) => publicKeyClientValidation({ ...key, now, privateKey: pem }), ["undefined"]],
];

/** Of objects without members, some are an object of options in which nothing is asked for. */
const isEmptyObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

for (const [index, [field, make, fine = []]] of options.entries()) {
  test.each(odd)(`${field} (${index}) is refused by its name, or fine: %s`, async (name, value) => {
    if (fine.includes(name)) return void make(value as never);
    const isOptions = field === "options" || field === "credentials";
    if (isOptions && isEmptyObject(value)) return;
    const error = await caught(() => make(value as never));
    expectError(error, "TwilioInputError", { field });
    expect(String(error)).toContain("expected");
    expect(`${error} ${JSON.stringify(error)}`).not.toContain(secret);
  });
}

describe("an option of another name", () => {
  test.each<[string, () => unknown]>([
    ["concurrent", () => concurrency({ concurrent: 5 } as never)],
    ["retries", () => retry({ retries: 3 } as never)],
    ["clock", () => logger(log, { clock: log } as never)],
    ["onStart", () => tracing({ onStart: log } as never)],
    ["clientID", () => oauth({ ...app, clientID: "OQ" } as never)],
    ["secret", () => oauth({ ...app, secret } as never)],
    ["alg", () => publicKeyClientValidation({ ...key, privateKey: pem, alg: "PS256" } as never)],
  ])("is refused by its name: %s", async (name, make) => {
    const error = await caught(make);
    expectError(error, "TwilioInputError");
    expect(String(error)).toContain(`${name}: expected one of `);
    expect(String(error)).toContain("an unknown name");
    expect(String(error)).not.toContain(secret);
  });
});

describe("an error of an option", () => {
  const wholeOrEndless = "lease: expected whole milliseconds, 1 or more, got ";
  const names = "expected one of attempts, maxTime, onRetry, now, random, got an unknown name";
  const middleware = "middleware[1]: expected a middleware, which is a function, got a list";

  test.each<[string, () => unknown]>([
    ["ms: expected milliseconds, more than 0, got 0", () => timeout(0)],
    ["ms: expected milliseconds, more than 0, got -1", () => timeout(-1)],
    [`${wholeOrEndless}0`, () => concurrency({ lease: 0 })],
    [`${wholeOrEndless}1.5`, () => concurrency({ lease: 1.5 })],
    [middleware, () => compose(timeout(1), [] as never)],
    ["options: expected an object, got a list", () => concurrency([] as never)],
    ["onRetry: expected a function, got a list", () => retry({ onRetry: [] as never })],
    ["retry.attempts: expected a whole number from 1, got 0", () => retry({ attempts: 0 })],
    ["retry.maxTime: expected milliseconds, 0 or more, got -1", () => retry({ maxTime: -1 })],
    [`maxtime: ${names}`, () => retry({ maxtime: 1 } as never)],
  ])("says what was expected, and what came: %s", async (message, make) => {
    expect(String(await caught(make))).toBe(`TwilioInputError: ${message}`);
  });

  test("is none where there is no end, or the least is given", () => {
    expect(() => [timeout(Infinity), timeout(0.5), concurrency({ lease: 1 })]).not.toThrow();
    expect(() => [concurrency({ lease: Infinity }), retry({ attempts: 1, maxTime: 0 })])
      .not.toThrow();
  });
});

test("a private key of which only the type is right, or all but the type, is refused by its name", async () => {
  for (
    const privateKey of [
      { type: "private" },
      { type: "private", algorithm: { name: "RSASSA-PKCS1-v1_5" } },
      {
        type: "private",
        algorithm: {
          name: "RSASSA-PKCS1-v1_5",
          hash: { name: "SHA-256" },
          modulusLength: 2048,
        },
      },
      // All but the type is right.
      {
        type: "public",
        usages: ["sign"],
        algorithm: {
          name: "RSASSA-PKCS1-v1_5",
          hash: { name: "SHA-256" },
          modulusLength: 2048,
        },
      },
    ]
  ) {
    const make = () => publicKeyClientValidation({ ...key, privateKey } as never);
    expectError(await caught(make), "TwilioInputError", { field: "privateKey" });
  }
});
