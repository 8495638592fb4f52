/** Where the command's requests go, and who gets credentials. */
import { describe, expect, test } from "vitest";
import { command, env, MG, pool, XE } from "./harness.ts";

interface Seen {
  readonly url: string;
  readonly method: string;
  readonly authorization: string | null;
  readonly body: string;
}

/** What a command line sends, with these variables beside the credentials. */
async function sentBy(line: string, variables: Record<string, string> = {}) {
  const seen: Seen[] = [];
  const inner = pool(0);
  const outcome = await command(line, {
    env: { ...env, ...variables },
    fetch: async (request) => {
      const { url, method, headers } = request;
      const body = await request.clone().text();
      seen.push({ url, method, authorization: headers.get("authorization"), body });
      return await inner(request);
    },
  });
  return { ...outcome, seen, hosts: seen.map(({ url }) => new URL(url).host) };
}

describe("region and edge", () => {
  test.each([
    [{}, "", "messaging.twilio.com"],
    [{ TWILIO_REGION: "ie1" }, "", "messaging.dublin.ie1.twilio.com"],
    [{ TWILIO_REGION: "" }, "", "messaging.twilio.com"],
    [{ TWILIO_REGION: "ie1" }, "--region au1", "messaging.sydney.au1.twilio.com"],
    [{ TWILIO_EDGE: "ashburn" }, "", "messaging.ashburn.us1.twilio.com"],
    [{ TWILIO_REGION: "ie1", TWILIO_EDGE: "frankfurt" }, "", "messaging.frankfurt.ie1.twilio.com"],
    [{ TWILIO_EDGE: "dublin" }, "--region ie1", "messaging.dublin.ie1.twilio.com"],
    [
      { TWILIO_REGION: "ie1", TWILIO_EDGE: "dublin" },
      "--base-url https://x.example",
      "x.example",
    ],
    [{ SENDERPOOL_BASE_URL: "https://y.example" }, "", "y.example"],
    [{ SENDERPOOL_BASE_URL: "https://y.example", TWILIO_REGION: "ie1" }, "", "y.example"],
    [{ SENDERPOOL_BASE_URL: "https://y.example" }, "--base-url https://x.example", "x.example"],
    [
      { SENDERPOOL_BASE_URL: "https://y.example" },
      "--region ie1",
      "messaging.dublin.ie1.twilio.com",
    ],
    [{ SENDERPOOL_BASE_URL: "" }, "", "messaging.twilio.com"],
    [{ SENDERPOOL_BASE_URL: "http://127.0.0.1:8080" }, "", "127.0.0.1:8080"],
  ])("%j %s: %s", async (variables, flags, host) => {
    const { code, hosts } = await sentBy(`list -s ${MG} ${flags}`, variables);
    expect({ code, hosts }).toEqual({ code: 0, hosts: [host] });
  });

  test("by an edge, a request is what it is otherwise", async () => {
    const [plain] = (await sentBy(`create ${XE} -s ${MG}`)).seen;
    const [byEdge] = (await sentBy(`create ${XE} -s ${MG}`, { TWILIO_EDGE: "umatilla" })).seen;
    const url = plain!.url.replace("messaging.", "messaging.umatilla.us1.");
    expect(byEdge).toEqual({ ...plain, url });
    expect(byEdge).toMatchObject({ method: "POST", body: `Sid=${XE}` });
    expect(byEdge!.authorization).toMatch(/^Basic /);
  });

  test.each([
    [{ TWILIO_REGION: "mars" }, /^error: TWILIO_REGION: expected us1, ie1 or au1\n/],
    [{ TWILIO_EDGE: "evil.example/" }, /^error: TWILIO_EDGE: expected the name of an edge/],
    [{ SENDERPOOL_BASE_URL: "http://x.example" }, /^error: SENDERPOOL_BASE_URL: over plain http:/],
    [{ SENDERPOOL_BASE_URL: "nowhere" }, /^error: SENDERPOOL_BASE_URL: expected /],
  ])("%j is refused", async (variables, said) => {
    const { code, err, seen } = await sentBy(`list -s ${MG}`, variables);
    expect({ code, seen }).toEqual({ code: 2, seen: [] });
    expect(err).toMatch(said);
  });
});

describe("credentials over plain HTTP", () => {
  test.each([
    ["http://proxy.example"],
    ["http://proxy.example:8080/twilio"],
    ["HTTP://10.0.0.7"],
    ["http://[fe80::1]:8080"],
    ["http://localhost.example"],
  ])("do not go to %s", async (url) => {
    const { code, err, seen } = await sentBy(`list -s ${MG} --base-url ${url}`);
    expect({ code, seen }).toEqual({ code: 2, seen: [] });
    expect(err).toMatch(
      /^error: --base-url: over plain http:, .*sees the credentials\nhint: .*https/,
    );
    expect((await sentBy(`list -s ${MG} --base-url ${url} --insecure`)).seen).toHaveLength(1);
  });

  test.each([
    ["http://127.0.0.1:8080"],
    ["http://127.8.8.8"],
    ["http://localhost:8080"],
    ["http://[::1]:8080"],
    ["https://proxy.example"],
  ])("go to %s", async (url) => {
    const { code, seen } = await sentBy(`list -s ${MG} --base-url ${url}`);
    expect({ code, count: seen.length }).toEqual({ code: 0, count: 1 });
  });
});
