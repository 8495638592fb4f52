import { describe, expect, test } from "vitest";
import {
  createDestinationAlphaSender,
  createSend,
  deleteDestinationAlphaSender,
  destinationAlphaSenders,
  fetchDestinationAlphaSender,
  listDestinationAlphaSenders,
} from "../../../mod.ts";
import { testPoolKind } from "../support/pool_member.ts";
import { caught, expectError, json, MG, observe } from "../support/support.ts";

const name = "a name, whose SID alphaSenders.list finds";
const least = { messagingServiceSid: MG, alphaSender: "Twilio" };

describe("destination alpha senders", () => {
  testPoolKind({
    path: "DestinationAlphaSenders",
    prefix: "AI",
    key: "alpha_senders",
    create: {
      input: { alphaSender: "Twilio", isoCountryCode: "FR" },
      form: "AlphaSender=Twilio&IsoCountryCode=FR",
    },
    wire: { alpha_sender: "Twilio", iso_country_code: "FR" },
    value: { alphaSender: "Twilio", isoCountryCode: "FR" },
    mistakes: [["Twilio", name]],
    operations: {
      create: createDestinationAlphaSender,
      fetch: fetchDestinationAlphaSender,
      list: listDestinationAlphaSenders,
      delete: deleteDestinationAlphaSender,
    },
    methods: destinationAlphaSenders,
    recovers: false,
  });

  test("are for all countries where none is named", async () => {
    for (const input of [least, { ...least, isoCountryCode: undefined }]) {
      const request = createDestinationAlphaSender.request(input);
      expect(await request.text()).toBe("AlphaSender=Twilio");
    }
  });

  test.each(["fr", "FRA", "", "F", 33])("say what is no country: %s", async (isoCountryCode) => {
    const input = { ...least, isoCountryCode } as never;
    for (const operation of [createDestinationAlphaSender, listDestinationAlphaSenders]) {
      const error = await caught(() => operation.request(input));
      expectError(error, "TwilioInputError", { field: "isoCountryCode" });
      expect((error as Error).message).toContain("expected two capital letters of ISO 3166-1, got");
    }
  });

  test("refuse a name by which no country would be one of all", async () => {
    const input = { ...least, countryCode: "FR" } as never;
    const error = await caught(() => createDestinationAlphaSender.request(input));
    expectError(error, "TwilioInputError", { field: "countryCode" });
    expect((error as Error).message).toBe(
      "countryCode: expected isoCountryCode, got an unknown name",
    );
  });

  test("are listed by country, on every page", async () => {
    const path = `https://messaging.twilio.com/v1/Services/${MG}/DestinationAlphaSenders`;
    const { fetch, requests } = observe((_, index) =>
      json(200, {
        alpha_senders: [{ sid: null }],
        meta: { next_page_url: index === 0 ? `${path}?Page=1&PageToken=PT1` : null },
      })
    );
    const methods = destinationAlphaSenders(createSend({ auth: null, fetch }));
    const input = { messagingServiceSid: MG, isoCountryCode: "FR", pageSize: 1 };
    expect(await methods.list(input).toArray()).toHaveLength(2);
    expect(requests.map(({ url }) => url)).toEqual([
      `${path}?IsoCountryCode=FR&PageSize=1`,
      `${path}?IsoCountryCode=FR&PageSize=1&Page=1&PageToken=PT1`,
    ]);
    const alone = listDestinationAlphaSenders.request({ ...least, isoCountryCode: "FR" });
    expect(alone.url).toBe(`${path}?IsoCountryCode=FR`);
  });
});
