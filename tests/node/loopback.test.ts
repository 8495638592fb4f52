/** The trap that other tests rely on. */
import dgram from "node:dgram";
import dns from "node:dns";
import { get } from "node:http";
import { get as getSecurely } from "node:https";
import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";
import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTrap, type Trap } from "./loopback.ts";
import { serve } from "./support.ts";

const { axios } = new twilio.RequestClient();
let trap: Trap;
beforeEach(() => void (trap = setTrap()));
afterEach(() => trap.restore());

/** What an emitter of events ends with. */
const failure = (emitter: NodeJS.EventEmitter) =>
  new Promise<Error>((resolve) => emitter.on("error", resolve));
const rejection = (promise: Promise<unknown>) => promise.then(() => null, (error) => error);

// 192.0.2.0/24 is nobody's, and so are the names of .invalid: RFC 5737, RFC 2606.
test.each<[string, string[], () => Promise<unknown>]>([
  ["fetch", ["192.0.2.1:80"], () => rejection(fetch("http://192.0.2.1/"))],
  ["fetch, encrypted", ["a.invalid:443"], () => rejection(fetch("https://a.invalid/"))],
  ["node:http", ["a.invalid:80"], () => failure(get("http://a.invalid/"))],
  ["node:https", ["a.invalid:8"], () => failure(getSecurely("https://a.invalid:8/"))],
  ["node:net", ["192.0.2.1:25"], () => failure(connect(25, "192.0.2.1"))],
  ["node:net, options", ["::2:1"], () => failure(connect({ port: 1, host: "::2" }))],
  ["node:tls", ["192.0.2.1:443"], () => failure(connectSecurely(443, "192.0.2.1"))],
  ["axios", ["a.invalid:443"], () => rejection(axios.get("https://a.invalid"))],
  ["a name", ["the name a.invalid"], () => rejection(dns.promises.lookup("a.invalid"))],
  ["a name, otherwise", ["the name a.invalid"], () => {
    return new Promise((resolve) => dns.resolve4("a.invalid", resolve));
  }],
  ["a name, by a resolver", ["the name a.invalid"], () => {
    return rejection(new dns.promises.Resolver().resolve6("a.invalid"));
  }],
  ["a datagram", ["a datagram"], () => {
    const socket = dgram.createSocket("udp4");
    const sent = rejection(Promise.resolve().then(() => socket.send("x", 53, "192.0.2.1")));
    return sent.finally(() => socket.close());
  }],
])("%s is caught", async (_, astray, go) => {
  expect(String(await go())).toMatch(/is not on this machine|fetch failed/);
  expect(trap.astray).toEqual(astray);
});

test("this machine is not, and nothing is once the trap is down", async () => {
  const { url, close } = await serve(() => Promise.resolve(new Response("here")));
  const port = Number(new URL(url).port);
  expect(await (await fetch(url)).text()).toBe("here");
  expect((await axios.get(url.replace("127.0.0.1", "localhost"))).data).toBe("here");
  expect(trap).toMatchObject({ astray: [], ports: new Set([port]) });
  trap.restore();
  trap = setTrap();
  expect(await (await fetch(url)).text()).toBe("here");
  expect(trap.astray).toEqual([]);
  close();
});
