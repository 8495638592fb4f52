/** What the files about the sandbox's alpha senders share: both kinds are asked the same. */
import { describe, expect, test } from "vitest";
import { type AccountSeed, createSandbox, type SandboxOptions } from "../../../lib/sandbox/mod.ts";
import { AC, base, basic, caller, MG, MG2, refusal, SK, start, whole } from "./sandbox.ts";

/** A kind, and what is its own. */
export interface NameCase {
  readonly path: "AlphaSenders" | "DestinationAlphaSenders";
  readonly seed: "alphaSenders" | "destinationAlphaSenders";
  /** What the wire says beside. */
  readonly more: object;
}

/** Tests what both kinds have in common. */
export function testNames({ path, seed, more }: NameCase): void {
  const sidOf = (index: number) => `AI${index.toString(16).padStart(32, "0")}`;
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  const collection = (service = MG) => `/v1/Services/${service}/${path}`;

  function begin(count = 2, options: SandboxOptions & { more?: Partial<AccountSeed> } = {}) {
    const { more, ...rest } = options;
    const senders = range(count).map((n) => ({ sid: sidOf(n), alphaSender: `Shop ${n}` }));
    const services = [{ sid: MG, [seed]: senders }, { sid: MG2 }];
    const accounts = [{ accountSid: AC, authToken: "the-auth-token", services, ...more }];
    const started = start({ accounts, ...rest });
    const add = (name: string, service = MG) =>
      started.call(collection(service), {
        method: "POST",
        body: `AlphaSender=${encodeURIComponent(name)}`,
      });
    return { ...started, add };
  }

  test("create makes a SID; fetch, list and delete know it", async () => {
    const { call, add } = begin(1);
    const created = await add("My Co & Me");
    expect(created.status).toBe(201);
    const body = await created.json();
    expect(body).toEqual({
      sid: expect.stringMatching(/^AI[\da-f]{32}$/),
      account_sid: AC,
      service_sid: MG,
      date_created: "2026-01-02T03:04:05Z",
      date_updated: null,
      alpha_sender: "My Co & Me",
      capabilities: ["SMS"],
      ...more,
      url: `${base}${collection()}/${body.sid}`,
    });
    expect(await (await call(`${collection()}/${body.sid}`)).json()).toEqual(body);
    const { meta, alpha_senders: all } = await (await call(collection())).json();
    expect([meta.key, all.map(({ sid }: { sid: string }) => sid)]).toEqual([
      "alpha_senders",
      [sidOf(0), body.sid],
    ]);
    const target = `${collection()}/${body.sid}`;
    expect((await call(target, { method: "DELETE" })).status).toBe(204);
    expect((await call(target)).status).toBe(404);
    // It comes back as another one.
    expect((await (await add("My Co & Me")).json()).sid).not.toBe(body.sid);
  });

  test("SIDs differ, even where chance repeats itself, and in another service", async () => {
    const { add } = begin(0, { random: () => 0 });
    const sids = await Promise.all(
      [add("a"), add("b"), add("a", MG2)].map(async (answer) => (await (await answer).json()).sid),
    );
    expect(new Set(sids).size).toBe(3);
  });

  test("many pages", async () => {
    const { call } = begin(120);
    const { alpha_senders, meta } = await (await call(`${collection()}?PageSize=100`)).json();
    const next = await (await call(meta.next_page_url)).json();
    expect([alpha_senders.length, next.alpha_senders.length]).toEqual([100, 20]);
    expect(next.meta.next_page_url).toBe(null);
  });

  describe("refusals", () => {
    test.each([
      ["nothing", "", 21708],
      ["an empty name", "AlphaSender=", 21708],
      ["one of digits", "AlphaSender=12345", 21709],
      ["one too long", "AlphaSender=Twelve_chars", 21709],
      ["one of other characters", "AlphaSender=caf%C3%A9", 21709],
    ])("create by %s", async (_, body, code) => {
      const { call } = begin();
      expect((await refusal(call(collection(), { method: "POST", body }))).slice(0, 2))
        .toEqual([400, code]);
    });

    test("a name that is here, or repeated where that is chosen", async () => {
      expect((await refusal(begin().add("Shop 1"))).slice(0, 2)).toEqual([409, 21710]);
      const again = await begin(2, { senderHere: "repeat" }).add("Shop 1");
      expect([again.status, (await again.json()).sid]).toEqual([200, sidOf(1)]);
    });

    test("what is not there", async () => {
      const { call } = begin();
      for (const target of [`${collection()}/${sidOf(9)}`, `${collection(MG2)}/${sidOf(0)}`]) {
        expect((await refusal(call(target))).slice(0, 2)).toEqual([404, 20404]);
        expect((await refusal(call(target, { method: "DELETE" }))).slice(0, 2))
          .toEqual([404, 20404]);
      }
      const nowhere = collection(`MG${"f".repeat(32)}`);
      expect((await refusal(call(nowhere)))[1]).toBe(20404);
    });

    test("restricted keys", async () => {
      const permissions = [`/twilio/messaging/services.${path.toLowerCase()}/list`];
      const apiKeys = [{ apiKey: SK, apiSecret: "secret", permissions }];
      const { call } = begin(1, { more: { apiKeys } });
      const auth = basic(SK, "secret");
      expect((await call(collection(), { auth })).status).toBe(200);
      expect((await call(`${collection()}/${sidOf(0)}`, { auth })).status).toBe(403);
      expect((await call(collection(), { auth, method: "POST" })).status).toBe(403);
      const target = `${collection()}/${sidOf(0)}`;
      expect((await call(target, { auth, method: "DELETE" })).status).toBe(403);
    });
  });

  test("state in and out, with what was removed, to the byte", async () => {
    const { sandbox, call, add } = begin(3);
    const { meta } = await (await call(`${collection()}?PageSize=1`)).json();
    await call(`${collection()}/${sidOf(0)}`, { method: "DELETE" });
    await add("New one");
    await add("Shop 0", MG2);
    const again = createSandbox({ ...sandbox.state(), requestId: () => "RQ" });
    expect(again.state()).toEqual(sandbox.state());
    const pages = [collection(), collection(MG2), meta.next_page_url as string];
    for (const target of pages) {
      const mine = await (await call(target)).json();
      expect(await (await caller(again)(target)).json()).toEqual(mine);
      expect(await whole(caller(again)(target))).toContain("[200,");
    }
  });

  const one = { sid: sidOf(0), alphaSender: "Shop" };
  test.each<[string, object[]]>([
    ["[0].sid", [{ ...one, sid: "AI1" }]],
    ["[1].sid", [one, one]],
    ["[0].alphaSender", [{ ...one, alphaSender: "12345" }]],
    ["[0].alphaSender", [{ sid: sidOf(0) }]],
    ["[0].removed", [{ ...one, removed: "yes" }]],
    ["[0].dateCreated", [{ ...one, dateCreated: "x" }]],
  ])("seeds that make no sense: %s", (field, senders) => {
    const services = [{ sid: MG, [seed]: senders }];
    expect(() => begin(0, { more: { services } })).toThrow(
      expect.objectContaining({ field: `accounts[0].services[0].${seed}${field}` }),
    );
  });
}
