import { describe, expect, test } from "vitest";
import { TwilioInputError } from "../../../mod.ts";
import { createSandbox, type SandboxOptions } from "../../../lib/sandbox/mod.ts";
import { account, MG2, pool, range, refusal, start, xe } from "../support/sandbox.ts";

// What a sandbox does where Twilio's behaviour is unknown: each choice, and its default.
const notFound = (path: string) => [404, 20404, `The requested resource ${path} was not found`];
const here = pool().slice(3);
const here2 = pool(MG2).slice(3);
const invalid = [400, 21421, "Phone Number is invalid"];

async function sids(answer: Response | Promise<Response>): Promise<string[]> {
  const response = await answer;
  expect(response.status).toBe(200);
  return (await response.json()).senders.map(({ sid }: { sid: string }) => sid);
}

describe("page sizes", () => {
  test.each([
    [undefined, [400, 20001, "Invalid PageSize."]],
    ["refuse", [400, 20001, "Invalid PageSize."]],
    ["clamp", 1],
    ["default", 50],
  ])("below 1: %s", async (pageSizeBelowMinimum, expected) => {
    const { call } = start({ accounts: [account(60)], pageSizeBelowMinimum } as SandboxOptions);
    for (const size of ["0", "-1", "-99999999999999999999"]) {
      const answer = await call(`${pool()}?PageSize=${size}`);
      if (typeof expected !== "number") expect(await refusal(answer)).toEqual(expected);
      else {
        const { meta, senders } = await answer.json();
        expect([meta.page_size, senders.length]).toEqual([expected, expected]);
        expect(meta.next_page_url).toContain(`?PageSize=${expected}&Page=1&PageToken=`);
      }
    }
    expect((await refusal(call(`${pool()}?PageSize=x`)))[1]).toBe(20001);
  });

  test("above 1000: refused as invalid", async () => {
    const { call } = start({ pageSizeAboveMaximum: "invalid" });
    expect(await refusal(call(`${pool()}?PageSize=1001`))).toEqual([
      400,
      20001,
      "Invalid PageSize.",
    ]);
    expect(await sids(call(`${pool()}?PageSize=1000`))).toEqual(range(0, 3));
  });
});

describe("an empty list", () => {
  test("is a list, unless told otherwise", async () => {
    expect(await sids(start().call(pool(MG2)))).toEqual([]);
    expect(await sids(start({ emptyList: 200 }).call(pool(MG2)))).toEqual([]);
  });

  test("is not found, if told so, and found as soon as there is something", async () => {
    const { call, attach, detach } = start({ emptyList: 404 });
    expect(await refusal(call(pool(MG2)))).toEqual(notFound(here2));
    await attach(5, MG2);
    expect(await sids(call(pool(MG2)))).toEqual([xe(5)]);
    expect(await sids(call(`${pool(MG2)}?PageToken=PT${xe(5)}`))).toEqual([]); // but a page of it
    await detach(5, MG2);
    expect(await refusal(call(pool(MG2)))).toEqual(notFound(here2));
  });
});

describe("the order of a list, newest first", () => {
  const options: SandboxOptions = { accounts: [account(7)], listOrder: "newest" };
  const backwards = range(0, 7).reverse();

  test("pages forth and back", async () => {
    const { call } = start(options);
    const read = async (url: string) => await (await call(url)).json();
    const pages = [await read(`${pool()}?PageSize=3`)];
    while (pages.at(-1).meta.next_page_url) pages.push(await read(pages.at(-1).meta.next_page_url));
    const seen = pages.flatMap(({ senders }) => senders.map(({ sid }: { sid: string }) => sid));
    expect(seen).toEqual(backwards);
    expect(pages.map(({ senders }) => senders.length)).toEqual([3, 3, 1]);
    expect(pages[0].meta.previous_page_url).toBe(null);
    expect(pages[1].meta.url).toContain(`PageToken=PT${xe(4)}`);
    const back = await read(pages[2].meta.previous_page_url);
    expect(back.senders).toEqual(pages[1].senders);
    const first = await read(back.meta.previous_page_url);
    expect([first.senders, first.meta.previous_page_url]).toEqual([pages[0].senders, null]);
  });

  test("holds still while senders come and go", async () => {
    const { call, attach, detach } = start(options);
    const { meta } = await (await call(`${pool()}?PageSize=2`)).json(); // 6, 5
    for (const index of [5, 4, 6]) await detach(index);
    for (const index of [8, 5]) await attach(index);
    expect(await sids(call(meta.next_page_url))).toEqual([xe(3), xe(2)]);
    expect(await sids(call(`${pool()}?PageToken=PT${xe(3)}-`))).toEqual([xe(5), xe(8)]);
    expect(await sids(call(pool()))).toEqual([5, 8, 3, 2, 1, 0].map(xe));
  });

  test("an emptied page leads back, and forth", async () => {
    const { call, detach } = start(options);
    for (const index of [0, 1]) await detach(index);
    const emptied = await (await call(`${pool()}?PageSize=2&Page=3&PageToken=PT${xe(1)}`)).json();
    expect([emptied.senders, emptied.meta.next_page_url]).toEqual([[], null]);
    expect(await sids(call(emptied.meta.previous_page_url))).toEqual([xe(3), xe(2)]);
    for (const index of [5, 6]) await detach(index);
    const before = await (await call(`${pool()}?PageSize=2&Page=1&PageToken=PT${xe(5)}-`)).json();
    expect([before.senders, before.meta.previous_page_url]).toEqual([[], null]);
    expect(await sids(call(before.meta.next_page_url))).toEqual([xe(4), xe(3)]);
  });
});

describe("attaching", () => {
  test.each([
    [undefined, notFound(`${here}/${xe(999)}`)],
    [20404, notFound(`${here}/${xe(999)}`)],
    [21421, invalid],
  ])("a sender that the account does not have: %s", async (unknownSender, expected) => {
    const { attach } = start({ unknownSender } as SandboxOptions);
    expect(await refusal(attach(999))).toEqual(expected);
  });

  test.each([
    [undefined, [400, 20001, "Invalid Sid."]],
    [20001, [400, 20001, "Invalid Sid."]],
    [20404, notFound(`${here}/whatsapp:+15550`)],
    [21421, invalid],
  ])("what is no SID: %s", async (malformedSender, expected) => {
    const { call } = start({ malformedSender } as SandboxOptions);
    const body = "Sid=whatsapp:%2B15550";
    expect(await refusal(call(pool(), { method: "POST", body }))).toEqual(expected);
    expect((await refusal(call(pool(), { method: "POST", body: "Sid=" })))[1]).toBe(20001);
  });

  test("a file where a SID should be", async () => {
    const type = "multipart/form-data; boundary=x";
    const name = 'content-disposition: form-data; name="Sid"; filename="a"';
    const body = `--x\r\n${name}\r\n\r\n${xe(5)}\r\n--x--\r\n`;
    for (const malformedSender of [20001, 20404, 21421] as const) {
      const { call } = start({ malformedSender });
      const [status, code] = await refusal(call(pool(), { method: "POST", body, type }));
      expect([status, code]).toEqual([malformedSender === 20404 ? 404 : 400, malformedSender]);
    }
  });

  test("a sender that is here already", async () => {
    expect((await refusal(start({ senderHere: "refuse" }).attach(0))).slice(0, 2))
      .toEqual([409, 21710]);
    const { call, attach } = start({ senderHere: "repeat" });
    const again = await attach(0);
    expect(again.status).toBe(200);
    expect(await again.text()).toBe(await (await call(`${pool()}/${xe(0)}`)).text());
    expect(await sids(call(pool()))).toEqual(range(0, 3));
  });

  test("a sender of another service: refused", async () => {
    const { attach } = start({ senderElsewhere: "refuse" });
    expect((await refusal(attach(0, MG2))).slice(0, 2)).toEqual([409, 21712]);
  });

  test("a sender of another service: moved", async () => {
    const { call, attach } = start({ senderElsewhere: "move" });
    const moved = await attach(0, MG2);
    expect([moved.status, (await moved.json()).messaging_service_sid]).toEqual([201, MG2]);
    expect(await sids(call(pool()))).toEqual(range(1, 3));
    expect(await sids(call(pool(MG2)))).toEqual([xe(0)]);
    expect((await attach(0)).status).toBe(201); // and back
    expect(await sids(call(pool()))).toEqual([1, 2, 0].map(xe));
  });

  test("a sender of another service: shared", async () => {
    const { call, attach, detach } = start({ senderElsewhere: "share" });
    expect((await attach(0, MG2)).status).toBe(201);
    expect((await refusal(attach(0)))[1]).toBe(21710);
    expect(await sids(call(pool()))).toEqual(range(0, 3));
    expect(await sids(call(pool(MG2)))).toEqual([xe(0)]);
    expect((await detach(0)).status).toBe(204);
    expect(await sids(call(pool(MG2)))).toEqual([xe(0)]);
  });

  test("one more than a service takes", async () => {
    const full = (status: number) => [status, 21714, "Number Pool size limit reached."];
    const { call, attach, detach } = start({ poolLimit: 4 });
    expect((await attach(3)).status).toBe(201);
    expect(await refusal(attach(4))).toEqual(full(412));
    expect((await refusal(attach(3)))[1]).toBe(21710);
    expect((await attach(4, MG2)).status).toBe(201);
    await detach(0);
    expect((await attach(0)).status).toBe(201);
    expect((await (await call(pool())).json()).senders.length).toBe(4);
    expect(await refusal(start({ poolLimit: 0, poolLimitStatus: 403 }).attach(4))).toEqual(
      full(403),
    );
    expect(await refusal(start({ poolLimit: 3, poolLimitStatus: 409 }).attach(4))).toEqual(
      full(409),
    );
    expect(await refusal(start({ poolLimit: 3, poolLimitStatus: 400 }).attach(4))).toEqual(
      full(400),
    );
    expect((await start({ poolLimit: null }).attach(4)).status).toBe(201);
  });
});

describe("the rest", () => {
  test.each([
    [undefined, notFound(`${here}/${xe(5)}`)],
    [20404, notFound(`${here}/${xe(5)}`)],
    [
      21711,
      [
        404,
        21711,
        "Phone Number or Short Code is not associated to the specified Messaging Service.",
      ],
    ],
  ])("detaching what is not here: %s", async (senderNotHere, expected) => {
    const { call, detach } = start({ senderNotHere } as SandboxOptions);
    expect(await refusal(detach(5))).toEqual(expected);
    expect((await refusal(call(`${pool()}/${xe(5)}`)))[1]).toBe(20404);
    const nowhere = `MG${"f".repeat(32)}`;
    expect((await refusal(detach(5, nowhere)))[1]).toBe(20404);
  });

  test("which is refused first: the credentials, or the path", async () => {
    for (const firstChecked of [undefined, "credentials", "path"] as const) {
      const { call } = start({ firstChecked });
      const codes = firstChecked === "path" ? [20404, 20004, 20003] : [20003, 20003, 20003];
      const wrong = { auth: null };
      expect((await refusal(call("/nowhere", wrong)))[1]).toBe(codes[0]);
      expect((await refusal(call(pool(), { ...wrong, method: "PUT" })))[1]).toBe(codes[1]);
      expect((await refusal(call(pool(`MG${"f".repeat(32)}`), wrong)))[1]).toBe(codes[2]);
    }
  });

  test("where the id of a request is", async () => {
    const names = ["twilio-request-id", "t-request-id"];
    for (
      const [requestIdHeader, expected] of [
        [undefined, [true, true]],
        ["both", [true, true]],
        ["Twilio-Request-Id", [true, false]],
        ["T-Request-Id", [false, true]],
      ] as const
    ) {
      const { headers } = await start({ requestIdHeader }).call(pool());
      expect(names.map((name) => headers.has(name))).toEqual(expected);
    }
  });
});

test.each([
  ["pageSizeAboveMaximum", ["cut", null]],
  ["pageSizeBelowMinimum", ["cut", 1]],
  ["emptyList", [204, "404"]],
  ["listOrder", ["random"]],
  ["unknownSender", [20001, "20404"]],
  ["malformedSender", [404]],
  ["senderHere", ["move", true]],
  ["senderElsewhere", ["repeat", false]],
  ["senderNotHere", [404]],
  ["poolLimit", [-1, 0.5, "4", NaN]],
  ["poolLimitStatus", [429]],
  ["missingPermission", [404]],
  ["wrongClient", [500]],
  ["firstChecked", ["body"]],
  ["requestIdHeader", ["X-Request-Id"]],
  ["retryAfter", [-1, "1", 0.5]],
])("%s takes nothing else", (name, values) => {
  for (const value of values) {
    let thrown: unknown;
    try {
      createSandbox({ [name]: value } as SandboxOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown instanceof TwilioInputError && thrown.field).toBe(name);
  }
  expect(() => createSandbox({ [name]: undefined } as SandboxOptions)).not.toThrow();
});

test("a name that is none is refused, as an option and as a choice", () => {
  const sandbox = createSandbox();
  for (
    const wrong of [
      () => createSandbox({ emptyLists: 404 } as SandboxOptions),
      () => sandbox.decide({ emptyLists: 404 } as SandboxOptions),
      () => sandbox.decide({ accounts: [] } as SandboxOptions),
    ]
  ) {
    expect(wrong).toThrow(/: expected one of .*emptyList, .*got an unknown name/);
  }
  for (const wrong of [null, "x", 7]) {
    expect(() => createSandbox(wrong as never)).toThrow(/options: expected an object/);
  }
});
