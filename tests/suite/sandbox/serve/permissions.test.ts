import { describe, expect, test } from "vitest";
import type { SandboxOptions } from "../../../../lib/sandbox/mod.ts";
import { account, basic, MG, OQ, pool, refusal, SK, start, xe } from "../../support/sandbox.ts";

// What a restricted API key, or an OAuth app, may do.
const prefix = "/twilio/messaging/services.channelsenders/";
const operations = {
  list: [pool(), { method: "GET" }, 200],
  read: [`${pool()}/${xe(0)}`, { method: "GET" }, 200],
  create: [pool(), { method: "POST", body: `Sid=${xe(3)}` }, 201],
  delete: [`${pool()}/${xe(1)}`, { method: "DELETE" }, 204],
} as const;
const names = Object.keys(operations) as (keyof typeof operations)[];
const forbidden = [403, 70051, "Authorization Failed"];

function startKey(permissions: string[] | undefined, options: SandboxOptions = {}) {
  const key = { apiKey: SK, apiSecret: "secret", permissions };
  const accounts = [{ ...account(3), apiKeys: [key] }];
  const started = start({ accounts, ...options });
  const auth = basic(SK, "secret");
  const may = (name: keyof typeof operations) => {
    const [target, init] = operations[name];
    return started.call(target, { ...init, auth });
  };
  return { ...started, auth, may };
}

describe("a restricted key", () => {
  test.each(names)("may %s, if it has that permission, and nothing else", async (name) => {
    const { may } = startKey([prefix + name, "/twilio/messaging/services/list"]);
    for (const other of names) {
      const answer = await may(other);
      if (other === name) expect(answer.status).toBe(operations[name][2]);
      else expect(await refusal(answer)).toEqual(forbidden);
    }
  });

  test("without any permission may nothing, and changes nothing", async () => {
    const { may, call } = startKey([]);
    for (const name of names) expect(await refusal(may(name))).toEqual(forbidden);
    expect((await (await call(pool())).json()).senders.length).toBe(3);
  });

  test("is refused before it is told what exists, but not what does not at all", async () => {
    const { call, auth } = startKey([]);
    const unknown = pool(`MG${"f".repeat(32)}`);
    expect(await refusal(call(unknown, { auth }))).toEqual(forbidden);
    expect((await refusal(call("/nowhere", { auth })))[1]).toBe(20404);
    expect((await refusal(call(pool(), { auth, method: "PUT" })))[1]).toBe(20004);
  });

  test("may with HEAD what it may with GET", async () => {
    const { call, auth } = startKey([`${prefix}list`]);
    expect((await call(pool(), { auth, method: "HEAD" })).status).toBe(200);
    expect((await call(`${pool()}/${xe(0)}`, { auth, method: "HEAD" })).status).toBe(403);
  });

  test("is refused with another status, if told so", async () => {
    const { may } = startKey([], { missingPermission: 401 });
    expect(await refusal(may("list"))).toEqual([401, 70051, "Authorization Failed"]);
  });

  test("is no other than before in the sandbox that starts with the state", async () => {
    const { sandbox } = startKey([`${prefix}list`]);
    const { call } = start(JSON.parse(JSON.stringify(sandbox.state())));
    const auth = basic(SK, "secret");
    expect((await call(pool(), { auth })).status).toBe(200);
    expect((await call(`${pool()}/${xe(0)}`, { auth })).status).toBe(403);
  });

  test.each([
    ["permissions", "all"],
    ["permissions[0]", [1]],
    ["permissions[1]", [`${prefix}list`, "list"]],
    ["permissions", Array(101).fill(`${prefix}list`)],
  ])("%s: a mistake is told of by its path (%#)", (path, permissions) => {
    expect(() => startKey(permissions as never)).toThrow(`accounts[0].apiKeys[0].${path}: `);
  });
});

test("a standard key, and the account itself, may do everything", async () => {
  const { may, call } = startKey(undefined);
  for (const name of names) expect((await may(name)).status).toBe(operations[name][2]);
  expect((await call(pool())).status).toBe(200);
});

test("a token may what its app may", async () => {
  const app = { clientId: OQ, clientSecret: "secret", permissions: [`${prefix}read`] };
  const { call } = start({ accounts: [{ ...account(3), oauthApps: [app] }] });
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: OQ,
    client_secret: "secret",
  });
  const { access_token } = await (await call("/v2/token", { method: "POST", body })).json();
  const auth = `Bearer ${access_token}`;
  expect((await call(`${pool(MG)}/${xe(0)}`, { auth })).status).toBe(200);
  expect(await refusal(call(pool(), { auth }))).toEqual(forbidden);
});
