/**
 * A server of raw sockets that misbehaves in the way that the first part of a path names, and a second
 * one, to which nobody should ever come. The second part of a path is whose call it is: under `/seen/`
 * one learns what both servers saw of it.
 */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Readable, type Transform } from "node:stream";
import { constants, createBrotliCompress, createGzip, gzipSync } from "node:zlib";

/** What the servers saw of one call. */
export interface Seen {
  /** Requests, preflights not counted. */
  requests: number;
  /** How many of them had credentials. */
  signed: number;
  /** How many of them had a cookie. */
  cookies: number;
  /** Connections on which they came and which are open still. */
  open: number;
  /** Bytes that were handed to the sockets. */
  sent: number;
  /** Requests of any kind to the second server. */
  trapped: number;
}

interface Exchange {
  readonly socket: Socket;
  readonly seen: Seen;
  readonly method: string;
  /** How many requests came before on this connection. */
  readonly nth: number;
  /** The right answer to this request. */
  readonly good: string;
  /** Writes bytes, and counts them. */
  readonly write: (bytes: string | Uint8Array) => boolean;
  /** Runs something again and again, until the connection is closed. */
  readonly every: (ms: number, run: () => void) => void;
  /** Runs something later, if the connection is still open. */
  readonly after: (ms: number, run: () => void) => void;
}

type Misbehaviour = (exchange: Exchange) => unknown;

// Browsers read answers of other origins, and errors in them, only with these.
const CORS = "Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: *\r\n";
const OK = `HTTP/1.1 200 OK\r\n${CORS}Connection: close\r\n`;
const JSON_TYPE = "Content-Type: application/json\r\n";

/** 200 MB of spaces, compressed to some 200 kB or less; made once, and only if asked for. */
async function compress(compressor: Transform): Promise<Uint8Array> {
  Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(1e6, 32))).pipe(compressor);
  return Buffer.concat(await compressor.toArray());
}
const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
const made = new Map<string, Promise<Uint8Array>>();
function bomb(encoding: "gzip" | "br"): Misbehaviour {
  return async ({ socket, write }) => {
    const compressed = made.get(encoding) ??
      compress(encoding === "br" ? createBrotliCompress({ params }) : createGzip({ level: 1 }));
    made.set(encoding, compressed);
    const bytes = await compressed;
    write(
      `${OK}${JSON_TYPE}Content-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`,
    );
    write(bytes);
    socket.end();
  };
}

/** A whole answer, and the end of the connection. */
function answer(headers: string, body: (good: string) => string | Uint8Array): Misbehaviour {
  return ({ socket, good, write }) => {
    const bytes = Buffer.from(body(good) as string);
    write(`${OK}${JSON_TYPE}Content-Length: ${bytes.length}\r\n${headers}\r\n`);
    write(bytes);
    socket.end();
  };
}

/** Text, and then the end of the connection, orderly or not. */
function say(text: (good: string) => string, reset = false): Misbehaviour {
  return ({ socket, good, write, after }) => {
    write(text(good));
    // Time for what was written to arrive: a reset would overtake it.
    if (reset) after(50, () => socket.resetAndDestroy());
    else socket.end();
  };
}

/** Text, and then silence. */
function stall(text: (good: string) => string): Misbehaviour {
  return ({ good, write }) => void (text(good) && write(text(good)));
}

/** Text, and then a bit of more for ever. */
function drip(text: string, bit: string, ms = 20): Misbehaviour {
  return ({ write, every }) => {
    write(text);
    every(ms, () => write(bit));
  };
}

/** A redirect to somewhere. */
function redirect(status: number, location: string): Misbehaviour {
  return ({ socket, good, write }) => {
    const line = location && `Location: ${location}\r\n`;
    write(`HTTP/1.1 ${status} See\r\n${CORS}${JSON_TYPE}${line}Connection: close\r\n`);
    write(`Content-Length: ${good.length}\r\n\r\n${good}`);
    socket.end();
  };
}

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const long = (good: string) => `${OK}${JSON_TYPE}Content-Length: ${good.length + 1}\r\n\r\n${good}`;
const chunked = `${OK}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`;

/** All that it does; `trap` is the URL of the second server for this call, `self` that of this one. */
const misbehaviours = (trap: string, self: string): Record<string, Misbehaviour> => ({
  // Nothing wrong, to see that the rest is what makes the difference.
  "good": answer("", (good) => good),
  "late": (exchange) => exchange.after(100, () => answer("", (good) => good)(exchange)),

  "reset": say(() => "", true),
  "reset-in-head": say(() => "HTTP/1.1 200 OK\r\nContent-Ty", true),
  "reset-in-body": say((good) => long(good).slice(0, -20), true),
  "close": say(() => ""),
  "close-in-head": say(() => "HTTP/1.1 200 OK\r\nContent-Ty"),
  "close-in-body": say((good) => long(good).slice(0, -20)),
  "length-too-long": say(long),
  "length-too-short": answer("", (good) => good.slice(0, -9)),
  "chunks-without-end": say((good) => chunked + chunk(good)),
  "chunk-cut": say((good) => chunked + chunk(good).slice(0, -9)),
  "chunk-size-garbage": say((good) => `${chunked}ZZ\r\n${good}\r\n0\r\n\r\n`),
  "chunk-size-huge": say((good) => `${chunked}FFFFFFFFFFFFFFFFFF\r\n${good}\r\n0\r\n\r\n`),
  "chunks-of-one-byte": say((good) => chunked + [...good].map(chunk).join("") + "0\r\n\r\n"),
  "no-length": say((good) => `${OK}${JSON_TYPE}\r\n${good}`),

  "garbage": say(() => "\u0000\u0001\u0002\u00ff\u00fe garbage\r\n\r\n"),
  "ssh": say(() => "SSH-2.0-OpenSSH_9.9\r\n"),
  "smtp": say(() => "220 mail.example ESMTP\r\n500 unrecognized command\r\n"),
  "tls-alert": say(() => "\u0015\u0003\u0001\u0000\u0002\u0002\u0046"),
  "http-0.9": say((good) => good),
  "status-not-a-number": say((good) => `HTTP/1.1 abc OK\r\n${CORS}${JSON_TYPE}\r\n${good}`),
  "two-lengths": say((good) =>
    `${OK}${JSON_TYPE}Content-Length: ${good.length}\r\nContent-Length: 5\r\n\r\n${good}`
  ),
  "length-negative": say((good) => `${OK}${JSON_TYPE}Content-Length: -5\r\n\r\n${good}`),
  "length-and-chunks": say((good) =>
    `${OK}${JSON_TYPE}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${
      chunk(good)
    }0\r\n\r\n`
  ),
  "head-without-colon": say((good) => `${OK}${JSON_TYPE}no colon at all\r\n\r\n${good}`),

  "stall": stall(() => ""),
  "stall-in-head": stall(() => "HTTP/1.1 200 OK\r\nContent-Ty"),
  "stall-in-body": stall((good) => long(good).slice(0, -20)),
  "stall-in-chunks": stall((good) => chunked + chunk(good)),
  "stall-in-refusal": stall((good) => long(good).replace("200 OK", "404 Not Found")),
  "stall-before-status": stall(() => "\r\n"),
  "drip-head": drip("HTTP/1.1 200 OK\r\nX-Drip: ", "a"),
  "drip-headers": drip("HTTP/1.1 200 OK\r\n", "X-Drip: a\r\n"),
  "drip-body": drip(`${OK}${JSON_TYPE}Content-Length: 1000000\r\n\r\n`, " "),
  "drip-chunks": drip(chunked, chunk(" ")),
  "drip-early-hints": drip("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),

  "early-hints": say((good) =>
    "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n".repeat(3) +
    `${OK}${JSON_TYPE}Content-Length: ${good.length}\r\n\r\n${good}`
  ),
  "switching-protocols": say(() =>
    `HTTP/1.1 101 Switching Protocols\r\n${CORS}Upgrade: foo\r\nConnection: Upgrade\r\n\r\n`
  ),
  "huge-header": say((good) => `${OK}${JSON_TYPE}X-Huge: ${"x".repeat(4e6)}\r\n\r\n${good}`),
  "headers-without-end": ({ write, every }) => {
    write(OK);
    every(1, () => write(`X-More: ${"x".repeat(10_000)}\r\n`));
  },
  "hundred-thousand-headers": say((good) =>
    `${OK}${JSON_TYPE}${"X-Many: x\r\n".repeat(1e5)}\r\n${good}`
  ),
  "cookies": answer("Set-Cookie: evil=1; Path=/; Max-Age=99999\r\n", (good) => good),

  "gzip": answer("Content-Encoding: gzip\r\n", (good) => gzipSync(good)),
  "gzip-that-is-none": answer("Content-Encoding: gzip\r\n", (good) => good),
  "gzip-cut": answer("Content-Encoding: gzip\r\n", (good) => gzipSync(good).subarray(0, 40)),
  "gzip-garbled": answer("Content-Encoding: gzip\r\n", (good) => gzipSync(good).fill(7, 10, 60)),
  "gzip-undeclared": answer("", (good) => gzipSync(good)),
  "gzip-bomb": bomb("gzip"),
  "brotli-bomb": bomb("br"),
  "body-without-end": ({ socket, write }) => {
    write(`${OK}${JSON_TYPE}\r\n`);
    const spaces = Buffer.alloc(64_000, 32);
    const fill = () => {
      while (socket.writable && write(spaces));
    };
    socket.on("drain", fill);
    fill();
  },
  "zeros-for-a-refusal": ({ socket, write }) => {
    write(`${OK.replace("200 OK", "503 Unavailable")}${JSON_TYPE}\r\n`);
    const zeros = Buffer.alloc(64_000);
    const fill = () => {
      while (socket.writable && write(zeros));
    };
    socket.on("drain", fill);
    fill();
  },
  "utf-16": answer("", (good) => Buffer.from(`\ufeff${good}`, "utf16le")),

  // The connection stays open, and has an answer to a question that nobody has asked yet.
  "answer-ahead": ({ good, nth, write }) => {
    const whole = (body: string) =>
      `HTTP/1.1 200 OK\r\n${CORS}${JSON_TYPE}Content-Length: ${body.length}\r\n\r\n${body}`;
    write(whole(good) + (nth ? "" : whole(good.replaceAll("WhatsApp", "Poisoned"))));
  },

  "redirect-301": redirect(301, trap),
  "redirect-302": redirect(302, trap),
  "redirect-303": redirect(303, trap),
  "redirect-307": redirect(307, trap),
  "redirect-308": redirect(308, trap),
  "redirect-300": redirect(300, trap),
  "redirect-to-itself": redirect(302, self),
  "redirect-to-a-script": redirect(302, "javascript:alert(1)"),
  "redirect-to-a-file": redirect(302, "file:///etc/passwd"),
  "redirect-with-a-password": redirect(307, trap.replace("//", "//user:pass@")),
  "redirect-nowhere": redirect(302, ""),
  "redirect-to-garbage": redirect(302, "http://:::/"),
  "refresh": answer(`Refresh: 0; url=${trap}\r\nLink: <${trap}>; rel=preload\r\n`, (good) => good),
});

/** Starts both servers. Neither keeps the process alive. */
export async function startHostile(): Promise<{ hostile: string; trap: string; stop: () => void }> {
  const calls = new Map<string, Seen>();
  const seenOf = (id: string): Seen => {
    const seen = calls.get(id) ??
      { requests: 0, signed: 0, cookies: 0, open: 0, sent: 0, trapped: 0 };
    calls.set(id, seen);
    return seen;
  };

  const second = serve((head, socket) => {
    const { path, method } = parse(head);
    seenOf(path[2] ?? "").trapped++;
    const body = '{"sid":"XEstolen"}';
    socket.end(
      `HTTP/1.1 ${method === "OPTIONS" ? 204 : 200} OK\r\n${CORS}Connection: close\r\n` +
        `Access-Control-Allow-Headers: *, authorization\r\nAccess-Control-Allow-Methods: *\r\n` +
        `${JSON_TYPE}${
          method === "OPTIONS" ? "\r\n" : `Content-Length: ${body.length}\r\n\r\n${body}`
        }`,
    );
  });
  const trap = await second.url;

  const first = serve((head, socket, nth) => {
    const { method, path, header } = parse(head);
    const [_, how = "", id = ""] = path;
    if (method === "OPTIONS") {
      return void socket.end(
        `HTTP/1.1 204 No Content\r\n${CORS}Connection: close\r\n` +
          "Access-Control-Allow-Headers: *, authorization\r\nAccess-Control-Allow-Methods: *\r\n" +
          "Access-Control-Allow-Private-Network: true\r\nAccess-Control-Max-Age: 0\r\n\r\n",
      );
    }
    const seen = seenOf(id);
    if (how === "seen") {
      const body = JSON.stringify(seen);
      const type = `${JSON_TYPE}Cache-Control: no-store\r\nContent-Length: ${body.length}\r\n\r\n`;
      return void socket.end(OK + type + body);
    }
    seen.requests++;
    if (header("authorization")) seen.signed++;
    if (header("cookie")) seen.cookies++;
    if (nth === 0) {
      seen.open++;
      socket.once("close", () => seen.open--);
    }
    const timers = new Set<ReturnType<typeof setTimeout>>();
    socket.once("close", () => timers.forEach(clearTimeout));
    const behave = misbehaviours(`${trap}/trap/${id}`, path.join("/"))[how];
    if (!behave) return void socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    behave({
      socket,
      seen,
      method,
      nth,
      good: good(method, path),
      write: (bytes) => {
        if (!socket.writable) return false;
        seen.sent += bytes.length;
        return typeof bytes === "string" ? socket.write(bytes, "latin1") : socket.write(bytes);
      },
      every: (ms, run) => void timers.add(setInterval(run, ms)),
      after: (ms, run) => void timers.add(setTimeout(run, ms)),
    });
  });
  const hostile = await first.url;
  return {
    hostile,
    trap,
    stop: () => {
      first.stop();
      second.stop();
    },
  };
}

/** What a request asks for would be, if all were well. */
function good(method: string, path: readonly string[]): string {
  const sid = path[7] ?? `XE${"0".repeat(31)}1`;
  const sender = { sid, sender: "whatsapp:+15550000001", sender_type: "WhatsApp" };
  if (method === "DELETE") return "";
  return JSON.stringify(
    method === "POST" || path[7]
      ? sender
      : { senders: [sender], meta: { next_page_url: null, previous_page_url: null } },
  );
}

function parse(head: string) {
  const [line = "", ...lines] = head.split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  const header = (name: string) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`));
  return { method, path: target.split("?")[0]!.split("/"), header };
}

/** Reads requests off connections; a body is waited for, and thrown away. */
function serve(answer: (head: string, socket: Socket, nth: number) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: false }, (socket) => {
    sockets.add(socket);
    let text = "";
    let nth = 0;
    socket.on("error", () => {}); // "close" follows
    socket.once("close", () => sockets.delete(socket));
    socket.on("data", (data) => {
      text += data.toString("latin1");
      for (let end = text.indexOf("\r\n\r\n"); end > 0; end = text.indexOf("\r\n\r\n")) {
        const head = text.slice(0, end);
        const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
        if (/^transfer-encoding: *chunked/im.test(head)) {
          if (!text.endsWith("0\r\n\r\n") || text.length < end + 9) return;
          text = "";
        } else {
          if (text.length < end + 4 + length) return;
          text = text.slice(end + 4 + length);
        }
        answer(head, socket, nth++);
      }
    });
  }).listen(0, "127.0.0.1");
  const url = new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
  const stop = () => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  };
  return { url, stop };
}
