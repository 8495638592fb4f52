/** HTTP by hand: bytes out, and a strict look at what comes back. */
import { connect } from "node:net";

/** An answer, byte by byte. */
export interface RawAnswer {
  readonly status: number;
  /** By their names in lower case; several of a name are a mistake, unless they are listed. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What came of a connection. */
export interface Heard {
  readonly answers: readonly RawAnswer[];
  /** What is no whole answer, at the end. */
  readonly rest: string;
  /** Whether the other side broke the connection off. */
  readonly reset: boolean;
}

/** How whoever sends behaves: waits for the end, ends its own side first, or is gone at once. */
export type Manner = "wait" | "end" | "leave";

const PATIENCE = 10_000;
const pause = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Sends texts, each by itself, as Latin-1, and hears the connection out.
 *
 * @param methods of the requests, in their order: an answer to HEAD has no body
 * @throws when the connection has no end, or when what comes is not HTTP
 */
export async function say(
  port: number,
  texts: readonly string[],
  manner: Manner,
  methods: readonly string[],
): Promise<Heard> {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  const chunks: Buffer[] = [];
  let reset = false;
  const heard = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      resolve();
    });
    socket.on("close", () => resolve());
    if (manner === "end") setTimeout(resolve, 4);
  });
  const closed = new Promise<void>((resolve, reject) => {
    socket.on("close", () => resolve());
    socket.on("error", ({ code }: NodeJS.ErrnoException) => {
      reset = true;
      if (!/ECONNRESET|EPIPE/.test(code ?? "")) reject(new Error(`cannot connect: ${code}`));
    });
    socket.setTimeout(PATIENCE, () => {
      reject(new Error("the connection has no end"));
      socket.destroy();
    });
  });
  for (const [at, text] of texts.entries()) {
    if (at > 0) await pause();
    if (!socket.destroyed) socket.write(text, "latin1");
  }
  if (manner === "leave") {
    await pause();
    socket.destroy();
  } else if (manner === "end") {
    await heard;
    socket.end();
  }
  await closed;
  return { ...read(Buffer.concat(chunks), methods), reset };
}

const head = /^HTTP\/1\.1 (\d{3}) ([\x20-\x7e]+)\r\n((?:[^\r\n]+\r\n)*)\r\n/;
const field = /^([!#$%&'*+.^_`|~\w-]+): ([\x20-\x7e]*)$/;

/** Splits what came into answers. */
function read(bytes: Buffer, methods: readonly string[]): Omit<Heard, "reset"> {
  const answers: RawAnswer[] = [];
  let at = 0;
  for (;;) {
    const start = bytes.subarray(at).toString("latin1", 0, 20_000);
    const found = head.exec(start);
    if (!found) {
      if (start.includes("\r\n\r\n")) throw new Error(`not a head: ${JSON.stringify(start)}`);
      return { answers, rest: start };
    }
    const [whole, status, , lines] = found;
    const headers = new Map<string, string>();
    for (const line of lines!.split("\r\n").slice(0, -1)) {
      const [, name, value] = field.exec(line) ?? [];
      if (name === undefined) throw new Error(`not a header: ${JSON.stringify(line)}`);
      const key = name.toLowerCase();
      if (headers.has(key)) throw new Error(`twice: ${line}`);
      headers.set(key, value!);
    }
    const content = at + whole.length;
    if (status === "100") { // is not the answer yet
      at = content;
      continue;
    }
    const none = methods[answers.length] === "HEAD" || status === "204" || status === "304";
    const body = none ? [Buffer.alloc(0), 0] as const : bodyOf(bytes.subarray(content), headers);
    if (!body) return { answers, rest: start };
    answers.push({ status: Number(status), headers, body: body[0] });
    at = content + body[1];
  }
}

/** A body, and how many bytes it takes; `null` where it is not all there. */
function bodyOf(bytes: Buffer, headers: RawAnswer["headers"]): readonly [Buffer, number] | null {
  const coding = headers.get("transfer-encoding");
  const announced = headers.get("content-length");
  // Then its end is that of the connection.
  if (coding === undefined && announced === undefined) return [bytes, bytes.length];
  if (coding === undefined) {
    if (!/^\d+$/.test(announced!)) throw new Error(`not a length: ${announced}`);
    const length = Number(announced);
    return bytes.length < length ? null : [bytes.subarray(0, length), length];
  }
  if (coding !== "chunked" || announced !== undefined) throw new Error("not one way of framing");
  const parts: Buffer[] = [];
  for (let at = 0;;) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return null;
    const size = parseInt(bytes.toString("latin1", at, end), 16);
    if (Number.isNaN(size)) throw new Error("not a chunk");
    const after = end + 2 + size;
    if (bytes.length < after + 2) return null;
    parts.push(bytes.subarray(end + 2, after));
    at = after + 2;
    if (size === 0) return [Buffer.concat(parts), at];
  }
}
