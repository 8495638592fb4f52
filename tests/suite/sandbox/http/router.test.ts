import { describe, expect, test } from "vitest";
import { account, base, basic, MG, pool, refusal, start, xe } from "../../support/sandbox.ts";

// Where a request goes by its URL, and what is said of one that goes nowhere.
const notFound = (path: string) => [404, 20404, `The requested resource ${path} was not found`];

describe("the host", () => {
  test.each([
    [base, pool(), "messaging.twilio.com"],
    ["https://messaging.dublin.ie1.twilio.com", pool(), "messaging.twilio.com"],
    ["https://api.twilio.com", "/2010-04-01/Accounts", "api.twilio.com"],
    ["https://oauth.twilio.com", "/v2/token", "oauth.twilio.com"],
    ["https://verify.twilio.com", "/v2/Services", "verify.twilio.com"],
    ["http://127.0.0.1:8080", pool(), "messaging.twilio.com"],
    ["http://127.0.0.1:8080", "/2010-04-01/Accounts", "api.twilio.com"],
    ["http://127.0.0.1:8080", "/v2/token", "oauth.twilio.com"],
    ["http://127.0.0.1:8080", "/nowhere", "messaging.twilio.com"],
    ["https://nottwilio.com", "/nowhere", "messaging.twilio.com"],
    ["https://twilio.com", "/nowhere", "messaging.twilio.com"],
  ])("%s, at %s, is %s", async (host, path, domain) => {
    const { call } = start();
    for (const method of ["GET", "OPTIONS", "PUT"]) {
      const { headers } = await call(host + path, { method });
      expect(headers.get("x-api-domain")).toBe(domain);
    }
  });

  test("that URLs name is the product's, at any of Twilio's", async () => {
    const { call } = start();
    for (const host of [base, "https://api.twilio.com", "https://messaging.us1.twilio.com"]) {
      expect((await (await call(host + pool())).json()).meta.url.startsWith(base + pool())).toBe(
        true,
      );
    }
  });
});

describe("a path that leads nowhere", () => {
  test.each([
    ["/v1/Services/MG71", "/Services/MG71"],
    ["/v1", "/v1"],
    ["/v10/Services", "/v10/Services"],
    ["/v2/Channels/Sender", "/v2/Channels/Sender"],
    ["/v2/token/", "/v2/token/"],
    ["/2010-04-01/Accounts.json", "/2010-04-01/Accounts.json"],
    [`${pool()}/`, `${pool().slice(3)}/`],
    [`${pool()}/${xe(0)}/`, `${pool().slice(3)}/${xe(0)}/`],
    [`/${pool()}`, `/${pool()}`],
    [`${pool()}/%2E%2e%2f`, `${pool().slice(3)}/%2E%2e%2f`],
    [pool().replace("Services", "Service%73"), pool().replace("Services", "Service%73").slice(3)],
    [`${pool()}/${xe(0).replace("X", "%58")}`, `${pool().slice(3)}/${xe(0).replace("X", "%58")}`],
    ["/v1/%3Cscript%3E%22", "/%3Cscript%3E%22"],
  ])("%s is named as it is, without v1", async (path, named) => {
    const { call } = start();
    const answer = await call(path);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await refusal(answer)).toEqual(notFound(named));
  });

  test("is not one that only takes a detour", async () => {
    const { call } = start();
    for (const path of [`/v1/x/..${pool().slice(3)}`, `/v1/./%2e${pool().slice(3)}`]) {
      expect((await (await call(path)).json()).meta.url).toBe(
        `${base}${pool()}?PageSize=50&Page=0`,
      );
    }
    expect(await refusal(call(`${pool()}/..`))).toEqual(notFound(`/Services/${MG}/`));
  });

  test("is 401 to who has not signed in", async () => {
    const { call } = start();
    expect((await refusal(call("/nowhere", { auth: null })))[1]).toBe(20003);
  });
});

describe("a method", () => {
  test.each(["PUT", "PATCH"])("that is not there: %s", async (method) => {
    const { call } = start();
    expect(await refusal(call(pool(), { method }))).toEqual([405, 20004, "Method not allowed"]);
  });

  test.each(["X", "PROPFIND", "constructor", "toString", "__proto__"])(
    "that nobody has, and not every Request can: %s",
    async (method) => {
      const { sandbox: { credentials: { accountSid, authToken }, fetch } } = start();
      const headers = new Headers({ authorization: basic(accountSid, authToken) });
      const answer = await fetch({ method, url: base + pool(), headers } as Request);
      expect(await refusal(answer)).toEqual([405, 20004, "Method not allowed"]);
    },
  );

  test("HEAD is answered as GET, without a body", async () => {
    const { call } = start();
    for (const target of [pool(), `${pool()}/${xe(0)}`, `${pool()}/${xe(99)}`, "/v2/token"]) {
      const [head, get] = [await call(target, { method: "HEAD" }), await call(target)];
      expect([head.status, head.body]).toEqual([get.status, null]);
      expect(head.headers.get("content-type")).toBe("application/json");
      await get.text();
    }
  });
});

test("a body that is no form is as good as none, and one without a type too", async () => {
  const { call } = start();
  const missing = [400, 20001, "Missing required parameter Sid in the post body"];
  const post = (body: BodyInit, type: string) => call(pool(), { method: "POST", body, type });
  for (
    const type of ["application/json", "text/plain", "application/x-www-form-urlencodedx", "x"]
  ) {
    expect(await refusal(post(`Sid=${xe(5)}`, type))).toEqual(missing);
  }
  for (const body of ["%", "&&&=&", "\uFEFFSid=1", "Sid", new Uint8Array([255, 254, 0])]) {
    expect((await refusal(post(body, "application/x-www-form-urlencoded")))[0]).toBe(400);
  }
  const accepted = await post(`Sid=${xe(5)}`, "APPLICATION/X-WWW-FORM-URLENCODED ; charset=x");
  expect(accepted.status).toBe(201);
});

test("one of Twilio's own form is every answer to whatever comes", async () => {
  const { call } = start({ accounts: [account(3)] });
  const methods = ["GET", "POST", "DELETE", "PUT", "HEAD"];
  const paths = [
    "/",
    "/v1",
    pool(),
    `${pool()}/${xe(0)}`,
    `${pool()}?PageSize=x`,
    "/v2/token",
    "/%",
  ];
  const bodies = ["", "Sid", "Sid=%00", `Sid=${xe(9)}`, "\u0000", "a=b&".repeat(20_000)];
  let refusals = 0;
  for (const method of methods) {
    for (const path of paths) {
      for (const body of bodies) {
        const init = /GET|HEAD/.test(method) ? {} : { body };
        const answer = await call(path, { method, ...init });
        expect(answer.headers.get("twilio-request-id")).toMatch(/^RQ[\da-f]{32}$/);
        expect(answer.status).toBeLessThan(500);
        const text = await answer.text();
        if (answer.status < 400 || method === "HEAD") continue;
        refusals++;
        expect(JSON.parse(text).status).toBe(answer.status);
      }
    }
  }
  expect(refusals).toBeGreaterThan(100);
});
