/** `senderpool explain`, in process, over the sandbox. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import type { Selection, Transport } from "../../../mod.ts";
import { command, MG, type Outcome, pool, poolOf, refuse, sink } from "./harness.ts";

let fetch: Transport;
beforeEach(() => {
  fetch = poolOf([
    { sender: "whatsapp:+12487960483" },
    { sender: "whatsapp:+14165550100", countryCode: "CA" },
    { sender: "whatsapp:+12125550101" },
    { sender: "messenger:104794531907950" },
  ]);
});
const explain = (line: string, platform: Partial<Platform> = {}): Promise<Outcome> =>
  command(`explain -s ${MG} ${line}`, { fetch, ...platform });
const sid = (n: number) => `XE${n.toString(16).padStart(32, "0")}`;
/** What is taken, by the headline. */
const taken = async (line: string) => (await explain(line)).out.split(" ")[0];

describe("explain", () => {
  test("the sender, and why it is that one and no other", async () => {
    const { code, out, err } = await explain("--to whatsapp:+14165550199");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.split("\n");
    expect(lines[0]).toBe(
      `whatsapp:+14165550100 (${sid(1)}) is the only one on WhatsApp of CA`,
    );
    expect(lines[2]!.split(/ +/)).toEqual(["SENDER", "COUNTRY", "SID", "TAKEN", "WHY"]);
    expect(lines.slice(3).map((line) => line.split(/ {2,}/))).toEqual([
      ["whatsapp:+12487960483", "US", sid(0), "no", "is not of CA, as another is"],
      ["whatsapp:+14165550100", "CA", sid(1), "yes", "is the only one on WhatsApp of CA"],
      ["whatsapp:+12125550101", "US", sid(2), "no", "is not of CA, as another is"],
      ["messenger:104794531907950", "US", sid(3), "no", "is on Messenger, not on WhatsApp"],
      [""],
    ]);
  });

  test("each option makes its difference", async () => {
    const us = "--to whatsapp:+12125550199";
    expect(await taken(us)).toBe("whatsapp:+12487960483");
    expect(await taken(`${us} --turn 1`)).toBe("whatsapp:+12125550101");
    expect(await taken(`${us} --turn 2`)).toBe("whatsapp:+12487960483");
    expect(await taken(`${us} --sticky ${sid(2)}`)).toBe("whatsapp:+12125550101");
    expect(await taken(`${us} --sticky whatsapp:+12125550101`)).toBe("whatsapp:+12125550101");
    expect(await taken(`${us} --country ca`)).toBe("whatsapp:+14165550100");
    expect(await taken(`${us} --from whatsapp:+14165550100`)).toBe("whatsapp:+14165550100");
    expect(await taken(`${us} --from ${MG}`)).toBe("whatsapp:+12487960483");
    fetch = poolOf([{ sender: "rcs:agent" }, { sender: "whatsapp:+12487960483" }]);
    expect(await taken("--to +12125550199")).toBe("rcs:agent");
    expect(await explain("--to +12125550199 --no-rcs")).toMatchObject({ code: 1 });
  });

  test("JSON: the whole choice in a line", async () => {
    const { code, out, err } = await explain("--to messenger:5 --json");
    expect({ code, err, lines: out.split("\n").length }).toEqual({ code: 0, err: "", lines: 2 });
    const selection: Selection<{ resource: { dateCreated: string } }> = JSON.parse(out);
    expect(selection).toMatchObject({
      sender: {
        kind: "channelSender",
        sid: sid(3),
        sender: "messenger:104794531907950",
        resource: { messagingServiceSid: MG },
      },
      channel: "messenger",
      code: null,
      reason: "is the only one on Messenger",
    });
    expect(selection.considered.map(({ taken }) => taken)).toEqual([false, false, false, true]);
    const { dateCreated } = selection.sender!.resource;
    expect(new Date(dateCreated).toISOString()).toBe(dateCreated);
  });

  test.each([
    ["--to rcs:+12125550199", "[21703] none is on RCS", /add a sender of this channel/],
    [
      "--to messenger:5 --from messenger:6",
      "[63007] --from is not in the pool",
      /`pool list` shows/,
    ],
    [
      "--to messenger:5 --from whatsapp:+14165550100",
      "[30016] --from is on WhatsApp",
      /--from out/,
    ],
  ])("no sender: %s", async (line, said, hint) => {
    const { code, out, err } = await explain(line);
    expect(code).toBe(1);
    expect(out.split("\n")).toHaveLength(6);
    expect(out).not.toContain("yes");
    expect(err.startsWith(`error: ${said}`)).toBe(true);
    expect(err).toMatch(RegExp(`^hint: .*${hint.source}`, "m"));
    const { sender, code: reason } = JSON.parse((await explain(`${line} --json`)).out);
    expect([sender, `[${reason}]`]).toEqual([null, said.split(" ")[0]]);
  });

  test("an empty pool", async () => {
    fetch = pool(0);
    expect(await explain("--to messenger:5")).toEqual({
      code: 1,
      out: "",
      err: "error: [21704] the pool is empty\nhint: add a sender to the service\n",
    });
  });

  test("what is not known is said", async () => {
    expect((await explain(`--to whatsapp:+14165550199 --sticky ${sid(9)}`)).err)
      .toMatch(/^the sender in --sticky is not in the service/);
  });

  test.each([
    ["--to whatsapp:12125550199", /^error: --to: expected .*without \+/],
    ["--to whatsapp:+12125550199 --from 2125550199", /^error: --from: expected /],
    ["--to whatsapp:+12125550199 --country USA", /^error: --country: expected two letters/],
    ["--to whatsapp:+12125550199 --turn -1", /'--turn <n>'.*whole number/],
    ["--to whatsapp:+12125550199 --turn 99999999999999999999", /^error: --turn: expected /],
    ["", /required option '--to <address>' not specified/],
  ])("wrong usage: %s", async (line, said) => {
    const sent = () => Promise.reject(new Error("sent"));
    const { code, out, err } = await explain(line, { fetch: sent });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });

  test("Twilio refuses", async () => {
    fetch = refuse(404, { code: 20404, message: "No", status: 404 });
    const { code, out, err } = await explain("--to messenger:5");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error: \[20404\] No/);
  });
});

describe("a large pool", () => {
  beforeEach(() => {
    fetch = poolOf([
      ...Array.from({ length: 1500 }, (_, n) => ({ sender: `whatsapp:+1212555${1000 + n}` })),
      ...Array.from({ length: 3 }, (_, n) => ({ sender: `rcs:agent${n}` })),
    ]);
  });

  test("has a line for each reason, the sender first", async () => {
    const { code, out, err } = await explain("--to whatsapp:+12125550199 --turn 7");
    expect({ code, err }).toEqual({ code: 0, err: "--all shows each of them\n" });
    expect(out.split("\n").slice(2).map((line) => line.split(/ {2,}/))).toEqual([
      ["SENDERS", "SUCH AS", "TAKEN", "WHY"],
      [
        "1",
        "whatsapp:+12125551007",
        "yes",
        "is number 8 of 1500 on WhatsApp of US, and has the turn",
      ],
      ["1499", "whatsapp:+12125551000", "no", "is another of 1500, and number 8 has the turn"],
      ["3", "rcs:agent0", "no", "is on RCS, not on WhatsApp"],
      [""],
    ]);
  });

  test("is shown whole with --all", async () => {
    const { code, out, err } = await explain("--to whatsapp:+12125550199 --all");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.trimEnd().split("\n").slice(3);
    expect(lines).toHaveLength(1503);
    expect(out.match(/^SENDER /gm)).toHaveLength(1);
    expect(lines.filter((line) => / {2}yes {2}/.test(line))).toHaveLength(1);
    expect(lines[1502]).toMatch(/^rcs:agent2 .* no {5}is on RCS, not on WhatsApp$/);
  });

  test("of 20 is shown whole", async () => {
    fetch = pool(20);
    expect((await explain("--to whatsapp:+12125550199")).out.trimEnd().split("\n")).toHaveLength(
      23,
    );
    fetch = pool(21);
    expect((await explain("--to whatsapp:+12125550199")).err).toContain("--all");
  });
});

test("no text from elsewhere commands the terminal", async () => {
  const sender = { sid: sid(1), sender: "whatsapp:+1\x1b[2J\r\n\u202e", country_code: "U\x07" };
  const body = { senders: [sender], meta: { next_page_url: null, key: "senders" } };
  const nothing = { phone_numbers: [], short_codes: [], alpha_senders: [] };
  fetch = refuse(200, { ...nothing, ...body });
  const { out } = await explain("--to whatsapp:+12125550199");
  expect(out).toContain("whatsapp:+1\uFFFD[2J\uFFFD\uFFFD\uFFFD (XE");
  // deno-lint-ignore no-control-regex -- the point of it
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
});

test("the sender stands out on a terminal", async () => {
  let out = "";
  const stdout = { ...sink((text) => out += text), styled: true };
  await explain("--to messenger:5", { stdout });
  expect(out.startsWith("\x1b[1mmessenger:104794531907950\x1b[22m (XE")).toBe(true);
});
