/** Who may ask a sandbox that is served: nobody by another name, and no web page of another origin. */
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createSandbox, type ListenerOptions, nodeListener } from "../../../lib/sandbox/mod.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A sandbox that is served, which says the status and the message that headers meet. */
async function start(options?: ListenerOptions, address = "127.0.0.1") {
  const sandbox = createSandbox();
  const server = createServer(nodeListener(sandbox.fetch, options)).listen(0, address);
  closers.push(() => void server.close().closeAllConnections());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const { accountSid, authToken } = sandbox.credentials;
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const send = (headers: Record<string, string>, method = "GET") =>
    new Promise<{ status: number | undefined; message: string; cors: unknown }>((resolve) => {
      const init = { host: "127.0.0.1", port, method, path: "/v1/Services", agent: false };
      ask({ ...init, headers: { authorization, ...headers } }, (response) => {
        let text = "";
        response.on("data", (chunk) => text += chunk);
        response.on("end", () => {
          const { message = "" } = text ? JSON.parse(text) : {};
          const cors = response.headers["access-control-allow-origin"];
          resolve({ status: response.statusCode, message, cors });
        });
      }).end();
    });
  return { sandbox, send, port };
}

const refusedHost = expect.stringMatching(/--allow-host.*allowedHosts/);
const refusedPage = expect.stringMatching(/another origin.*--allow-origin.*allowedOrigins/);

describe("by its name", () => {
  test.each(["localhost", "LOCALHOST:1", "127.0.0.1:8080", "127.1", "[::1]:80", "api.twilio.com"])(
    "%s: answered",
    async (host) => expect((await (await start()).send({ host })).status).toBe(200),
  );

  test.each([
    "rebound.example",
    "localhost.example:8080",
    "127.0.0.1.nip.io",
    "twilio.com.example",
    "nottwilio.com",
    "10.0.0.1",
    "[::1",
  ])("%s: refused, and nothing is done", async (host) => {
    const { send, sandbox } = await start();
    const refused = await send({ host }, "POST");
    expect(refused).toEqual({ status: 403, message: refusedHost, cors: undefined });
    expect(sandbox.exchanges()).toEqual([]);
  });

  test("another, if it is allowed; and any where it is said so", async () => {
    const { send } = await start({ allowedHosts: ["sandbox.test"] });
    expect((await send({ host: "sandbox.test:8080" })).status).toBe(200);
    expect((await send({ host: "other.test" })).status).toBe(403);
    expect((await (await start({ anyHost: true })).send({ host: "other.test" })).status).toBe(200);
  });
});

describe("a web page", () => {
  test.each(["https://evil.example", "http://localhost:1", "null", "http://127.0.0.1.example"])(
    "of %s can do nothing, nor read what it is told, nor ask whether it may",
    async (origin) => {
      const { send, sandbox, port } = await start();
      const host = `localhost:${port}`;
      for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
        const { message, ...refused } = await send({ host, origin }, method);
        expect(refused).toEqual({ status: 403, cors: undefined });
        expect(message).toEqual(refusedPage);
      }
      expect(sandbox.exchanges()).toEqual([]);
    },
  );

  test("that loads something without saying where it is from", async () => {
    const { send } = await start();
    for (const site of ["cross-site", "same-site"]) {
      const headers = { "sec-fetch-site": site, "sec-fetch-mode": "no-cors" };
      expect(await send(headers)).toMatchObject({ status: 403, message: refusedPage });
      expect((await send({ ...headers, "sec-fetch-mode": "navigate" })).status).toBe(200);
    }
    expect((await send({ "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await send({ "sec-fetch-site": "none" })).status).toBe(200);
  });

  test("of its own origin, and of those that are allowed", async () => {
    const { send, port } = await start({ allowedOrigins: ["http://localhost:5173"] });
    const host = `localhost:${port}`;
    expect((await send({ host, origin: `http://${host}` })).status).toBe(200);
    const allowed = await send({ host, origin: "http://localhost:5173" });
    expect(allowed).toMatchObject({ status: 200, cors: "*" });
    expect((await send({ host, origin: "http://localhost:5174" })).status).toBe(403);
    const { send: ofAny } = await start({ allowedOrigins: ["*"] });
    expect((await ofAny({ host, origin: "https://app.example" })).status).toBe(200);
  });

  test("nothing is asked of a transport either", async () => {
    let count = 0;
    const listener = nodeListener(() => {
      count++;
      return Promise.resolve(new Response());
    });
    const server = createServer(listener).listen(0, "127.0.0.1");
    closers.push(() => void server.close().closeAllConnections());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { origin: "null" } });
    expect([answer.status, count]).toEqual([403, 0]);
    await answer.text();
  });
});
