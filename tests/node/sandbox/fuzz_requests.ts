/** Requests for a sandbox: right ones, and what becomes of them in the hands of an enemy. */
import { METHODS } from "node:http";
import fc from "../../suite/support/fc.ts";

/** What a request is made of, before it is text. */
interface Parts {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly framing: "length" | "chunked" | "none";
}

/** A request as text, each character a byte. */
export interface Fuzzed {
  readonly method: string;
  readonly text: string;
  /** Whether its credentials are nobody's. */
  readonly stranger: boolean;
}

/** What there is in the sandbox, for requests that hit something. */
export interface Known {
  readonly authorizations: readonly string[];
  readonly paths: readonly string[];
  readonly services: readonly string[];
  readonly senders: readonly string[];
  readonly clients: readonly (readonly [id: string, secret: string])[];
  /** Where the callbacks of messages may and may not go. */
  readonly callbacks: readonly string[];
}

type Change = (parts: Parts) => Parts;
type Pairs = readonly (readonly [string, string])[];

const FORM = "application/x-www-form-urlencoded";
const methods = METHODS.filter((method) => method !== "CONNECT");

const nasty = fc.constantFrom(
  "",
  ".",
  "..",
  "%2e%2e",
  "%2E.",
  "%",
  "%0",
  "%00",
  "%zz",
  "%F0%9F%91%8D",
  "%ff",
  "%2f",
  "%252e",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "-1",
  "0",
  "1e3",
  "1001",
  "99999999999999999999",
  "NaN",
  "XE",
  `XE${"g".repeat(32)}`,
  `xe${"0".repeat(32)}`,
  "ChannelSenders",
  "Services",
  "v1",
  "~",
  "@",
  "a;b=c",
  "[",
  "]",
  "{}",
  "<script>",
  "\\",
  "|",
  "^",
  "`",
  '"',
  "'",
  "$&",
  "x".repeat(3_000),
);
/** What a URL may have in it as it stands, though little of it is in its grammar. */
const visible = fc.string({ unit: fc.constantFrom(...range(0x21, 0x7e, "#")), maxLength: 20 });
const anyByte = fc.string({ unit: fc.constantFrom(...range(0, 0xff)), maxLength: 40 });
const value = fc.string({
  unit: fc.constantFrom("\t", ...range(0x20, 0x7e), ...range(0x80, 0xff)),
  maxLength: 40,
});
const token = fc.string({
  unit: fc.constantFrom(..."abcXYZ019-_.!#$%&'*+^`|~"),
  minLength: 1,
  maxLength: 20,
});

function range(from: number, to: number, without = ""): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at))
    .filter((character) => !without.includes(character));
}

/** Percent-encodes as much as must be, or more. */
function encoded(pairs: Pairs, all: boolean): string {
  const one = (text: string) =>
    all
      ? text.replace(/[^]/g, (it) => `%${it.charCodeAt(0).toString(16).padStart(2, "0").slice(-2)}`)
      : encodeURIComponent(text);
  return pairs.map(([name, text]) => `${one(name)}=${one(text)}`).join("&");
}

/** JSON whose characters are bytes. */
function inAscii(json: string): string {
  const hex = (it: string) => it.charCodeAt(0).toString(16).padStart(4, "0");
  return json.replace(/[^ -~]/g, (it) => `\\u${hex(it)}`);
}

/** Requests that are right, and often hit something. */
function recipes(known: Known): fc.Arbitrary<Parts> {
  const { authorizations, paths, services, senders, clients, callbacks } = known;
  const base = (authorization: string): Parts => ({
    method: "GET",
    target: paths[0]!,
    version: "HTTP/1.1",
    headers: [["Host", "127.0.0.1"], ["Authorization", authorization]],
    body: "",
    framing: "none",
  });
  const post = (parts: Parts, target: string, pairs: Pairs, all = false): Parts => ({
    ...parts,
    method: "POST",
    target,
    headers: [...parts.headers, ["Content-Type", FORM]],
    body: encoded(pairs, all),
    framing: "length",
  });
  const start = fc.constantFrom(...authorizations).map(base);
  const service = fc.constantFrom(...services);
  const sender = fc.constantFrom(...senders);
  const pool = service.map((sid) => `/v1/Services/${sid}/ChannelSenders`);
  const others = fc.tuple(
    service,
    fc.constantFrom("PhoneNumbers", "ShortCodes", "AlphaSenders", "DestinationAlphaSenders"),
  ).map(([sid, kind]) => `/v1/Services/${sid}/${kind}`);
  const sid = fc.tuple(fc.constantFrom("PN", "SC", "AI"), fc.integer({ min: 0, max: 401 }))
    .map(([prefix, index]) => prefix + index.toString(16).padStart(32, "0"));
  const size = fc.integer({ min: -1, max: 1002 });
  const account = fc.constantFrom(...paths.filter((path) => path.endsWith("/Messages.json")));
  const address = fc.constantFrom(
    "whatsapp:+14155550199",
    "whatsapp:US.1",
    "messenger:1",
    "rcs:+14155550199",
    "+14155550199",
    "+447700900123",
    "0199",
    "whatsapp:",
    "__proto__",
  );
  const from: fc.Arbitrary<Pairs> = fc.oneof(
    service.map((sid) => [["MessagingServiceSid", sid] as const]),
    fc.constantFrom("whatsapp:+12487960483", "+14155550123", "rcs:ms_dev_test_agent", "ACME")
      .map((from) => [["From", from] as const]),
    fc.tuple(service, fc.constantFrom("whatsapp:+447700900123", "rcs:nobody"))
      .map(([sid, from]) => [["MessagingServiceSid", sid], ["From", from]] as const),
  );
  const more: fc.Arbitrary<Pairs> = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Pairs>([]) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(...callbacks).map((url): Pairs => [["StatusCallback", url]]),
    },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.tuple(
          fc.constantFrom(
            "MediaUrl",
            "ContentSid",
            "ContentVariables",
            "ValidityPeriod",
            "SendAt",
            "ScheduleType",
            "FallbackFrom",
            "Body",
            "__proto__",
            "To",
          ),
          fc.oneof(
            nasty,
            fc.constantFrom(...callbacks, "fixed", "2030-01-01T00:00:00Z", "{}", "[", "5"),
          ),
        ),
        { maxLength: 4 },
      ),
    },
  );
  const newSender = fc.tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 99 }).map((n) => `whatsapp:+49151123${n + 100}`),
      fc.constantFrom("rcs:agent", "messenger:1", "", "__proto__"),
    ),
    fc.constantFrom("Shop", "Another", ""),
    fc.option(fc.jsonValue(), { nil: undefined, freq: 1 }),
  ).map(([sender_id, name, more]) =>
    JSON.stringify({
      sender_id,
      profile: { name, websites: more },
      ...name === "Shop" && { configuration: { verification_code: name, waba_id: more } },
    })
  );
  const body = fc.constantFrom("Hello!", "\u{1f44d}", "x".repeat(1600), "");
  return fc.oneof(
    fc.tuple(start, pool, size, fc.boolean()).map(([parts, path, size, sized]) => ({
      ...parts,
      target: sized ? `${path}?PageSize=${size}` : path,
    })),
    fc.tuple(start, pool, sender, fc.boolean()).map(([parts, path, sid, back]) => ({
      ...parts,
      target: `${path}?PageSize=2&Page=1&PageToken=PT${sid}${back ? "-" : ""}`,
    })),
    fc.tuple(start, pool, sender, fc.constantFrom("GET", "DELETE", "DELETE", "HEAD", "OPTIONS"))
      .map(([parts, path, sid, method]) => ({ ...parts, method, target: `${path}/${sid}` })),
    fc.tuple(start, pool, sender, fc.boolean())
      .map(([parts, path, sid, all]) => post(parts, path, [["Sid", sid]], all)),
    fc.tuple(start, others, sid, fc.constantFrom("GET", "DELETE", "HEAD"), fc.boolean())
      .map(([parts, path, sid, method, one]) => ({
        ...parts,
        method: one ? method : "GET",
        target: one ? `${path}/${sid}` : `${path}?PageSize=2&IsoCountryCode=FR`,
      })),
    fc.tuple(start, others, sid, fc.constantFrom("ACME", "123", "é", ""))
      .map(([parts, path, sid, name]) =>
        post(parts, path, [
          ["PhoneNumberSid", sid],
          ["ShortCodeSid", sid],
          ["AlphaSender", name],
          ["IsoCountryCode", sid.startsWith("PN") ? "FR" : ""],
        ])
      ),
    fc.tuple(start, service, fc.constantFrom("poll", "x", ""), fc.boolean())
      .map(([parts, sid, usecase, isNew]) =>
        post(parts, isNew ? "/v1/Services" : `/v1/Services/${sid}`, [
          ["FriendlyName", usecase],
          ["Usecase", usecase],
          ["ValidityPeriod", isNew ? "600" : "0"],
        ])
      ),
    // Senders of the account: JSON that is right, and JSON of anything.
    fc.tuple(start, sender, fc.boolean(), fc.oneof(newSender, fc.json()))
      .map(([parts, sid, isNew, body]) => ({
        ...post(parts, `/v2/Channels/Senders${isNew ? "" : `/${sid}`}`, []),
        headers: [...parts.headers, ["Content-Type", "application/json"]] as const,
        body: inAscii(body),
      })),
    fc.tuple(start, sender, fc.constantFrom("GET", "DELETE", "HEAD"), size, fc.boolean())
      .map(([parts, sid, method, size, one]) => ({
        ...parts,
        method: one ? method : "GET",
        target: one
          ? `/v2/Channels/Senders/${sid}`
          : `/v2/Channels/Senders?Channel=rcs&PageSize=${size}`,
      })),
    fc.tuple(start, fc.constantFrom(...clients), fc.boolean())
      .map(([parts, [id, secret], right]) =>
        post(parts, "/v2/token", [
          ["grant_type", right ? "client_credentials" : "password"],
          ["client_id", id],
          ["client_secret", secret],
        ])
      ),
    {
      weight: 3,
      arbitrary: fc.tuple(start, account, address, from, more, body).map((
        [parts, path, to, from, more, body],
      ) => post(parts, path, [["To", to], ...from, ["Body", body], ...more])),
    },
    fc.tuple(start, pool, fc.integer({ min: 65_530, max: 65_540 }))
      .map(([parts, path, length]) => post(parts, path, [["Sid", "x".repeat(length)]])),
    fc.tuple(start, fc.constantFrom(...paths)).map(([parts, target]) => ({ ...parts, target })),
  );
}

const set = (parts: Parts, name: string, value: string | null): Parts["headers"] => [
  ...parts.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase()),
  ...value === null ? [] : [[name, value] as const],
];

/** Changes that leave it HTTP. */
function changes({ authorizations }: Known): fc.Arbitrary<Change> {
  const segment = fc.oneof(nasty, visible);
  const query = fc.array(
    fc.tuple(
      fc.oneof(nasty, fc.constantFrom("PageSize", "Page", "PageToken", "pagesize", "Sid")),
      fc.oneof(nasty, visible),
    ),
    { maxLength: 4 },
  );
  const host = fc.constantFrom(
    "messaging.twilio.com",
    "api.twilio.com:443",
    "localhost:1",
    "a.twilio.com.example.com",
    "[::1]:8080",
    "",
    "a b",
    "a/../b",
    "a@b",
    "a, b",
    "[",
    "a:99999",
    "-",
    "é",
    "\u00ad",
    "xn--a",
    "1.1",
    "%41",
    "__proto__",
    "a".repeat(300),
  );
  const wrong = fc.oneof(
    fc.constantFrom(
      "",
      "Basic",
      "Basic ",
      "Basic =",
      "Basic Og==",
      "basic QUM6",
      "Basic \u00e9",
      "Bearer",
      "Bearer x",
      "Bearer __proto__",
      "Bearer a.b.c",
      `Basic ${btoa("__proto__:x")}`,
      `Basic ${btoa("constructor:undefined")}`,
      `Basic ${btoa(`AC${"a".repeat(32)}:`)}`,
      `Basic ${"A".repeat(9_000)}`,
      "Digest username=x",
    ),
    value,
  );
  // Somebody's, but for the password.
  const nearlyRight = fc.tuple(
    fc.constantFrom(...authorizations).map((text) => atob(text.slice("Basic ".length)).split(":")),
    fc.constantFrom<(password: string) => string>(
      () => "",
      () => "wrong",
      (password) => password.slice(0, -1),
      (password) => `${password}0`,
      (password) => password.toUpperCase(),
      (password) => password + password,
      (password) => `${password}:`,
      (password) => `:${password}`,
      (password) => `\0${password.slice(1)}`,
    ),
  ).map(([[user, password], spoil]) => `Basic ${btoa(`${user}:${spoil(password!)}`)}`);
  const type = fc.oneof(
    fc.constantFrom(
      FORM.toUpperCase(),
      `${FORM}; charset=utf-16`,
      `${FORM};`,
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "multipart/form-data; boundary=b",
      'multipart/form-data; boundary="b"',
      "application/json",
      "text/plain",
      "*/*",
      "",
    ),
    value,
  );
  const body = fc.oneof(
    anyByte,
    fc.constantFrom(
      "",
      "=",
      "&&&&",
      "Sid",
      "Sid=%",
      "Sid=%ff%fe",
      "Sid=a&Sid=b",
      "__proto__=x&constructor=y",
      "__proto__[Sid]=x",
      "\ufeffSid=x",
      '{"Sid":"XE"}',
      "--b\r\n\r\n--b--",
      '--b\r\nContent-Disposition: form-data; name="Sid"\r\n\r\nXE\r\n--b--\r\n',
      '--b\r\nContent-Disposition: form-data; name="Sid"; filename="a"\r\n\r\nXE\r\n--b--\r\n',
      "a".repeat(65_536),
      "a".repeat(65_537),
      "&".repeat(20_000),
      "%".repeat(20_000),
    ),
  );
  const name = fc.oneof(
    token,
    fc.constantFrom(
      "__proto__",
      "constructor",
      "Cookie",
      "Origin",
      "X-HTTP-Method-Override",
      "X-Forwarded-Host",
      "Forwarded",
      "Content-Encoding",
      "Accept-Encoding",
      "Range",
      "If-None-Match",
      "Accept",
      "User-Agent",
      "Access-Control-Request-Method",
      "I-Twilio-Idempotency-Token",
      "Twilio-Client-Validation",
    ),
  );
  const change = (make: Change): Change => make;
  return fc.oneof(
    fc.constantFrom(...methods).map((method) => change((parts) => ({ ...parts, method }))),
    fc.tuple(segment, fc.nat(6)).map(([text, at]) =>
      change((parts) => {
        const [path = "", ...rest] = parts.target.split("?");
        const segments = path.split("/");
        segments.splice(1 + at % segments.length, at % 2, text);
        return { ...parts, target: [segments.join("/") || "/", ...rest].join("?") };
      })
    ),
    fc.nat(60).map((at) =>
      change((parts) => {
        const index = 1 + at % Math.max(1, parts.target.length - 1);
        const code = parts.target.charCodeAt(index) || 65;
        const text = `%${code.toString(16).padStart(2, "0").slice(-2)}`;
        return {
          ...parts,
          target: parts.target.slice(0, index) + text + parts.target.slice(index + 1),
        };
      })
    ),
    query.map((pairs) =>
      change((parts) => {
        const text = pairs.map(([name, value]) => `${name}=${value}`).join("&");
        return {
          ...parts,
          target: `${parts.target}${parts.target.includes("?") ? "&" : "?"}${text}`,
        };
      })
    ),
    fc.constantFrom(
      "http://messaging.twilio.com",
      "HTTPS://example.com",
      "http://a@b:1",
      "http://127.0.0.1:1",
    ).map((origin) =>
      change((parts) => ({
        ...parts,
        target: parts.target.startsWith("/") ? origin + parts.target : parts.target,
      }))
    ),
    host.map((host) => change((parts) => ({ ...parts, headers: set(parts, "Host", host) }))),
    fc.oneof(wrong, nearlyRight, fc.constant(null)).map((text) =>
      change((parts) => ({ ...parts, headers: set(parts, "Authorization", text) }))
    ),
    fc.constantFrom(...authorizations).map((text) =>
      change((parts) => ({ ...parts, headers: [...parts.headers, ["authorization", text]] }))
    ),
    type.map((type) =>
      change((parts) => ({ ...parts, headers: set(parts, "content-type", type) }))
    ),
    body.map((body) => change((parts) => ({ ...parts, body, framing: "length" }))),
    fc.constant(change((parts) => ({ ...parts, framing: "chunked" }))),
    fc.tuple(name, value).map(([name, value]) =>
      change((parts) => ({ ...parts, headers: [...parts.headers, [name, value] as const] }))
    ),
    fc.constant(
      change((parts) => ({ ...parts, headers: [...parts.headers, ["Expect", "100-continue"]] })),
    ),
  );
}

/** Changes after which it may be anything. */
const wounds: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom<readonly [string, string]>(
    ["Content-Length", "5"],
    ["Content-Length", "0"],
    ["Content-Length", "-1"],
    ["Content-Length", "+5"],
    ["Content-Length", "5, 5"],
    ["Content-Length", "0x5"],
    ["Content-Length", "99999999999999999999"],
    ["Content-Length", "70000"],
    ["Transfer-Encoding", "chunked"],
    ["Transfer-Encoding", "gzip"],
    ["Transfer-Encoding", "identity"],
    ["Transfer-Encoding", "chunked, chunked"],
    ["Transfer-Encoding", "chunked, gzip"],
    ["Transfer-Encoding", "\tchunked "],
    ["Expect", "x"],
    ["Upgrade", "websocket"],
    ["Upgrade", "h2c"],
    ["Connection", "upgrade"],
    ["Connection", "keep-alive"],
    ["Connection", "\u00e9"],
    ["Host", "again"],
    ["", "no name"],
    ["a b", "c"],
    ["a\0b", "c"],
    ["a", "b\0c"],
    ["a", "b\nc: d"],
    ["a", "b\rc"],
    ["a", "b\r\n folded"],
    ["a\r\nb", "no colon"],
    ["a", "x".repeat(17_000)],
    ["a".repeat(17_000), ""],
    ["Trailer", "Authorization"],
  ).map((header) => (parts: Parts) => ({ ...parts, headers: [...parts.headers, header] })),
  fc.constant<Change>((parts) => ({ ...parts, headers: set(parts, "Host", null) })),
  fc.constant<Change>((parts) => ({
    ...parts,
    headers: [...parts.headers, ...Array.from({ length: 2_100 }, () => ["a", ""] as const)],
  })),
  fc.constantFrom(
    "HTTP/1.0",
    "HTTP/0.9",
    "HTTP/2.0",
    "HTTP/1.2",
    "HTTP/1",
    "http/1.1",
    "RTSP/1.0",
    "",
  )
    .map((version) => (parts: Parts) => ({ ...parts, version })),
  fc.constantFrom("CONNECT", "get", "GETT", "G", "", "PRI", "SOURCE", "GET\0", "\u00c9").map(
    (method) => (parts: Parts) => ({ ...parts, method }),
  ),
  fc.oneof(
    anyByte,
    fc.constantFrom(
      "*",
      "host:443",
      "/a b",
      "/\t",
      "/#x",
      "//",
      "http://",
      "http://[",
      "x:y",
      "?",
      "/\u00e9",
    ),
  ).map((target) => (parts: Parts) => ({ ...parts, target })),
);

const isHead = (text: string) => /HEAD\b/.test(text);

/** A request as it goes out; the last of a connection asks for its end. */
function written(parts: Parts, last: boolean, sizes: readonly number[]): string {
  const { method, target, version, headers, body, framing } = parts;
  const framed = framing === "length"
    ? [...headers, ["Content-Length", `${body.length}`] as const]
    : framing === "chunked"
    ? [...headers, ["Transfer-Encoding", "chunked"] as const]
    : headers;
  const all = last ? [...framed, ["Connection", "close"] as const] : framed;
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const content = framing === "chunked" ? chunked(body, sizes) : framing === "length" ? body : "";
  return `${method} ${target} ${version}\r\n${lines}\r\n${content}`;
}

function chunked(body: string, sizes: readonly number[]): string {
  let text = "";
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const part = body.slice(at, at + (sizes[turn % sizes.length] ?? 1000));
    text += `${part.length.toString(16)}\r\n${part}\r\n`;
    at += part.length;
  }
  return `${text}0\r\n\r\n`;
}

const latin1 = (text: string) => text.replace(/[^\0-\xff]/g, "?");
const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 3 });
const apply = (parts: Parts, changes: readonly Change[]): Parts =>
  changes.reduce((parts, change) => change(parts), parts);

/** What Node takes for a target: a path, or a whole URL; and for a head: at most 16 KiB. */
const isHttp = ({ target }: Parts, text: string) =>
  /^(https?:\/\/(\w+@)?[\w.]+(:\d+)?)?\//i.test(target) && text.indexOf("\r\n\r\n") < 15_000;

/** Requests that are HTTP, whatever else they are; the last one ends the connection. */
export function cleanRequests(known: Known, most: number): fc.Arbitrary<Fuzzed[]> {
  const one = fc.tuple(recipes(known), fc.array(changes(known), { maxLength: 3 }), sizes);
  return fc.array(one, { minLength: 1, maxLength: most }).map((all) =>
    all.map(([recipe, changes, sizes], at) => {
      const last = at === all.length - 1;
      const changed = apply(recipe, changes);
      const parts = isHttp(changed, written(changed, last, sizes)) ? changed : recipe;
      const { method, headers } = parts;
      const shown = headers.filter(([name]) => name.toLowerCase() === "authorization");
      const stranger = shown.length !== 1 || !known.authorizations.includes(shown[0]![1].trim());
      return { method, stranger, text: latin1(written(parts, last, sizes)) };
    })
  );
}

/** Requests that may be HTTP no more, one or several, as one text. */
export function woundedRequests(known: Known): fc.Arbitrary<string> {
  const one = fc.tuple(
    recipes(known),
    fc.array(fc.oneof(changes(known), wounds), { maxLength: 2 }),
    wounds,
    sizes,
  );
  return fc.tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([all, last]) =>
    all.map(([recipe, changes, wound, sizes], at) => {
      const parts = apply(recipe, [...changes, wound]);
      const method = isHead(parts.method) ? "GET" : parts.method;
      return latin1(written({ ...parts, method }, last && at === all.length - 1, sizes));
    }).join("")
  );
}

/** Bytes: those of a request with some of them changed, or none of anything. */
export function bytes(known: Known): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(2_000), fc.nat(3), anyByte);
  const edited = fc.tuple(recipes(known), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([parts, edits]) =>
      edits.reduce((text, [at, less, more]) => {
        const index = at % (text.length + 1);
        return text.slice(0, index) + more + text.slice(index + less * 10);
      }, latin1(written(parts, false, [9])))
    );
  const pieces = fc.constantFrom(
    "GET ",
    "POST ",
    "/",
    " HTTP/1.1",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "Host: a",
    "Content-Length: 3",
    "Transfer-Encoding: chunked",
    "0\r\n\r\n",
    "ffffffffffffffff\r\n",
    ": ",
    "\0",
    "\x16\x03\x01\x02\x00\x01", // the start of TLS
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  );
  const composed = fc.array(fc.oneof(pieces, anyByte), { maxLength: 12 }).map((all) =>
    all.join("")
  );
  return fc.oneof(edited, composed).map((text) => isHead(text) ? "GET" : text);
}
