/** Several arguments of one verb, items in full, and errors in the command's words. */
import { describe, expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import { command, env, MG, pool, sink, XE } from "./harness.ts";

const sid = (prefix: string, n: number) => `${prefix}${String(n).padStart(32, "0")}`;
const PN = (n: number) => sid("PN", n);

/** A sandbox with a service and five numbers, and what it was asked. */
function shop(change: (inner: Transport, sent: string[]) => Transport = (inner) => inner) {
  const [account] = defaultSeed().accounts;
  const inner = createSandbox({
    accounts: [{
      ...account!,
      services: [{ sid: MG, friendlyName: "Shop" }],
      phoneNumbers: [1, 2, 3, 4, 5].map((n) => ({ sid: PN(n), phoneNumber: `+1212555010${n}` })),
    }],
  }).fetch;
  const sent: string[] = [];
  const counted: Transport = (request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname.replace(/^\/v1\/Services/, "")}`);
    return inner(request);
  };
  const fetch = change(counted, sent);
  return { sent, cli: (line: string, more = {}) => command(line, { fetch, ...more }) };
}

describe("several arguments", () => {
  test("are added in their order, in one table, and taken out again", async () => {
    const { cli, sent } = shop();
    const added = await cli(`numbers add ${PN(1)} ${PN(2)} ${PN(3)} -s ${MG}`);
    expect(added).toMatchObject({ code: 0, err: "" });
    const [head, ...rows] = added.out.trimEnd().split("\n");
    expect(head).toMatch(/^NUMBER +COUNTRY/);
    expect(rows.map((row) => row.split(" ")[0]))
      .toEqual(["+12125550101", "+12125550102", "+12125550103"]);
    expect(sent).toHaveLength(3);

    const removed = await cli(`numbers remove ${PN(1)} ${PN(3)} -s ${MG}`);
    expect(removed).toEqual({
      code: 0,
      out: "",
      err: `${PN(1)} is no longer in ${MG}\n${PN(3)} is no longer in ${MG}\n`,
    });
    const { out } = await cli(`numbers list -s ${MG}`);
    expect(out).toContain(PN(2));
    expect(out.trimEnd().split("\n")).toHaveLength(2);
  });

  test("a service is looked up by its name once", async () => {
    const { cli, sent } = shop();
    await cli(`numbers add ${PN(1)} ${PN(2)} -s Shop`);
    expect(sent.filter((line) => line === "GET ")).toHaveLength(1);
  });

  test("one that is refused does not keep the others", async () => {
    const { cli } = shop();
    await cli(`numbers add ${PN(2)} -s ${MG}`);
    const { code, out, err } = await cli(`numbers add ${PN(1)} ${PN(2)} ${PN(3)} -s ${MG}`);
    expect(code).toBe(1);
    expect(out).toContain(PN(1));
    expect(out).toContain(PN(3));
    expect(err).toMatch(new RegExp(`^error: ${PN(2)}: \\[21710\\] `));
    expect(err).toMatch(/\nerror: 1 of 3 failed\n$/);
  });

  test("a program is told which", async () => {
    const { cli } = shop();
    const { code, out, err } = await cli(`numbers add ${PN(1)} ${PN(9)} -s ${MG} --json`);
    expect(code).toBe(1);
    expect(out.trimEnd().split("\n").map((line) => JSON.parse(line).sid)).toEqual([PN(1)]);
    const errors = err.trimEnd().split("\n").map((line) => JSON.parse(line).error);
    expect(errors).toMatchObject([
      { name: "TwilioApiError", argument: PN(9) },
      { name: "NotAsHoped", message: "1 of 2 failed" },
    ]);
  });

  test("of those that were done, what was refused is none", async () => {
    const { cli } = shop((inner, sent) => (request) => {
      if (sent.length < 2) return inner(request);
      const body = { code: 1, message: "no" };
      return Promise.resolve(Response.json(body, { status: 401 }));
    });
    const numbers = [9, 1, 2].map(PN).join(" "); // the first is none of the account's
    const { err } = await cli(`numbers add ${numbers} -s ${MG}`);
    expect(err).toMatch(new RegExp(`^1 of 3 were done: not ${PN(2)}, and none after it$`, "m"));
  });

  test.each([401, 403, 412, 501])("a %i ends it, and what was done is told", async (status) => {
    const { cli, sent } = shop((inner, sent) => (request) => {
      if (sent.length < 1) return inner(request);
      sent.push("refused");
      const body = { code: 1, message: "no" };
      return Promise.resolve(Response.json(body, { status }));
    });
    const numbers = [1, 2, 3, 4].map(PN).join(" ");
    const { code, err } = await cli(`numbers add ${numbers} -s ${MG}`);
    expect(code).toBe(1);
    // Where it is not known what became of it, that is told.
    const ended = status < 500
      ? `: not ${PN(2)}, and none after it`
      : `, and maybe ${PN(2)}, but none after it`;
    expect(err).toMatch(new RegExp(`^1 of 4 were done${ended}\nerror: `));
    expect(sent.length).toBe(status < 500 ? 2 : 3);
  });

  test("all are checked before the first is sent", async () => {
    const { cli, sent } = shop();
    for (
      const [line, said] of [
        [`numbers add ${PN(1)} +12125550102 -s Shop`, /^error: <sid> \(2 of 2\): expected /],
        [`pool attach +12125550101 nobody: -s Shop`, /^error: <address> \(2 of 2\): expected /],
        [
          `pool attach +12125550101 messenger:1234 -s Shop`,
          /^error: <address> \(2 of 2\): expected /,
        ],
        [`messages fetch ${sid("SM", 1)} SM1`, /^error: <sid> \(2 of 2\): expected /],
        [`delete ${XE} XE -s Shop`, /^error: <sid> \(2 of 2\): expected /],
      ] as const
    ) {
      const { code, err } = await cli(line);
      expect({ line, code }).toEqual({ line, code: 2 });
      expect(err).toMatch(said);
    }
    expect(sent).toEqual([]);
  });

  test("senders are attached and detached by their addresses", async () => {
    const { cli } = shop();
    const attached = await cli(
      "pool attach +12125550101 +12125550199 whatsapp:+12487960483 -s Shop",
    );
    expect(attached.code).toBe(1);
    expect(attached.err).toMatch(/^error: \+12125550199: .*found none\n/);
    const { out } = await cli("pool list -s Shop");
    expect(out).toContain("+12125550101");
    expect(out).toContain("whatsapp:+12487960483");
    expect(await cli("pool detach +12125550101 whatsapp:+12487960483 -s Shop"))
      .toMatchObject({ code: 0, out: "" });
    expect((await cli("pool list -s Shop")).err).toMatch(/^no senders/);
  });

  test("a terminal shows which one is on its way", async () => {
    const { cli } = shop();
    let screen = "";
    const stderr = { ...sink((text) => screen += text), interactive: true };
    await cli(`numbers add ${PN(1)} ${PN(2)} -s ${MG}`, { stderr });
    expect(screen).toContain(`${PN(2)}: 2 of 2`);
  });

  test("Ctrl-C ends it, and what was done is told", async () => {
    const controller = new AbortController();
    const { cli, sent } = shop((inner, sent) => (request) => {
      if (sent.length === 2) controller.abort();
      return inner(request);
    });
    const numbers = [1, 2, 3, 4, 5].map(PN).join(" ");
    const { code, err } = await cli(`numbers add ${numbers} -s ${MG}`, {
      signal: controller.signal,
    });
    expect(code).toBe(130);
    expect(err).toBe(`2 of 5 were done, and maybe ${PN(3)}, but none after it\n`);
    expect(sent.length).toBeLessThan(4);
  });

  test("Ctrl-C while several are only looked at says of none that it may be done", async () => {
    const controller = new AbortController();
    const { cli } = shop((inner) => (request) => {
      if (request.url.endsWith(PN(2))) controller.abort();
      return inner(request);
    });
    for (const n of [1, 2, 3]) await cli(`numbers add ${PN(n)} -s ${MG}`);
    const line = `numbers fetch ${PN(1)} ${PN(2)} ${PN(3)} -s ${MG}`;
    const { code, err } = await cli(line, { signal: controller.signal });
    expect(code).toBe(130);
    expect(err).toBe(`1 of 3 were done: not ${PN(2)}, and none after it\n`);
  });

  test.each([
    [`numbers add ${PN(1)} -s ${MG}`, /^whether it was done is not known: look/],
    [`numbers remove ${PN(1)} -s ${MG}`, /^whether it was done is not known: look/],
    [`pool attach +12125550101 -s ${MG}`, /^whether it was done is not known: look/],
    [`services fetch ${MG}`, /^$/],
    [`senders wait ${XE}`, /^$/],
  ])("Ctrl-C while one change is under way says that it may be done: %s", async (line, said) => {
    const controller = new AbortController();
    const { cli } = shop(() => ({ signal }) => {
      controller.abort();
      return Promise.reject(signal.reason);
    });
    const { code, err } = await cli(line, { signal: controller.signal });
    expect(code).toBe(130);
    expect(err).toMatch(said);
  });

  test("names of two words are one argument, and a service is one", async () => {
    const { cli, sent } = shop();
    for (const line of ["services create My Shop", "services delete A B", "alphas add My Shop"]) {
      expect((await cli(line)).err, line).toMatch(/^error: too many arguments/);
    }
    expect(sent).toEqual([]);
  });
});

describe("a reader that leaves", () => {
  const failing = (code: string) => ({
    write: () => Promise.reject(Object.assign(new Error(code), { code })),
  });

  test("of the output: what was asked for is done all the same", async () => {
    const { cli, sent } = shop();
    const stdout = failing("EPIPE");
    const numbers = [1, 2, 3].map(PN).join(" ");
    expect(await cli(`numbers add ${numbers} -s ${MG}`, { stdout })).toMatchObject({
      code: 0,
      err: "",
    });
    expect(sent).toHaveLength(3);
    expect((await cli(`numbers add ${PN(1)} ${PN(4)} -s ${MG}`, { stdout })).code).toBe(1);
    expect(sent).toHaveLength(5);
  });

  test("of the errors: so do the others have their turn", async () => {
    const { cli, sent } = shop();
    const stderr = failing("EPIPE");
    expect((await cli(`numbers add ${PN(9)} ${PN(1)} -s ${MG}`, { stderr })).code).toBe(1);
    expect((await cli(`numbers remove ${PN(1)} ${PN(9)} -s ${MG}`, { stderr })).code).toBe(1);
    expect(sent).toHaveLength(4);
    expect((await cli(`numbers list -s ${MG}`)).err).toMatch(/^no phone numbers/);
  });

  test.each([
    [`senders wait ${XE}`, "OFFLINE", 1],
    [`senders wait ${XE}`, "ONLINE", 0],
  ])("%s of one that is %s ends with %i", async (line, status, code) => {
    const { cli } = shop(() => () => Promise.resolve(Response.json({ sid: XE, status })));
    expect((await cli(line, { stdout: failing("EPIPE") })).code).toBe(code);
  });

  test.each([["--json"], [""]])("explain %s ends as it would", async (json) => {
    const line = `explain --to whatsapp:+14155550199 -s ${MG} ${json}`;
    const { code, err } = await shop().cli(line, { stdout: failing("EPIPE") });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("21704") });
  });

  test("output that cannot be written ends it, and what was done is told", async () => {
    const { cli, sent } = shop();
    const numbers = [1, 2, 3].map(PN).join(" ");
    const { code, err } = await cli(`numbers add ${numbers} -s ${MG}`, {
      stdout: failing("ENOSPC"),
    });
    expect(code).toBe(1);
    expect(err).toBe(`1 of 3 were done, and none after ${PN(1)}\nerror: ENOSPC\n`);
    expect(sent).toHaveLength(1);
  });
});

describe("senders that are waited for", () => {
  const XF = `XE${"f".repeat(32)}`;
  const statuses = (of: Record<string, object>) =>
    shop(() => (request) => {
      const sid = new URL(request.url).pathname.split("/").at(-1)!;
      return Promise.resolve(Response.json({ sid, ...of[sid] }));
    });

  test("one that is late does not keep the others", async () => {
    const { cli } = statuses({ [XE]: { status: "CREATING" }, [XF]: { status: "ONLINE" } });
    const { code, out, err } = await cli(`senders wait ${XE} ${XF} --deadline 1`);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`ONLINE.*${XF}`));
    expect(err).toMatch(
      new RegExp(`^error: ${XE}: expected the sender to be ready within 1000 ms`),
    );
    expect(err).toMatch(/\nhint: --deadline is how long to wait\nerror: 1 of 2 failed\n$/);
    expect(err).not.toContain("request:");
  });

  test("no answer at all is told as that", async () => {
    const { cli } = shop(() => ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      })
    );
    const { err } = await cli(`senders wait ${XE} --deadline 0`);
    expect(err).toMatch(
      /Twilio never said what its status is\nhint: --deadline is how long.*check the network/,
    );
  });

  test("why one is offline is told with its SID", async () => {
    const offline = { status: "OFFLINE", offline_reasons: [{ code: "63110" }] };
    const { cli } = statuses({ [XE]: offline, [XF]: { status: "ONLINE" } });
    expect((await cli(`senders fetch ${XE} ${XF}`)).err).toBe(
      `${XE}: it is offline for 63110\n`,
    );
  });
});

describe("an item in full", () => {
  test("of a service, all that was set", async () => {
    const { cli } = shop();
    await cli(`services update Shop --inbound-url https://shop.example/in --validity-period 600`);
    const { code, out } = await cli("services fetch Shop");
    expect(code).toBe(0);
    const lines = new Map(
      out.trimEnd().split("\n").map((line) =>
        /^(\S+) +(.*)$/.exec(line)!.slice(1) as [string, string]
      ),
    );
    expect(lines.get("sid")).toBe(MG);
    expect(lines.get("friendlyName")).toBe("Shop");
    expect(lines.get("inboundRequestUrl")).toBe("https://shop.example/in");
    expect(lines.get("validityPeriod")).toBe("600");
    expect(lines.get("fallbackUrl")).toBe("-");
    expect(lines.get("dateCreated")).toMatch(/^\d{4}-\d\d-\d\dT/);
    // What is there for programs is in JSON.
    expect([...lines.keys()].filter((name) => /^(url|links)/.test(name))).toEqual([]);
    expect(JSON.parse((await cli("services fetch Shop --json")).out)).toHaveProperty("links");
  });

  test("of a sender, by paths", async () => {
    const { cli } = shop();
    const { out } = await cli(`senders update ${XE} --about Everything`);
    expect(out).toMatch(/^senderId +whatsapp:\+12487960483$/m);
    expect(out).toMatch(/^profile\.about +Everything$/m);
    expect(out).not.toMatch(/^SENDER/m);
  });

  test("of several, with an empty line between", async () => {
    const { cli } = shop();
    const { out } = await cli(`account-numbers fetch ${PN(1)} ${PN(2)}`);
    const blocks = out.trimEnd().split("\n\n");
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toMatch(/^phoneNumber +\+12125550101$/m);
    expect(blocks[0]).toMatch(/^capabilities\.sms +true$/m);
    expect(blocks[1]).toMatch(/^phoneNumber +\+12125550102$/m);
  });

  test("nothing in it commands the terminal", async () => {
    const { cli } = shop((inner) => async (request) => {
      const answer = await (await inner(request)).json();
      return Response.json({ ...answer, friendly_name: "\u001b[2JShop\n" });
    });
    expect((await cli(`services fetch ${MG}`)).out).toMatch(
      /^friendlyName +\ufffd\[2JShop\ufffd$/m,
    );
  });
});

describe("errors in the command's words", () => {
  const hello = `messages send --to +12125550199 --body Hi`;
  test.each([
    [`${hello} -s ${MG} --variables {"1":"a"}`, /^error: --variables: expected --template beside/],
    [`messages send --to +12125550199 -s ${MG}`, /--body: expected --body, --media or --template/],
    [
      `${hello} --from +12125550101 --fallback-from +12125550102`,
      /and no --from beside it, got --from/,
    ],
    [`${hello} --from +12125550101 --send-at 2030-01-01T00:00:00Z`, /^error: --service: expected /],
    [
      `${hello} --from whatsapp:+12125550101`,
      /channel of --to, .*: to send on WhatsApp, --to starts/,
    ],
    [`create whatsapp:+12125550101 -s ${MG}`, /is among `senders list --channel …`/],
    [
      `numbers add +12125550101 -s ${MG}`,
      /`pool attach` takes it, or `account-numbers list` finds/,
    ],
    [`codes add 12345 -s ${MG}`, /`pool attach` takes it, or `account-codes list` finds/],
    [`alphas remove Boutique -s ${MG}`, /whose SID `alphas list` finds/],
    [`pool attach ${PN(1)} -s ${MG}`, /which `numbers add` and `numbers remove` take$/m],
    [`pool attach messenger:1234 -s ${MG}`, /give its XE… to `create`/],
  ])("%s", async (line, said) => {
    const { code, err } = await shop().cli(line);
    expect(code).toBe(2);
    expect(err).toMatch(said);
    expect(err).not.toMatch(
      /messagingServiceSid|mediaUrl|contentSid|sendAt|\w\.\w+\(|pool\.attach/,
    );
  });
});

test("what Twilio says is told in its own words", async () => {
  const message = "no data from the carrier, whose messagingServiceSid is unknown";
  const { cli } = shop(() => () =>
    Promise.resolve(Response.json({ code: 1, message }, { status: 400 }))
  );
  expect((await cli("services list")).err).toContain(message);
});

describe("what is left out is told", () => {
  test("the service of the environment, beside --from", async () => {
    const variables = { ...env, TWILIO_MESSAGING_SERVICE_SID: MG };
    const line = "messages send --to +12125550199 --from +12125550101 --body Hi";
    const queued = { sid: null, status: "queued" };
    const { cli } = shop(() => () => Promise.resolve(Response.json(queued, { status: 201 })));
    expect((await cli(line, { env: variables })).err).toMatch(/^by --from alone: TWILIO_MESSAGING/);
    expect((await cli(`${line} -q`, { env: variables })).err).toBe("");
    expect((await cli(line)).err).toBe("");
    expect((await cli(`${line} -s ${MG}`, { env: variables })).err).toBe("");
  });

  test("the rest of a list, where the limit cuts it", async () => {
    const list = (line: string) => command(line, { fetch: pool(5) });
    expect((await list(`list -s ${MG} --limit 3 --page-size 5`)).err)
      .toBe(
        "3 listed, as --limit says, and there are more; go on from a --limit that is a multiple of " +
          "--page-size\n",
      );
    expect((await list(`list -s ${MG} --limit 5`)).err).toBe("");
    expect((await list(`pool list -s ${MG} --limit 3`)).err)
      .toBe("3 listed, as --limit says, and there may be more\n");
    expect((await list(`pool list -s ${MG} --limit 6`)).err).toBe("");
    expect((await list(`list -s ${MG} --limit 2 --page-size 2`)).err).toMatch(/--page-token /);
  });
});

describe("help", () => {
  test("of a verb of a noun, by its name", async () => {
    const { code, out } = await command("help numbers add");
    expect(code).toBe(0);
    expect(out).toBe((await command("numbers add --help")).out);
    expect((await command("help")).out).toBe((await command("--help")).out);
    expect((await command("help pool")).out).toContain("attach");
  });

  test("of what there is not, says what there is", async () => {
    for (const line of ["help nope", "help numbers nope", "help list nope"]) {
      const { code, err } = await command(line);
      expect(code).toBe(2);
      expect(err).toMatch(new RegExp(`^error: there is no command ${line.slice(5)}\n`));
    }
    expect((await command("help numbers nope")).err).toMatch(/hint: .*list, fetch, add, remove/);
  });
});
