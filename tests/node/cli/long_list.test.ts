/**
 * A list of 150,000, by the command as a process that has little memory. It needs some 18 MB at any length; if
 * it kept what it has shown, it would need twice what it is given.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountSid, MG } from "./harness.ts";
import { start } from "./processes.ts";

const most = 150_000;
const pageSize = 1000;

/** A page of a list without an end that is worth the name. */
function pageOf(page: number): string {
  const senders = Array.from({ length: pageSize }, (_, at) => {
    const number = page * pageSize + at;
    return {
      sid: `XE${number.toString(16).padStart(32, "0")}`,
      account_sid: accountSid,
      messaging_service_sid: MG,
      sender: `whatsapp:+1${number}`,
      sender_type: "WhatsApp",
      country_code: "US",
      date_created: "2015-07-30T20:12:31Z",
      date_updated: "2015-07-30T20:12:33Z",
      url: `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders/XE${number}`,
    };
  });
  const more = (page + 1) * pageSize < most;
  const next = `https://x/?PageSize=${pageSize}&Page=${page + 1}&PageToken=PT${page + 1}`;
  return JSON.stringify({ senders, meta: { next_page_url: more ? next : null } });
}

const server = createServer(({ url }, response) => {
  const page = new URL(url!, "http://x").searchParams.get("Page");
  response.setHeader("content-type", "application/json").end(pageOf(Number(page ?? 0)));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => void server.close());

describe("150,000 channel senders, with 40 MB for what is kept", () => {
  test.each([["", most + 1], [" --json", most]])("list%s", async (flags, lines) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const node = [process.execPath, "--max-old-space-size=40"];
    const { code, out, err } = await start(node, `list -s ${MG} --base-url ${base}${flags}`)
      .outcome;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.trimEnd().split("\n")).toHaveLength(lines);
  }, 60_000);
});
