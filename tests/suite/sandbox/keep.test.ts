import { describe, expect, test } from "vitest";
import { createSandbox, type KeepOptions } from "../../../lib/sandbox/mod.ts";
import { account, base, MG, OQ, pool, start, xe } from "../support/sandbox.ts";
import { start as startMessages, WHATSAPP } from "../support/sandbox_messages.ts";

// What a sandbox lets go, so that it can run for as long as it likes: what is oldest.

describe("messages", () => {
  test("beyond so many are as those that were deleted, wherever they were", async () => {
    const { sandbox, send, messages } = startMessages([0], {
      keep: { messages: 3 },
      customerWrote: true,
    });
    const sids: string[] = [];
    for (let n = 0; n < 5; n++) {
      sids.push((await send(`whatsapp:+1415555020${n}`)).sid!);
    }
    const there = await messages.list().toArray();
    expect(there.map(({ sid }) => sid)).toEqual(sids.slice(2).reverse());
    await sandbox.deliver();
    const { messages: kept, deletedMessages } = sandbox.state().accounts[0]!;
    expect(kept!.map(({ status }) => status)).toEqual(["delivered", "delivered", "delivered"]);
    expect(deletedMessages).toEqual(sids.slice(0, 2).map((sid) => ({ sid, at: 0 })));
    const again = createSandbox(JSON.parse(JSON.stringify(sandbox.state())));
    expect(again.state()).toEqual(sandbox.state());
  });

  test("and as many recipients are remembered with who served them", async () => {
    const { sandbox, send } = startMessages([0], { keep: { messages: 2 }, customerWrote: true });
    for (let n = 0; n < 5; n++) {
      await send(`whatsapp:+1415555020${n}`);
      await sandbox.deliver();
    }
    const [service] = sandbox.state().accounts[0]!.services!;
    expect(service!.stickies!.length).toBeLessThanOrEqual(3);
    expect(service!.stickies!.at(-1)).toEqual({ to: "whatsapp:+14155550204", sender: WHATSAPP });
  });
});

describe("access tokens", () => {
  test("beyond so many are good no more, the oldest first", async () => {
    const clientSecret = "the-secret";
    const accounts = [{ ...account(0), oauthApps: [{ clientId: OQ, clientSecret }] }];
    const { call, sandbox } = start({ accounts, keep: { tokens: 2 } });
    const tokens: string[] = [];
    for (let n = 0; n < 4; n++) {
      const body = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: OQ,
        client_secret: clientSecret,
      });
      const answer = await call("https://oauth.twilio.com/v2/token", { method: "POST", body });
      tokens.push((await answer.json()).access_token);
    }
    const statuses = [];
    for (const token of tokens) {
      const { status } = await call(pool(), { auth: `Bearer ${token}` });
      statuses.push(status);
    }
    expect(statuses).toEqual([401, 401, 200, 200]);
    expect(sandbox.state().accounts[0]!.oauthApps![0]!.tokens).toHaveLength(2);
  });
});

describe("places of what was removed", () => {
  /** The status of a page that starts after a sender. */
  const after = async ({ call }: ReturnType<typeof start>, index: number, nth = "") =>
    (await call(`${pool()}?PageToken=PT${xe(index)}${nth}`)).status;

  test("beyond so many are forgotten, and page tokens that name them", async () => {
    const started = start({ accounts: [account(6)], keep: { removed: 2 } });
    for (const index of [3, 0, 1, 5]) await started.detach(index);
    const statuses = [];
    for (const index of [0, 1, 2, 3, 4, 5]) statuses.push(await after(started, index));
    expect(statuses).toEqual([400, 200, 200, 400, 200, 200]);
    const state = started.sandbox.state();
    const places = state.accounts[0]!.services![0]!.channelSenders!;
    expect(places).toHaveLength(4);
    expect(createSandbox(JSON.parse(JSON.stringify(state))).state()).toEqual(state);
  });

  test("of one that comes and goes, too: its tokens name the right place, or none", async () => {
    const started = start({ accounts: [account(2)], keep: { removed: 2 } });
    for (let n = 0; n < 5; n++) {
      await started.detach(0);
      await started.attach(0);
    }
    // Five places are past, of which two are kept; it is at the sixth.
    const statuses = [];
    for (const nth of ["", ".2", ".3", ".4", ".5", ".6", ".7"]) {
      statuses.push(await after(started, 0, nth));
    }
    expect(statuses).toEqual([400, 400, 400, 200, 200, 200, 400]);
    const last = await (await started.call(`${pool()}?PageSize=1`)).json();
    expect(last.meta.next_page_url).toContain(`PageToken=PT${xe(1)}`);
  });

  test("of services and messages as well", async () => {
    const { call, sandbox } = start({ keep: { removed: 1 } });
    const sids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const body = new URLSearchParams({ FriendlyName: "x" });
      sids.push((await (await call("/v1/Services", { method: "POST", body })).json()).sid);
    }
    for (const sid of sids) await call(`/v1/Services/${sid}`, { method: "DELETE" });
    const statuses = [];
    for (const sid of sids) {
      statuses.push((await call(`${base}/v1/Services?PageToken=PT${sid}`)).status);
    }
    expect(statuses).toEqual([400, 400, 200]);
    expect(sandbox.state().accounts[0]!.services!.map(({ sid }) => sid)).toContain(MG);
  });
});

test.each<[unknown, string]>([
  [null, "keep"],
  [{ messages: 0 }, "keep.messages"],
  [{ tokens: 1.5 }, "keep.tokens"],
  [{ removed: "1" }, "keep.removed"],
  [{ mesages: 1 }, "keep.mesages"],
])("%j makes no sense", (keep, field) => {
  expect(() => createSandbox({ keep: keep as KeepOptions }))
    .toThrow(expect.objectContaining({ field }));
});
