import { describe, expect, test } from "vitest";
import { createFaults } from "../../../../lib/sandbox/faults/faults.ts";
import type { Answer } from "../../../../lib/sandbox/http/answers.ts";
import { fromRequest } from "../../../../lib/sandbox/http/incoming.ts";
import { createRecorder } from "../../../../lib/sandbox/record/recorder.ts";
import {
  attach,
  type Pool,
  type PoolMember,
} from "../../../../lib/sandbox/resources/attachments.ts";
import {
  bySid,
  poolRoutes,
  type PoolRules,
} from "../../../../lib/sandbox/resources/pool_member.ts";
import { authenticator } from "../../../../lib/sandbox/serve/auth.ts";
import { createEngine } from "../../../../lib/sandbox/serve/engine.ts";
import { collection } from "../../../../lib/sandbox/state/collection.ts";
import type { PoolMemberName } from "../../../../lib/sandbox/http/operations.ts";
import { kept } from "../../../../lib/sandbox/state/kept.ts";
import { createState } from "../../../../lib/sandbox/state/restore.ts";
import type { Account, Service } from "../../../../lib/sandbox/state/state.ts";
import { keepOf } from "../../../../lib/sandbox/keep.ts";
import { unknownsOf } from "../../../../lib/sandbox/unknowns.ts";
import { AC, basic, MG, MG2, range } from "../../support/sandbox.ts";

// What may be in a pool, of a kind that differs from channel senders in all that a kind may.
interface Line extends PoolMember {
  readonly number: string;
}

const pn = (index: number) => `PN${`${index}`.padStart(32, "0")}`;
const now = () => new Date("2026-01-02T03:04:05.678Z");
const strict: PoolRules = {
  here: "refuse",
  elsewhere: "refuse",
  notHere: 21711,
  emptyList: 200,
  isFull: () => false,
};

/** A sandbox with numbers alone: five that the account has, the first in the first service. */
function start(rules: Partial<PoolRules> = {}, meant?: () => Answer) {
  const numbersOf: (account: Account) => Map<string, Line> = kept(() => new Map());
  const poolOf: (service: Service) => Pool<Line> = kept(() => collection());
  const routes = poolRoutes<Line>({
    name: "Number" as PoolMemberName, // a kind that Twilio does not have
    listKey: "numbers",
    poolOf,
    meant: meant ?? bySid({
      field: "NumberSid",
      prefix: "PN",
      membersOf: numbersOf,
      malformed: () => 21421,
      unknown: () => 21421,
    }),
    rules: () => ({ ...strict, ...rules }),
    toWire: ({ member, dateCreated }, { account, service, url }) => ({
      sid: member.sid,
      account_sid: account.sid,
      service_sid: service.sid,
      date_created: dateCreated,
      number: member.number,
      url,
    }),
  });
  const seed = { accountSid: AC, authToken: "token", services: [{ sid: MG }, { sid: MG2 }] };
  const state = createState<unknown>([seed], [], now);
  const account = state.accounts[0]!;
  range(0, 5).forEach((_, index) => {
    const sid = pn(index);
    numbersOf(account).set(sid, { sid, number: `+1415555010${index}`, pool: null });
  });
  attach(poolOf(account.services.get(MG)!), numbersOf(account).get(pn(0))!, "2026-01-01T00:00:00Z");
  const engine = createEngine({
    routes,
    state,
    settings: { now, random: () => 0, unknowns: unknownsOf({}), keep: keepOf() },
    authenticate: authenticator(state, now).authenticate,
    faults: createFaults(() => 0),
    recorder: createRecorder(0, 0),
    requestId: () => "RQ",
    twilios: false,
    concurrency: null,
  });
  return async (method: string, path: string, body?: string) => {
    const headers = {
      authorization: basic(AC, "token"),
      "content-type": "application/x-www-form-urlencoded",
    };
    const init = { method, headers, ...body !== undefined && { body } };
    const url = `https://messaging.twilio.com/v1/Services/${path}`;
    const reply = await engine(fromRequest(new Request(url, init)));
    const answer = JSON.parse(reply.body ?? "null");
    return { status: reply.status, code: answer?.code, message: answer?.message, answer };
  };
}

describe("what may be in a pool", () => {
  test("has its own path, field, SIDs, list and form on the wire", async () => {
    const call = start();
    const { status, answer } = await call("POST", `${MG}/Numbers`, `NumberSid=${pn(1)}`);
    expect(status).toBe(201);
    expect(answer).toEqual({
      sid: pn(1),
      account_sid: AC,
      service_sid: MG,
      date_created: "2026-01-02T03:04:05Z",
      number: "+14155550101",
      url: `https://messaging.twilio.com/v1/Services/${MG}/Numbers/${pn(1)}`,
    });
    const { answer: list } = await call("GET", `${MG}/Numbers`);
    expect(list.meta.key).toBe("numbers");
    expect(list.numbers.map(({ sid }: { sid: string }) => sid)).toEqual([pn(0), pn(1)]);
    expect((await call("GET", `${MG}/Numbers/${pn(1)}`)).answer).toEqual(answer);
    expect((await call("DELETE", `${MG}/Numbers/${pn(1)}`)).status).toBe(204);
    expect((await call("GET", `${MG}/Numbers/${pn(1)}`)).status).toBe(404);
    expect((await call("GET", `${MG}/ChannelSenders`)).code).toBe(20404);
  });

  test.each([
    ["", 400, 20001],
    ["Sid=PN1", 400, 20001],
    ["NumberSid=PN1", 400, 21421],
    [`NumberSid=XE${"0".repeat(32)}`, 400, 21421],
    [`NumberSid=${pn(9)}`, 400, 21421],
    [`NumberSid=${pn(0)}`, 409, 21710],
  ])("is refused by its own codes: %s", async (body, status, code) => {
    expect(await start()("POST", `${MG}/Numbers`, body)).toMatchObject({ status, code });
  });

  test("is refused where the rules of its kind say so", async () => {
    const create = [`${MG2}/Numbers`, `NumberSid=${pn(0)}`] as const;
    expect(await start()("POST", ...create)).toMatchObject({ status: 409, code: 21712 });
    expect(await start({ elsewhere: "share" })("POST", ...create)).toMatchObject({ status: 201 });
    const full = { elsewhere: "share", isFull: ({ sid }: Service) => sid === MG2 } as const;
    expect(await start(full)("POST", ...create)).toMatchObject({
      status: 412,
      code: 21714,
      message: "Number Pool size limit reached.",
    });
    const gone = [`${MG2}/Numbers/${pn(0)}`] as const;
    expect((await start()("DELETE", ...gone)).code).toBe(21711);
    expect((await start({ notHere: 20404 })("DELETE", ...gone)).code).toBe(20404);
    expect((await start({ emptyList: 404 })("GET", `${MG2}/Numbers`)).status).toBe(404);
    const refused = start({}, () => ({ status: 400, body: { code: 21715 } }));
    expect((await refused("POST", ...create)).code).toBe(21715);
  });

  test("moves where the rules of its kind say so, or stays where it is", async () => {
    const moves = start({ elsewhere: "move" });
    expect((await moves("POST", `${MG2}/Numbers`, `NumberSid=${pn(0)}`)).status).toBe(201);
    expect((await moves("GET", `${MG}/Numbers/${pn(0)}`)).status).toBe(404);
    const repeats = start({ here: "repeat" });
    const again = await repeats("POST", `${MG}/Numbers`, `NumberSid=${pn(0)}`);
    expect([again.status, again.answer.date_created]).toEqual([200, "2026-01-01T00:00:00Z"]);
  });
});
