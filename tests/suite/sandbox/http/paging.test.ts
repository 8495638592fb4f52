import { describe, expect, test } from "vitest";
import { createSandbox, type SandboxOptions } from "../../../../lib/sandbox/mod.ts";

// The list's paging, spoken in raw HTTP. Its form is that of a recorded second page of
// messaging.twilio.com/v1/Services.
const MG = `MG${"a".repeat(32)}`;
const MG2 = `MG${"b".repeat(32)}`;
const url = `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders`;
const xe = (index: number) => `XE${index.toString(16).padStart(32, "0")}`;
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => xe(from + index));

interface Body {
  meta: Record<string, string | number | null>;
  senders: { sid: string }[];
}

/** A service to which the first `count` of the account's senders are attached. */
function start(count: number, options: SandboxOptions = {}, known = count + 10) {
  const sandbox = createSandbox({
    accounts: [{
      accountSid: `AC${"a".repeat(32)}`,
      authToken: "token",
      channelSenders: range(0, known).map((sid) => ({ sid, sender: `rcs:agent_${sid}` })),
      services: [{ sid: MG, channelSenders: range(0, count) }, { sid: MG2 }],
    }],
    ...options,
  });
  const authorization = `Basic ${btoa(`AC${"a".repeat(32)}:token`)}`;
  const call = (target: string, init: RequestInit = {}) =>
    sandbox.fetch(new Request(target, { ...init, headers: { authorization } }));
  const list = async (target: string | number | null | undefined = url) => {
    const response = await call(String(target));
    expect(response.status).toBe(200);
    const { meta, senders }: Body = await response.json();
    return { meta, sids: senders.map(({ sid }) => sid) };
  };
  const refused = async (query: string) => {
    const response = await call(`${url}?${query}`);
    const { code, message, status, more_info } = await response.json();
    expect(more_info).toBe(`https://www.twilio.com/docs/errors/${code}`);
    expect(response.status).toBe(status);
    return [status, code, message];
  };
  const attach = (index: number, service = MG) =>
    call(url.replace(MG, service), {
      method: "POST",
      body: new URLSearchParams({ Sid: xe(index) }),
    });
  return { list, refused, attach, call };
}

describe("pages", () => {
  test("have the recorded form, forwards", async () => {
    const { list } = start(120);
    const first = await list();
    expect(first.sids).toEqual(range(0, 50));
    expect(JSON.stringify(first.meta)).toBe(JSON.stringify({
      page: 0,
      page_size: 50,
      first_page_url: `${url}?PageSize=50&Page=0`,
      previous_page_url: null,
      url: `${url}?PageSize=50&Page=0`,
      next_page_url: `${url}?PageSize=50&Page=1&PageToken=PT${xe(49)}`,
      key: "senders",
    }));
    const second = await list(first.meta.next_page_url);
    expect(second.sids).toEqual(range(50, 100));
    expect(second.meta).toEqual({
      page: 1,
      page_size: 50,
      first_page_url: `${url}?PageSize=50&Page=0`,
      previous_page_url: `${url}?PageSize=50&Page=0&PageToken=PT${xe(50)}-`,
      url: first.meta.next_page_url!,
      next_page_url: `${url}?PageSize=50&Page=2&PageToken=PT${xe(99)}`,
      key: "senders",
    });
    const third = await list(second.meta.next_page_url);
    expect(third.sids).toEqual(range(100, 120));
    expect(third.meta.page).toBe(2);
    expect(third.meta.next_page_url).toBe(null);
    expect(third.meta.previous_page_url).toBe(
      `${url}?PageSize=50&Page=1&PageToken=PT${xe(100)}-`,
    );
  });

  test("go back the same way, and forth again", async () => {
    const { list } = start(120);
    const third = await list(`${url}?PageSize=50&Page=2&PageToken=PT${xe(99)}`);
    const second = await list(third.meta.previous_page_url);
    expect(second.sids).toEqual(range(50, 100));
    expect(second.meta.page).toBe(1);
    expect(second.meta.url).toBe(third.meta.previous_page_url!);
    const first = await list(second.meta.previous_page_url);
    expect(first.sids).toEqual(range(0, 50));
    expect(first.meta.page).toBe(0);
    expect(first.meta.previous_page_url).toBe(null);
    expect((await list(first.meta.next_page_url)).sids).toEqual(range(50, 100));
  });

  test.each([[0, []], [1, [1]], [50, [50]], [51, [50, 1]], [100, [50, 50]]])(
    "of %i senders have no empty one at the end",
    async (count, sizes) => {
      const sandbox = start(count);
      const seen: number[] = [];
      let target: string | number | null | undefined = url;
      while (target) {
        const { meta, sids }: Awaited<ReturnType<typeof sandbox.list>> = await sandbox.list(target);
        if (sids.length) seen.push(sids.length);
        else expect(count).toBe(0);
        target = meta.next_page_url;
      }
      expect(seen).toEqual(sizes);
    },
  );

  test("need no more than their token", async () => {
    const { list } = start(120);
    const { meta, sids } = await list(`${url}?PageToken=PT${xe(9)}`);
    expect(sids).toEqual(range(10, 60));
    expect(meta.page).toBe(0);
    expect(meta.previous_page_url).toBe(`${url}?PageSize=50&Page=0&PageToken=PT${xe(10)}-`);
    expect((await list(meta.previous_page_url)).sids).toEqual(range(0, 10));
    const last = await list(`${url}?PageToken=PT${xe(119)}`);
    expect(last.sids).toEqual([]);
    expect((await list(last.meta.previous_page_url)).sids).toEqual(range(70, 120));
  });

  test("are not selected by their number, which is client state", async () => {
    const { list } = start(120);
    const { meta, sids } = await list(`${url}?PageSize=50&Page=2`);
    expect(sids).toEqual(range(0, 50));
    expect(meta.page).toBe(2);
    expect(meta.url).toBe(`${url}?PageSize=50&Page=2`);
    expect(meta.next_page_url).toBe(`${url}?PageSize=50&Page=3&PageToken=PT${xe(49)}`);
  });

  test("name the host that was asked, where the sandbox is served", async () => {
    const { list } = start(2);
    const local = url.replace("https://messaging.twilio.com", "http://localhost:8080");
    const { meta } = await list(`${local}?PageSize=1`);
    expect(meta.next_page_url).toBe(`${local}?PageSize=1&Page=1&PageToken=PT${xe(0)}`);
  });
});

describe("page sizes", () => {
  test("are 50 by default and up to 1000", async () => {
    const { list } = start(1001);
    expect((await list()).sids.length).toBe(50);
    const { meta, sids } = await list(`${url}?PageSize=1000`);
    expect(sids.length).toBe(1000);
    expect(meta.page_size).toBe(1000);
    expect((await list(`${url}?PageSize=1`)).sids).toEqual([xe(0)]);
  });

  test("above 1000 are lowered", async () => {
    const { list } = start(1001);
    for (const size of ["1001", "5000", "99999999999999999999999999"]) {
      const { meta, sids } = await list(`${url}?PageSize=${size}`);
      expect(sids.length).toBe(1000);
      expect(meta.page_size).toBe(1000);
      expect(meta.next_page_url).toBe(`${url}?PageSize=1000&Page=1&PageToken=PT${xe(999)}`);
    }
  });

  test("above 1000 are refused, if told so", async () => {
    const { list, refused } = start(3, { pageSizeAboveMaximum: "refuse" });
    expect(await refused("PageSize=1001")).toEqual([400, 20007, "Page size too large"]);
    expect((await list(`${url}?PageSize=1000`)).sids.length).toBe(3);
  });

  test.each(["0", "-1", "1.5", "1e3", "x", "", "%2010", "0x10"])("%j is none", async (size) => {
    const { refused } = start(3);
    expect(await refused(`PageSize=${size}`)).toEqual([400, 20001, "Invalid PageSize."]);
  });

  test.each(["-1", "1.5", "x", "", "2147483648"])("%j is no page number", async (page) => {
    const { refused } = start(3);
    expect(await refused(`Page=${page}`)).toEqual([400, 20001, "Invalid Page."]);
  });
});

describe("tokens", () => {
  const refusal = [400, 21481, "Invalid PageToken"];

  test.each([
    ["nothing", ""],
    ["no prefix", xe(0)],
    ["another prefix", `PA${xe(0)}`],
    ["a sender that was never in the service", `PT${xe(3)}`],
    ["an unknown sender", `PT${xe(999)}`],
    ["something after it", `PT${xe(0)}x`],
    ["a second place that it does not have", `PT${xe(0)}.2`],
    ["its first place in another way", `PT${xe(0)}.1`],
    ["a service", `PT${MG}`],
    ["a number", "PT10"],
    ["a key of every object", "PTconstructor"],
  ])("with %s are refused", async (_, token) => {
    const { refused } = start(3);
    expect(await refused(`PageToken=${token}`)).toEqual(refusal);
    expect(await refused(`PageSize=2&Page=1&PageToken=${token}`)).toEqual(refusal);
  });

  test("of another service are refused", async () => {
    const { list, attach, call } = start(2);
    await attach(5, MG2);
    const theirs = url.replace(MG, MG2);
    expect((await list(`${theirs}?PageToken=PT${xe(5)}`)).sids).toEqual([]);
    const response = await call(`${url}?PageToken=PT${xe(5)}`);
    expect([response.status, (await response.json()).code]).toEqual([400, 21481]);
    expect((await call(`${theirs}?PageToken=PT${xe(0)}`)).status).toBe(400);
  });
});
