/** What a terminal gets: tables that fit, and a line that tells what is going on. */
import { describe, expect, test } from "vitest";
import { style } from "../../../lib/cli/output/style.ts";
import { growing, pairs } from "../../../lib/cli/output/table.ts";
import { cut, padded, widthOf } from "../../../lib/cli/output/width.ts";
import type { Platform, Sink } from "../../../lib/cli/platform/platform.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import { command, MG, pool, refuse, XE } from "./harness.ts";

describe("a table", () => {
  const plain = style(false);

  test("columns are as wide as what is in them, and never get narrower", () => {
    const show = growing(["A", "LONG NAME", "C"], plain);
    expect(show([["1", "x", "y"], ["wide one", "x", "y"]])).toBe(
      "A         LONG NAME  C\n1         x          y\nwide one  x          y\n",
    );
    expect(show([])).toBe("");
    expect(show([["2", "x", "y"]])).toBe("2         x          y\n");
    expect(show([["wider than before", "x", "y"]])).toBe("wider than before  x          y\n");
  });

  test("where a row does not fit, it goes on in a further line, and no cell is broken", () => {
    const row = ["whatsapp:+12487960483", "WhatsApp", "US", XE, "2026-11-26"];
    const show = growing(["SENDER", "TYPE", "COUNTRY", "SID", "CREATED"], plain, { columns: 60 });
    expect(show([row])).toBe(
      `SENDER                 TYPE      COUNTRY
  SID                                 CREATED
whatsapp:+12487960483  WhatsApp  US
  ${XE}  2026-11-26
`,
    );
    expect(show([row])).toBe(
      `whatsapp:+12487960483  WhatsApp  US\n  ${XE}  2026-11-26\n`,
    );
  });

  test.each([[40, 3], [60, 2], [87, 2], [88, 1], [undefined, 1]])(
    "in %s columns a row has %s lines",
    (columns, lines) => {
      const row = ["whatsapp:+12487960483", "WhatsApp", "US", XE, "2026-11-26"];
      const names = ["SENDER", "TYPE", "COUNTRY", "SID", "CREATED"];
      const text = growing(names, plain, { columns })([row]);
      expect(text.split("\n")).toHaveLength(2 * lines + 1);
      expect(text).toContain(XE);
      for (const line of text.split("\n")) {
        expect(line.length).toBeLessThanOrEqual(Math.max(columns ?? 999, 36));
      }
    },
  );

  test("the header stands out, and nothing else does", () => {
    const { bold } = style(true);
    expect(growing(["A", "B"], style(true), { columns: 3 })([["x", "y"]]))
      .toBe(`${bold("A")}\n  ${bold("B")}\nx\n  y\n`);
  });

  test("pairs have no header", () => {
    expect(pairs([["sid", "x"], ["sender", "y"]])).toBe("sid     x\nsender  y\n");
  });

  test("what is wide, and what is on top of something else, takes what it takes", () => {
    expect(["Shop", "店铺", "Café", "Cafe\u0301", "🛒 é"].map(widthOf)).toEqual([4, 4, 4, 4, 4]);
    expect(padded("店", 4)).toBe("店  ");
    expect(padded("long", 2)).toBe("long");
    expect(cut("店铺 Shop", 5)).toBe("店铺 ");
    expect(cut("Shop", 5)).toBe("Shop");
  });
});

/** A terminal: what is on its screen at last, and all that was written. */
function terminal(): Sink & { readonly all: () => string } {
  let all = "";
  const write = (text: string) => Promise.resolve(void (all += text));
  return { write, interactive: true, columns: 80, all: () => all };
}

/** The lines that were shown and taken away. */
const told = (text: string) =>
  // deno-lint-ignore no-control-regex -- as a terminal understands it
  [...text.matchAll(/\r\x1b\[K([^\r\n]+)/g)].map(([, line]) => line);
const erase = "\r\x1b[K";

describe("what is going on", () => {
  const busy = (inner: Transport): Transport => {
    const answers = [
      Response.json({ code: 20429, message: "Too many" }, {
        status: 429,
        headers: { "retry-after": "0" },
      }),
    ];
    return (request) => answers.length ? Promise.resolve(answers.shift()!) : inner(request);
  };

  async function run(line: string, platform: Partial<Platform> = {}) {
    const stderr = terminal();
    const { code, out } = await command(line, { stderr, ...platform });
    return { code, out, screen: stderr.all() };
  }

  test("a wait before a retry, which the next output takes away", async () => {
    const fetch = busy(createSandbox().fetch);
    const { code, screen } = await run(`delete ${XE} -s ${MG}`, { fetch });
    expect(code).toBe(1);
    expect(told(screen)[0]).toMatch(/^429, retry in 0\.\d s \(2 of 4\)$/);
    expect(screen).toContain(`${erase}error: [20404]`);
  });

  test("how long the wait is, and that no answer came", async () => {
    const controller = new AbortController();
    const stderr = terminal();
    const write = async (text: string) => {
      await stderr.write(text);
      if (text.includes("retry")) controller.abort(); // nobody waits for it
    };
    const platform = { stderr: { ...stderr, write }, signal: controller.signal };
    const busy = { code: 20429, message: "Too many", status: 429 };
    const fetch = refuse(429, busy, { "retry-after": "5" });
    expect((await command(`list -s ${MG}`, { ...platform, fetch })).code).toBe(130);
    expect(told(stderr.all())).toEqual(["429, retry in 5 s (2 of 4)"]);
    expect(stderr.all().endsWith(erase)).toBe(true);
    const { screen } = await run(`list -s ${MG}`, {
      fetch: () => Promise.reject(new TypeError("fetch failed")),
    });
    expect(told(screen)[0]).toMatch(/^no answer, retry in 0\.\d s \(2 of 4\)$/);
    expect(told(screen).filter((line) => line!.includes("retry"))).toHaveLength(3);
  });

  test("the line is gone at the end, whatever comes", async () => {
    const { code, screen } = await run(`list -s ${MG}`, { fetch: busy(pool(1)) });
    expect(code).toBe(0);
    expect(screen.endsWith(erase)).toBe(true);
  });

  test("what of a long list has come, unless that is on the screen already", async () => {
    const line = `list -s ${MG} --page-size 2`;
    const { out, screen } = await run(line, { fetch: pool(5) });
    expect(told(screen)).toEqual(["2 channel senders listed", "4 channel senders listed"]);
    expect(out.split("\n")).toHaveLength(7);
    const stdout = terminal();
    expect((await run(line, { fetch: pool(5), stdout })).screen).toBe("");
    expect(stdout.all().split("\n")).toHaveLength(7);
  });

  test("the search for a service by its name", async () => {
    const { screen } = await run("list -s Shop");
    expect(told(screen)[0]).toMatch(/^looking for the service "Shop": 2 looked at$/);
  });

  test("no line is wider than the terminal", async () => {
    const stderr = { ...terminal(), columns: 20 };
    const { code } = await command("list -s Shop", { stderr });
    expect(code).toBe(2);
    expect(told(stderr.all())[0]).toBe("looking for the ser");
  });

  test.each([["--json"], ["--quiet"], ["-q"]])("nothing with %s", async (flag) => {
    const { screen } = await run(`list -s ${MG} ${flag}`, { fetch: busy(pool(1)) });
    expect(screen).toBe("");
  });

  test("nothing where there is no terminal", async () => {
    const line = `list -s ${MG} --page-size 1`;
    expect((await command(line, { fetch: busy(pool(3)) })).err).toBe("");
  });
});

describe("--quiet", () => {
  test("leaves data and errors, and no note", async () => {
    expect(await command(`list -s ${MG} -q`)).toEqual({ code: 0, out: "", err: "" });
    expect(await command(`list -s ${MG} -q --limit 1 --page-size 1`, { fetch: pool(3) }))
      .toMatchObject({ code: 0, err: "" });
    expect((await command(`fetch ${XE} -s ${MG} -q`)).err).toMatch(/^error: \[20404\]/);
  });
});
