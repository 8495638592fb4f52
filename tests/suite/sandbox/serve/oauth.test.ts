import { describe, expect, test } from "vitest";
import { createClient } from "../../../../mod.ts";
import { oauth } from "../../../../lib/middleware/mod.ts";
import {
  createSandbox,
  type OAuthAppSeed,
  type SandboxOptions,
} from "../../../../lib/sandbox/mod.ts";
import {
  AC,
  account,
  basic,
  caller,
  MG,
  OQ,
  pool,
  refusal,
  start,
  xe,
} from "../../support/sandbox.ts";

// The token endpoint of OAuth apps, and what its tokens open.
const clientSecret = "the-client-secret";
const app: OAuthAppSeed = { clientId: OQ, clientSecret };
const tokenUrl = "https://oauth.twilio.com/v2/token";
const fields = {
  client_id: OQ,
  client_secret: clientSecret,
  grant_type: "client_credentials",
};

/** A sandbox with an app, and a clock to turn. */
function startApp(seed: Partial<OAuthAppSeed> = {}, options: SandboxOptions = {}) {
  const clock = { time: Date.parse("2026-01-02T03:04:05.678Z") };
  const accounts = [{ ...account(2), oauthApps: [{ ...app, ...seed }] }];
  const started = start({ accounts, now: () => new Date(clock.time), ...options });
  const { call } = started;
  const ask = (form: Record<string, string> = fields, auth: string | null = null) =>
    call(tokenUrl, { method: "POST", body: new URLSearchParams(form), auth });
  const token = async () => (await (await ask()).json()).access_token as string;
  const status = async (token: string) =>
    (await call(`${pool()}/${xe(0)}`, { auth: `Bearer ${token}` })).status;
  return { ...started, clock, ask, token, status };
}

describe("a token", () => {
  test("is answered in the documented form", async () => {
    const { ask } = startApp();
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("x-api-domain")).toBe("oauth.twilio.com");
    const text = await answer.text();
    const { access_token } = JSON.parse(text);
    expect(text).toBe(JSON.stringify({
      access_token,
      id_token: null,
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: null,
    }));
  });

  test("says whose it is, and until when: the official SDK reads it", async () => {
    const { token } = startApp({ lifetime: 90 });
    const [header, claims, signature] = (await token()).split(".");
    const read = (part = "") => JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/")));
    expect(read(header)).toEqual({ alg: "HS256", typ: "JWT" });
    const iat = Date.parse("2026-01-02T03:04:05Z") / 1000;
    const expected = { iss: "sandbox", sub: OQ, act: { sub: AC }, iat, exp: iat + 90 };
    expect(read(claims)).toEqual(expected);
    expect(signature).toMatch(/^[\da-f]{64}$/);
  });

  test("opens what the account has, at any host, until it expires by the clock", async () => {
    const { call, clock, token, status } = startApp({ lifetime: 60 });
    const auth = `Bearer ${await token()}`;
    expect((await (await call(`${pool()}/${xe(0)}`, { auth })).json()).account_sid).toBe(AC);
    expect((await call(pool(), { auth: auth.replace("Bearer", "bearer") })).status).toBe(200);
    const created = { method: "POST", body: `Sid=${xe(5)}`, auth };
    expect((await call(`http://127.0.0.1:8080${pool()}`, created)).status).toBe(201);
    clock.time += 59_999;
    expect(await status(auth.slice(7))).toBe(200);
    clock.time += 1;
    const refused = await call(pool(), { auth });
    expect(refused.headers.get("www-authenticate")).toBe('Basic realm="Twilio API"');
    expect((await refusal(refused)).slice(0, 2)).toEqual([401, 20003]);
  });

  test("stays good when another one is issued", async () => {
    const { clock, token, status } = startApp({ lifetime: 60 });
    const first = await token();
    clock.time += 30_000;
    const second = await token();
    expect(second).not.toBe(first);
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    clock.time += 30_000;
    const third = await token(); // which makes the sandbox forget those that are over
    const statuses = await Promise.all([first, second, third].map(status));
    expect(statuses).toEqual([401, 200, 200]);
  });

  test.each(["x", "", "a.b.c", basic(AC, "the-auth-token")])("is not %j", async (token) => {
    expect(await startApp().status(token)).toBe(401);
  });

  test("is another one each time, unless the chances are the same", async () => {
    const options = { random: undefined };
    const tokens = [startApp({}, options), startApp({}, options), startApp(), startApp()];
    const [one, two, three, four] = await Promise.all(tokens.map(({ token }) => token()));
    expect(one).not.toBe(two);
    expect(three).toBe(four);
  });

  test("that is issued twice at once, by chances of no chance, is still one", async () => {
    const { sandbox, token, status } = startApp({}, { random: () => 0.5 });
    expect(await token()).toBe(await token());
    expect(await status(await token())).toBe(200);
    expect(createSandbox(sandbox.state()).state()).toEqual(sandbox.state());
  });
});

describe("a token request", () => {
  test("may have its credentials in the header, and may go to any host", async () => {
    const { ask, call } = startApp();
    const grant = { grant_type: "client_credentials" };
    expect((await ask(grant, basic(OQ, clientSecret))).status).toBe(200);
    expect((await ask({ ...grant, client_id: OQ }, basic(OQ, clientSecret))).status).toBe(200);
    const body = new URLSearchParams({ ...fields, scope: "a b", audience: "https://a.example" });
    const init = { method: "POST", body, auth: basic(AC, "wrong") };
    expect((await call("http://127.0.0.1:8080/v2/token", init)).status).toBe(200);
    expect((await call("https://messaging.twilio.com/v2/token", init)).status).toBe(200);
  });

  const missing = (
    name: string,
  ) => [400, 20001, `Missing required parameter ${name} in the post body`];
  const invalid = (name: string) => [400, 20001, `Invalid ${name}.`];
  const wrong = invalid("client_id or client_secret");

  test.each([
    ["nothing", {}, missing("grant_type")],
    ["no grant", { ...fields, grant_type: "" }, missing("grant_type")],
    ["another grant", { ...fields, grant_type: "authorization_code" }, invalid("grant_type")],
    ["no client", { ...fields, client_id: "" }, missing("client_id")],
    ["no secret", { ...fields, client_secret: "" }, missing("client_secret")],
    ["the old fields", { ClientId: OQ, ClientSecret: clientSecret }, missing("grant_type")],
    ["an unknown client", { ...fields, client_id: `OQ${"b".repeat(32)}` }, wrong],
    [
      "an account as a client",
      { ...fields, client_id: AC, client_secret: "the-auth-token" },
      wrong,
    ],
    ["a wrong secret", { ...fields, client_secret: `${clientSecret}x` }, wrong],
    ["a name of every object", { ...fields, client_id: "constructor" }, wrong],
  ])("with %s is refused", async (_, form, expected) => {
    expect(await refusal(startApp().ask(form as Record<string, string>))).toEqual(expected);
  });

  test("is a form, and not too large", async () => {
    const { call } = startApp();
    const post = { method: "POST", auth: null };
    const body = JSON.stringify(fields);
    expect(await refusal(call(tokenUrl, { ...post, body, type: "application/json" })))
      .toEqual(missing("grant_type"));
    const large = new URLSearchParams({ ...fields, scope: "x".repeat(70_000) });
    expect((await refusal(call(tokenUrl, { ...post, body: large })))[0]).toBe(413);
  });

  test("with wrong credentials is refused with 401, if told so", async () => {
    const { ask } = startApp({}, { wrongClient: 401 });
    const refused = await ask({ ...fields, client_secret: "wrong" });
    expect((await refusal(refused)).slice(0, 2)).toEqual([401, 20003]);
    expect((await refusal(ask({})))[0]).toBe(400);
  });

  test("is a POST, which needs no account to be told", async () => {
    const { call } = startApp();
    const got = await call(tokenUrl, { auth: null });
    expect(got.headers.get("allow")).toBe("POST, OPTIONS");
    expect(await refusal(got)).toEqual([405, 20004, "Method not allowed"]);
  });

  test("says nothing of the accounts that there are", async () => {
    const { call } = startApp();
    const body = new URLSearchParams({ ...fields, client_secret: "wrong" });
    const text = await (await call(tokenUrl, { method: "POST", body, auth: null })).text();
    for (const value of [AC, clientSecret, "the-auth-token"]) expect(text).not.toContain(value);
  });
});

describe("our oauth middleware", () => {
  function client(started: ReturnType<typeof startApp>) {
    const { sandbox: { fetch }, clock } = started;
    const auth = oauth({ clientId: OQ, clientSecret, fetch, now: () => clock.time });
    return createClient({ auth, fetch, retry: null }).channelSenders;
  }
  const one = { messagingServiceSid: MG, sid: xe(0) };

  test("signs in, keeps its token, and gets another in time", async () => {
    const started = startApp({ lifetime: 100 });
    const { fetch } = client(started);
    for (let call = 0; call < 3; call++) expect((await fetch(one)).accountSid).toBe(AC);
    started.clock.time += 71_000; // 30 s before the end it asks anew
    await fetch(one);
    const operations = started.sandbox.exchanges().map(({ operation }) => operation);
    const [token, get] = ["createOauth2Token", "fetchChannelSender"];
    expect(operations).toEqual([token, get, get, get, token, get]);
  });

  test("gets another token where the sandbox was started anew, without its tokens", async () => {
    const [first, second] = [startApp(), startApp()];
    let { fetch } = first.sandbox;
    const auth = oauth({
      clientId: OQ,
      clientSecret,
      fetch: (request) => fetch(request),
      now: () => first.clock.time,
    });
    const senders =
      createClient({ auth, fetch: (request) => fetch(request), retry: null }).channelSenders;
    await senders.fetch(one);
    ({ fetch } = createSandbox(second.sandbox.state()));
    expect((await senders.fetch(one)).sid).toBe(xe(0));
  });

  test("is told why it may not", async () => {
    const { sandbox: { fetch } } = startApp();
    const auth = oauth({ clientId: OQ, clientSecret: "wrong", fetch });
    const senders = createClient({ auth, fetch, retry: null }).channelSenders;
    const error = await senders.fetch(one).catch((error) => error);
    expect([error.name, error.status, error.code]).toEqual(["TwilioApiError", 400, 20001]);
  });
});

describe("the state", () => {
  test("has the tokens, which are good in the sandbox that starts with it", async () => {
    const { sandbox, clock, token } = startApp({ lifetime: 60 });
    const tokens = [await token(), await token()];
    const state = JSON.parse(JSON.stringify(sandbox.state()));
    expect(state.accounts[0].oauthApps[0].tokens).toEqual(
      tokens.map((accessToken) => ({ accessToken, expires: "2026-01-02T03:05:05.678Z" })),
    );
    const call = caller(createSandbox({ ...state, now: () => new Date(clock.time) }));
    const statuses = async () =>
      (await Promise.all(tokens.map((token) => call(pool(), { auth: `Bearer ${token}` }))))
        .map(({ status }) => status);
    expect(await statuses()).toEqual([200, 200]);
    clock.time += 60_000;
    expect(await statuses()).toEqual([401, 401]);
  });

  test.each([
    ["clientId", { clientId: AC }],
    ["clientSecret", { clientSecret: "" }],
    ["lifetime", { lifetime: 59 }],
    ["lifetime", { lifetime: 2_592_001 }],
    ["lifetime", { lifetime: 60.5 }],
    ["permissions", { permissions: "all" }],
    ["permissions[0]", { permissions: ["all"] }],
    ["tokens", { tokens: {} }],
    ["tokens[0].accessToken", { tokens: [{ expires: "2026-01-02" }] }],
    ["tokens[0].expires", { tokens: [{ accessToken: "a", expires: "soon" }] }],
    ["tokens[0].expires", { tokens: [{ accessToken: "a" }] }],
    [
      "tokens[1].accessToken",
      { tokens: [1, 2].map(() => ({ accessToken: "a", expires: "2026-01-02" })) },
    ],
  ])("%s: a mistake is told of by its path (%#)", (path, seed) => {
    expect(() => startApp(seed as never)).toThrow(`accounts[0].oauthApps[0].${path}: `);
  });

  test("takes any lifetime that Twilio takes", async () => {
    for (const lifetime of [60, 2_592_000]) {
      expect((await (await startApp({ lifetime }).ask()).json()).expires_in).toBe(lifetime);
    }
  });
});
