import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import { asDate, fetchChannelSender, listChannelSenders, UnexpectedAnswer } from "../../../mod.ts";
import { caught, collection, expectError, json, pageBody, wire } from "../support/support.ts";

// Dates are read by their digits, so that they are the same in every runtime and in every zone.
const moment = Date.UTC(2023, 6, 30, 20, 12, 31);
const minute = 60_000;

describe("a date in any form of ISO 8601 is read, and the same everywhere", () => {
  test.each<[string, number]>([
    ["2023-07-30T20:12:31Z", moment],
    ["2023-07-30t20:12:31z", moment],
    ["2023-07-30T20:12:31+00:00", moment],
    ["2023-07-30T20:12:31-00:00", moment],
    ["2023-07-30T20:12:31+0000", moment],
    ["2023-07-30T20:12:31+00", moment],
    ["2023-07-30T22:12:31+02:00", moment],
    ["2023-07-30T22:12:31+0200", moment],
    ["2023-07-31T01:57:31+05:45", moment],
    ["2023-07-30T11:12:31-09", moment],
    ["2023-07-30T16:42:31-03:30", moment],
    ["2023-07-30T20:12:31", moment],
    ["2023-07-30T20:12:31.5Z", moment + 500],
    ["2023-07-30T20:12:31,5Z", moment + 500],
    ["2023-07-30T20:12:31.123+00:00", moment + 123],
    ["2023-07-30T20:12:31.000001Z", moment],
    ["2023-07-30T20:12:31.123999999Z", moment + 123],
    ["2023-07-30T20:12:31.99999999999999999999Z", moment + 999],
    ["2023-07-30T20:12:31.25", moment + 250],
    ["2023-07-30T20:12Z", moment - 31_000],
    ["2023-07-30T20:12+00:00", moment - 31_000],
    ["2023-07-30T20:12", moment - 31_000],
    ["2023-07-30", Date.UTC(2023, 6, 30)],
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    ["2000-02-29T00:00:00Z", Date.UTC(2000, 1, 29)],
    ["1969-12-31T23:59:59.999Z", -1],
    ["2023-12-31T23:59:59-00:01", Date.UTC(2024, 0, 1, 0, 0, 59)],
    ["0001-01-01T00:00:00+00:00", -62135596800000],
  ])("%s", async (text, time) => {
    expect(asDate(text, "date")?.getTime()).toBe(time);
    const answer = json(200, wire(1, { date_created: text }));
    expect((await fetchChannelSender.parse(answer)).dateCreated?.getTime()).toBe(time);
  });

  test("whatever moment and offset it is", () => {
    const from = new Date("0001-01-02T00:00:00Z");
    const to = new Date("9999-12-30T00:00:00Z");
    const property = fc.property(
      fc.date({ min: from, max: to, noInvalidDate: true }),
      fc.integer({ min: -1439, max: 1439 }),
      fc.constantFrom(":", ""),
      (date, offset, colon) => {
        const local = new Date(date.getTime() + offset * minute).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const two = (number: number) => String(number).padStart(2, "0");
        const text = `${local}${offset < 0 ? "-" : "+"}${two(hours)}${colon}${two(minutes)}`;
        expect(asDate(text, "date")?.getTime()).toBe(date.getTime());
        expect(asDate(date.toISOString(), "date")?.getTime()).toBe(date.getTime());
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test("but one that the calendar or the clock does not have is none", () => {
    const none = [
      "2023-02-29T00:00:00Z",
      "2023-02-30",
      "1900-02-29T00:00:00+00:00",
      "2023-04-31T00:00:00Z",
      "2023-13-01",
      "2023-00-10",
      "2023-01-00",
      "2023-01-01T24:00:01Z",
      "2023-01-01T00:60Z",
      "2023-01-01T00:00:00+02:",
      "2023-01-01T00:00:60Z",
      "2023-01-01T00:00:00+24:00",
      "2023-01-01T00:00:00+01:60",
      "2023-01-01T00:00:00.Z",
      "2023-01-01T00:00.5Z",
      "2023-01-01T",
      "2023-01-01Z",
      "2023-01-01T00:00:00 Z",
      "2023-01-01T00:00:00ZZ",
      "20230101T000000Z",
      "+2023-01-01T00:00:00Z",
    ];
    for (const text of none) expect(() => asDate(text, "date"), text).toThrow(UnexpectedAnswer);
  });
});

describe("a date that can't be read", () => {
  const bad = "2023-07-30T25:00:00Z";

  test("is named by its item, its member and its value, and takes a thousand with it", async () => {
    const senders = Array.from({ length: 1000 }, (_, number) => wire(number));
    senders[731] = wire(731, { date_updated: bad });
    const answer = json(200, { ...pageBody([], null), senders });
    expectError(await caught(() => listChannelSenders.parse(answer)), "TwilioResponseError", {
      reason: `senders[731].date_updated: expected a date and time in ISO 8601, got "${bad}"`,
    });
  });

  test.each([
    ["+12125550123", "an address"],
    ["1234567890123456", "a text of 16 characters"],
    ["2023-07-30T20:12:31Z please", "a text with white space"],
    [`2023-${"1".repeat(40)}`, "a text of 45 characters"],
    ["", "an empty text"],
    [1690747951, "a number"],
  ])("is shown if it looks like one, and otherwise not: %s", async (value, got) => {
    const answer = json(200, wire(1, { date_created: value }));
    const error = await caught(() => fetchChannelSender.parse(answer, { url: collection }));
    expectError(error, "TwilioResponseError", {
      reason: `date_created: expected a date and time in ISO 8601, got ${got}`,
    });
  });
});
