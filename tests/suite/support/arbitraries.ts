/** What a Twilio might answer, and what people might ask for: what the property tests draw from. */
import fc from "./fc.ts";
import { AC, MG, wire, XE } from "./support.ts";

/** Text of all that may be in text, and of what is dangerous in a URL, a header or a form. */
const tricks = [
  ..."/\\?#%&=+:@;,.'\"<>{}|^`~ \t\r\n\0\x7f\x85\xa0\u200b\u2028\ufeff\uffff",
  ...["\ud800", "\udfff", "..", "%2e", "%2f", "%00", "//", "http", "MG", "XE", "١", "Ｘ"],
];
export const unit: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...tricks) },
);
export const anyText: fc.Arbitrary<string> = fc.string({ unit, maxLength: 12 });
// One number is quicker to make than 32 digits.
export const hex: fc.Arbitrary<string> = fc.bigInt({ min: 0n, max: (1n << 129n) - 1n }).map(
  (number) => {
    const digits = (number >> 1n).toString(16).padStart(32, "0");
    return number & 1n ? digits : digits.toUpperCase();
  },
);

const key = fc.constantFrom(
  ...["account_sid", "messaging_service_sid", "sid", "sender", "sender_type", "country_code"],
  ...["date_created", "date_updated", "url"],
);
const errorKey = fc.constantFrom(
  ...["code", "message", "more_info", "status", "details", "type", "title", "detail", "errors"],
);
const metaKey = fc.constantFrom(
  ...["next_page_url", "previous_page_url", "key", "page", "first_page_url"],
);
const date = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom("2023-07-30T20:12:31Z", "2023-02-30T25:61:61Z", "0000-00-00T00:00:00Z", "Z"),
);
const query = fc.string({ unit: fc.constantFrom(..."?&=%#+0a", "Page", "Token"), maxLength: 9 });
const scalar = fc.oneof(
  anyText,
  date,
  query.map((text) => `?Page${text}`),
  fc.constantFrom(null, true, 0, -1, 1e308, AC, MG, XE, "AC", "XE", "", [], {}, [null]),
);
// Most of a deep value is ignored, and takes long to make: one in a few is enough.
const junk = fc.oneof(
  { weight: 9, arbitrary: scalar },
  { weight: 1, arbitrary: fc.jsonValue({ stringUnit: "binary", maxDepth: 3 }) },
);
/** Fields to put in the place of good ones, or to take away. */
const near = (key: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(key, fc.option(junk, { nil: undefined, freq: 5 })), { maxLength: 3 })
    .map((fields) => Object.fromEntries(fields));
const sender = near(key).map((fields) => wire(1, fields));
const page = fc.tuple(
  fc.array(fc.oneof({ weight: 9, arbitrary: sender }, { weight: 1, arbitrary: junk }), {
    maxLength: 3,
  }),
  near(metaKey),
  near(fc.constantFrom("senders", "meta", "page", "sid")),
  fc.integer({ min: 0, max: 15 }),
).map(([senders, meta, fields, few]) => ({
  senders,
  meta: { next_page_url: null, previous_page_url: null, ...meta },
  // Seldom, or there would be hardly any page that is one.
  ...(few ? {} : fields),
}));
const error = near(errorKey).map((fields) => ({
  code: 20404,
  message: "no such thing",
  more_info: "https://www.twilio.com/docs/errors/20404",
  status: 404,
  ...fields,
}));

const text = fc.tuple(fc.oneof(sender, page, error, junk), anyText, fc.nat(), fc.nat(2)).map(
  ([value, extra, at, how]) => {
    const whole = JSON.stringify(value);
    const cut = at % (whole.length + 1);
    return [
      whole.slice(0, cut),
      extra + whole,
      whole.slice(0, cut) + extra + whole.slice(cut),
    ][how]!;
  },
);
const asText = (values: fc.Arbitrary<unknown>) => values.map((value) => JSON.stringify(value));
const deep = fc.jsonValue({ stringUnit: "binary", depthSize: "small" });

const status = (usual: readonly number[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  );
const contentType = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "application/json",
      "application/json; charset=utf-8",
      "application/problem+json",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, "", "text/html", "application/jsonp", "JSON") },
);
const headerValue = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom("0", "7", "9".repeat(400), "-1", "1e3", "Wed, 21 Oct 2026 07:28:00 GMT"),
  fc.constantFrom("é\xff", "RQ1", "https://evil.example/", "gzip", "99999999999"),
);
const headers = fc.tuple(
  contentType,
  fc.array(
    fc.tuple(
      fc.constantFrom(
        ...["retry-after", "server", "twilio-request-id", "t-request-id", "location"],
        ...["content-length", "content-encoding", "x-a", "__proto__"],
      ),
      headerValue,
    ),
    { maxLength: 3 },
  ),
).map(([type, others]): [string, string][] => [
  ...others,
  ...(type === null ? [] : [["content-type", type] satisfies [string, string]]),
]);

/**
 * Kinds of answers: text, status and headers, and what comes of some of them, by the names of operations
 * and errors.
 */
export const answers: [string, fc.Arbitrary<[string, number, [string, string][]]>, string[]][] = [
  [
    "almost a sender",
    fc.tuple(asText(sender), status([200, 201]), headers),
    ["create", "fetch", "TwilioResponseError"],
  ],
  [
    "almost a page",
    fc.tuple(asText(page), status([200]), headers),
    ["list", "TwilioResponseError"],
  ],
  [
    "almost an error",
    fc.tuple(asText(error), status([400, 404, 409, 429, 500, 503]), headers),
    ["TwilioApiError", "TwilioResponseError"],
  ],
  [
    "any JSON",
    fc.tuple(asText(deep), status([200, 201, 204, 404]), headers),
    ["TwilioResponseError"],
  ],
  [
    "hardly JSON",
    fc.tuple(
      fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constant("") }),
      status([200, 201, 204, 404]),
      headers,
    ),
    ["delete", "TwilioResponseError"],
  ],
];

/** A SID, or something like one. */
export const nearSid = (prefix: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: hex.map((digits) => prefix + digits) },
    {
      weight: 2,
      arbitrary: fc.tuple(hex, unit, fc.nat(34), fc.nat(1)).map(([digits, trick, at, cut]) => {
        const whole = prefix + digits;
        return whole.slice(0, at) + trick + whole.slice(at + cut);
      }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom("MG", "XE", "AC", "mg", "", "ХЕ"), hex).map((parts) =>
        parts.join("")
      ),
    },
    { weight: 2, arbitrary: anyText },
  );

export const inputs = fc.record({ messagingServiceSid: nearSid("MG"), sid: nearSid("XE") });
export const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.integer({ min: -2, max: 1002 }),
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
);
export const paging = fc.record({
  pageSize: fc.option(numbers, { nil: undefined, freq: 2 }),
  page: fc.option(fc.oneof(numbers, fc.nat().map(String), fc.string(), anyText), {
    nil: undefined,
    freq: 2,
  }),
  pageToken: fc.option(fc.oneof(fc.string(), anyText, anyText.map((text) => `PT${text}`)), {
    nil: undefined,
    freq: 3,
  }),
});
