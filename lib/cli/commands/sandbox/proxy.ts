/**
 * The sandbox in Twilio's place, for SDKs and command lines that cannot change their host: as a proxy
 * it takes connections to Twilio's hosts, and to no other, and answers them itself. Nothing that it
 * is asked leaves this machine.
 */
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import { makeServerCertificate } from "../../platform/certificate.ts";
import { writeText } from "../../platform/files.ts";
import { close, listen } from "../../platform/listen.ts";

const days = 30;

/**
 * Where a region or an edge has hosts of its own: a name stands for one label only.
 *
 * @see https://www.twilio.com/docs/global-infrastructure/edge-locations
 */
const places = [
  "us1",
  "ie1",
  "au1",
  ...["ashburn", "umatilla", "dublin", "frankfurt", "sao-paulo", "singapore", "sydney", "tokyo"]
    .flatMap((edge) => [edge, `${edge}.us1`, `${edge}.ie1`, `${edge}.au1`]),
];

const names = ["*.twilio.com", ...places.map((place) => `*.${place}.twilio.com`)];

/** A proxy that is at work. */
export interface Proxy {
  /** Ends its connections. */
  close(): void;
}

/**
 * Makes a server a proxy as well, and writes the certificate that its clients have to trust.
 *
 * @param server what its clients connect to
 * @param listener answers their requests
 * @param file gets the certificate
 */
export async function serveAsProxy(
  server: Server,
  listener: RequestListener,
  file: string,
): Promise<Proxy> {
  const { ca, cert, key } = makeServerCertificate("twilio.com", names, days);
  await writeText(file, ca);
  // With a port of its own: not every runtime lets a server take a connection from another one.
  const encrypted = createServer({ cert, key }, listener);
  const { port } = new URL(await listen(encrypted, 0, "127.0.0.1"));
  const clients = new Set<Duplex>();
  server.on("connect", (request: IncomingMessage, client: Duplex, first: Uint8Array) => {
    clients.add(client);
    client.on("close", () => clients.delete(client));
    client.on("error", () => client.destroy());
    if (!isTwilio(request.url ?? "")) return refuse(client);
    const inner = connect(Number(port), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      inner.write(first);
      pipeline(client, inner, () => {}); // what ends or breaks off does so on both sides
      pipeline(inner, client, () => {});
    });
    inner.on("error", () => client.destroy());
  });
  return {
    close: () => {
      for (const client of clients) client.destroy();
      close(encrypted);
    },
  };
}

/** Whether `host:port` is one of Twilio's, by https. */
function isTwilio(authority: string): boolean {
  return /^[a-z\d.-]+\.twilio\.com:443$/i.test(authority);
}

function refuse(socket: Duplex): void {
  const text =
    "This is a sandbox, and a proxy for https://*.twilio.com alone: leave other hosts out " +
    "with NO_PROXY.\n";
  socket.end(
    "HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\nconnection: close\r\n" +
      `content-length: ${text.length}\r\n\r\n${text}`,
  );
}
