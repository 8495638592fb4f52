import { describe, expect, test } from "vitest";
import { createClient, destinationAlphaSenders } from "../../../../mod.ts";
import { createSandbox } from "../../../../lib/sandbox/mod.ts";
import { AC, MG } from "../../support/sandbox.ts";
import { testNames } from "../../support/sandbox_names.ts";

describe("destination alpha senders", () =>
  testNames({
    path: "DestinationAlphaSenders",
    seed: "destinationAlphaSenders",
    more: { iso_country_code: "" },
  }));

function start() {
  const seeds = Array.from({ length: 30 }, (_, index) => ({
    sid: `AI${`${index}`.padStart(32, "0")}`,
    alphaSender: `Shop ${index}`,
    ...index % 3 > 0 && { isoCountryCode: index % 3 === 1 ? "FR" : "DE" },
  }));
  const services = [{ sid: MG, destinationAlphaSenders: seeds }];
  const sandbox = createSandbox({ accounts: [{ accountSid: AC, authToken: "token", services }] });
  const { credentials, fetch } = sandbox;
  const extend = { destinationAlphaSenders };
  return { sandbox, ...createClient({ ...credentials, fetch, extend, retry: null }) };
}

const service = { messagingServiceSid: MG };

describe("by country", () => {
  test("are listed, page by page, also where one is removed between two pages", async () => {
    const { destinationAlphaSenders, send, sandbox } = start();
    const input = { ...service, isoCountryCode: "FR", pageSize: 4 };
    const pages: string[][] = [];
    for await (const { items } of destinationAlphaSenders.list(input).pages()) {
      if (pages.length === 0) {
        await destinationAlphaSenders.delete({ ...service, sid: items[3]!.sid! });
      }
      expect(items.every(({ isoCountryCode }) => isoCountryCode === "FR")).toBe(true);
      pages.push(items.map(({ alphaSender }) => alphaSender!));
    }
    expect(pages).toEqual([
      ["Shop 1", "Shop 4", "Shop 7", "Shop 10"],
      ["Shop 13", "Shop 16", "Shop 19", "Shop 22"],
      ["Shop 25", "Shop 28"],
    ]);
    const [first] = sandbox.exchanges({ operation: "listDestinationAlphaSenders" });
    expect(JSON.parse(first!.responseBody!).meta.next_page_url).toMatch(
      /\?IsoCountryCode=FR&PageSize=4&Page=1&PageToken=PTAI\d+$/,
    );
    expect(send).toBeTypeOf("function");
    expect(await destinationAlphaSenders.list(service).toArray()).toHaveLength(29);
    expect(await destinationAlphaSenders.list({ ...service, isoCountryCode: "ES" }).toArray())
      .toEqual([]);
  });

  test("one name may be several", async () => {
    const { destinationAlphaSenders } = start();
    const all = await Promise.all(
      ["ES", "IT", undefined].map((isoCountryCode) =>
        destinationAlphaSenders.create({ ...service, alphaSender: "Twilio", isoCountryCode })
      ),
    );
    expect(all.map(({ isoCountryCode }) => isoCountryCode)).toEqual(["ES", "IT", ""]);
    const again = { ...service, alphaSender: "Twilio", isoCountryCode: "ES" };
    await expect(destinationAlphaSenders.create(again)).rejects.toMatchObject({ code: 21710 });
  });

  test("a country that is none is refused, in a form and in a seed", async () => {
    const { credentials, fetch } = start().sandbox;
    const answer = await fetch(
      new Request(`https://messaging.twilio.com/v1/Services/${MG}/DestinationAlphaSenders`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${credentials.accountSid}:token`)}` },
        body: new URLSearchParams({ AlphaSender: "Twilio", IsoCountryCode: "fr" }),
      }),
    );
    expect(await answer.json()).toMatchObject({ status: 400, code: 20001 });
    const one = { sid: `AI${"a".repeat(32)}`, alphaSender: "Twilio", isoCountryCode: "fr" };
    const services = [{ sid: MG, destinationAlphaSenders: [one] }];
    expect(() => createSandbox({ accounts: [{ accountSid: AC, authToken: "token", services }] }))
      .toThrow(/isoCountryCode/);
  });
});
