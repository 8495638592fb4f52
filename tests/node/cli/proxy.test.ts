/** `senderpool sandbox --proxy` as a process, in Node, Deno and Bun, as clients of a proxy see it. */
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { connect } from "node:tls";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { makeServerCertificate } from "../../../lib/cli/platform/certificate.ts";
import { accountSid, authToken, MG } from "./harness.ts";
import { runtimes, start, type Started, written } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: Started[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
});

interface Tunnel {
  readonly status: number;
  readonly socket: Socket;
}

/** Asks a proxy for a connection. */
function tunnel(proxy: string, authority: string): Promise<Tunnel> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    request({ hostname, port, method: "CONNECT", path: authority })
      .on("connect", ({ statusCode = 0 }, socket) => resolve({ status: statusCode, socket }))
      .on("error", reject)
      .end();
  });
}

/** Asks Twilio, as it believes, through a proxy. */
async function get(proxy: string, url: string, ca: string): Promise<[number, string]> {
  const { hostname, pathname } = new URL(url);
  const { status, socket } = await tunnel(proxy, `${hostname}:443`);
  if (status !== 200) throw new Error(`no tunnel: ${status}`);
  const encrypted = connect({ socket, servername: hostname, ca });
  return new Promise((resolve, reject) => {
    encrypted.on("error", reject);
    secureRequest({
      createConnection: () => encrypted,
      hostname,
      path: pathname,
      auth: `${accountSid}:${authToken}`,
    }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => text += chunk);
      response.on("end", () => resolve([response.statusCode ?? 0, text]));
    }).on("error", reject).end();
  });
}

describe.each(runtimes)("in %s", (runtime, command) => {
  const file = join(folder, `${runtime}.pem`);
  const serve = async () => {
    const flags = ["--allow-net=127.0.0.1", `--allow-write=${file}`];
    const started = start(command(...flags), `sandbox --port 0 --json --proxy ${file}`);
    running.push(started);
    const { listening } = JSON.parse(await written(started));
    return { started, url: String(listening), ca: readFileSync(file, "utf8") };
  };

  test("answers for Twilio's hosts, in each region, and for no other", async () => {
    const { url, ca } = await serve();
    const path = `/v1/Services/${MG}`;
    for (const host of ["messaging.twilio.com", "messaging.dublin.ie1.twilio.com"]) {
      const [status, text] = await get(url, `https://${host}${path}`, ca);
      expect([status, JSON.parse(text).sid]).toEqual([200, MG]);
    }
    for (const other of ["example.com:443", "api.twilio.com:80", "eviltwilio.com:443", "[::1]:1"]) {
      const { status, socket } = await tunnel(url, other);
      expect([other, status]).toEqual([other, 403]);
      socket.destroy();
    }
  }, 30_000);

  test("ends while a connection is open, and one that breaks off ends nothing", async () => {
    const { started, url, ca } = await serve();
    const broken = await tunnel(url, "api.twilio.com:443");
    broken.socket.write("no TLS at all");
    broken.socket.on("error", () => {}).destroy();
    expect((await get(url, `https://messaging.twilio.com/v1/Services/${MG}`, ca))[0]).toBe(200);
    const { socket } = await tunnel(url, "api.twilio.com:443");
    socket.on("error", () => {});
    started.child.kill("SIGINT");
    expect((await started.outcome).code).toBe(0);
  }, 30_000);
});

test(
  "Node's fetch goes through it, by the variables that README and the command name",
  async () => {
    const file = join(folder, "fetch.pem");
    const node = [process.execPath];
    const sandbox = start(node, `sandbox --port 0 --json --proxy ${file}`);
    running.push(sandbox);
    const { listening } = JSON.parse(await written(sandbox));
    const asked = start(node, `services fetch ${MG} --json`, undefined, {
      HTTPS_PROXY: listening,
      NODE_EXTRA_CA_CERTS: file,
      NODE_USE_ENV_PROXY: "1",
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
    });
    running.push(asked);
    const { code, out } = await asked.outcome;
    expect({ code, sid: JSON.parse(out).sid }).toEqual({ code: 0, sid: MG });
  },
  30_000,
);

describe("the certificate", () => {
  const { ca, cert, key } = makeServerCertificate("twilio.com", ["*.twilio.com"], 30);
  const authority = new X509Certificate(ca);
  const server = new X509Certificate(cert);

  test("is signed by the authority, which is of one use, and nobody has its key", () => {
    expect(server.verify(authority.publicKey)).toBe(true);
    expect([authority.ca, server.ca]).toEqual([true, false]);
    expect(server.checkHost("api.twilio.com")).toBe("*.twilio.com");
    expect(server.checkHost("twilio.com")).toBeUndefined();
    expect(server.checkHost("api.example.com")).toBeUndefined();
    expect(ca + cert).not.toContain("PRIVATE");
    expect(key).toContain("PRIVATE");
    const pem = authority.publicKey.export({ type: "spki", format: "pem" });
    expect(server.publicKey.export({ type: "spki", format: "pem" })).not.toBe(pem);
  });

  test("is another one each time, good from an hour ago for as many days as asked", () => {
    expect(makeServerCertificate("twilio.com", ["*.twilio.com"], 30).ca).not.toBe(ca);
    const days = (Date.parse(server.validTo) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
    expect(Date.parse(server.validFrom)).toBeLessThan(Date.now() - 3_000_000);
  });
});
