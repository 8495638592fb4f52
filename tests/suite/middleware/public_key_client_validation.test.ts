import { describe, expect, test } from "vitest";
import { createClient, type Target } from "../../../mod.ts";
import {
  basicAuth,
  compose,
  oauth,
  publicKeyClientValidation,
  type PublicKeyClientValidationOptions,
} from "../../../lib/middleware/mod.ts";
import {
  bytes,
  caught,
  collection,
  expectError,
  freeze,
  json,
  observe,
  one,
  secret,
  settle,
  wire,
} from "../support/support.ts";

const zeros = "0".repeat(32);
const names = {
  accountSid: `AC${zeros}`,
  apiKey: `SK${zeros}`,
  credentialSid: `CR${zeros}`,
};
const ok = () => Promise.resolve(new Response("ok"));

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048 };
const PS256 = { name: "RSA-PSS", hash: "SHA-256", modulusLength: 2048 };
const pairs = new Map<string, Promise<CryptoKeyPair>>();

/** A pair of keys, made once: when a test first wants it, as Workers allow it in no other place. */
function keys(kind: typeof RS256 = RS256): Promise<CryptoKeyPair> {
  const name = JSON.stringify(kind);
  const all = { ...kind, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = pairs.get(name) ?? crypto.subtle.generateKey(all, true, ["sign", "verify"]);
  pairs.set(name, pair);
  return pair;
}

async function pem(key: CryptoKey, label = "PRIVATE KEY", lines = "\n"): Promise<string> {
  const der = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));
  const base64 = btoa(String.fromCharCode(...der)).match(/.{1,64}/g)!;
  return [`-----BEGIN ${label}-----`, ...base64, `-----END ${label}-----`, ""].join(lines);
}

async function hash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const binary = (base64url: string) =>
  Uint8Array.from(
    atob(base64url.replaceAll("-", "+").replaceAll("_", "/")),
    (char) => char.charCodeAt(0),
  );

/** The header that a request gets, and its parts. */
async function signed(
  request: Request,
  options: Partial<PublicKeyClientValidationOptions> = {},
  target?: Target,
) {
  const { privateKey } = await keys();
  await publicKeyClientValidation({ ...names, privateKey, ...options }, target)(ok)(request);
  const jwt = request.headers.get("twilio-client-validation") ?? "";
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  return {
    jwt,
    input: bytes(`${header}.${claims}`),
    signature: binary(signature),
    header: JSON.parse(atob(header)),
    claims: JSON.parse(atob(claims)),
  };
}

/** A request that is signed in. */
const asking = (
  method: string,
  url: string,
  body: BodyInit | null = null,
  authorization = "Basic abc",
) => new Request(url, { method, headers: { authorization }, body });

describe("the published example", () => {
  // https://www.twilio.com/docs/iam/pkcv/quickstart, "Hashing Example" and "Example JWT"
  const body = "FriendlyName=my new friendly name";
  const basic = "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDpmb29iYXI=";
  const url = `https://api.twilio.com/2010-04-01/Accounts/AC${zeros}`;
  const publicKey = `
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAum6dAjx7jM1GTYOcIo1xb+KvO/FsKUMd4xLiDeKNd5DZ1sVK
    oJSH1oMGRtaVnN4Uzo1h5rUDGrB73hY9PRAKuGEGZotiVR7Zmbq7l+NuR+pR3KhYJagzLQ+K91GkBsJM0f4geK1qwXfH
    YmA11O198eNAMS3sRwNnVlyPwtvIamwN8iDxEr+GvT7OIGZxHOCYRXmDAueDDLZqSF5j/qdwvwGSHlXh/sr91o7fy/th
    WxwzM9Dp+h95OiML3cH/edt68NNLD5zxnHEZxx1K/w/Y/g6KGo7b0ehR241pV0cmqFm0ebF0m+950F7iCI+qha97kHpB
    tBSAzyyHOhy2d4v7IQIDAQAB`;
  const signature =
    "a8Z-NXPEf8FrfEpxYBF8kIdn_1VAoa4H6t_X_CmtT7YksKkLMsQl6X00Hx0zEItgu64Z-qeaANxmwme6Y7nRRVz2AV8Z" +
    "PTv5sWPhXOHVevyEDf2QfPpteDd0gpoPA4KjaklJtnNR8iSAd68DBaUvVE6bnAsop6dM4vowYNOMCe4PUe_W8AXu6iIz" +
    "HmQxm5AVatyPoRY4dR-Il1tswbUr5FlVGzJJsw7JLNd46FYp2gIfhDM52cgBMeH5qNQw9inUm-BUybT1rB-kB1UCNq_3" +
    "WenGoTGZsJ32QSBXAS9pbjOYNHIrylR51GV2foxqcOpsgIBFt_udnWlsqkezRun7TQ";

  test("has this hash of its body, and of itself", async () => {
    const bodyHash = "b8e20591615abc52293f088c87be6df8e9b7b40c3da573f134c9132add851e2d";
    expect(await hash(body)).toBe(bodyHash);
    const { pathname } = new URL(url);
    const canonical = `POST\n${pathname}\n\nauthorization:${basic}\nhost:api.twilio.com\n\n` +
      `authorization;host\n${bodyHash}`;
    const { claims } = await signed(asking("POST", url, body, basic));
    expect(claims.rqh).toBe("245eece1e638d9b0081ca0621183cd417fc97a1818bd822aa26697f9aa70c792");
    expect(claims.rqh).toBe(await hash(canonical));
  });

  test("is signed to the letter: the published signature is one of our text", async () => {
    const now = () => (1471827354 - 150) * 1000;
    const { input, claims } = await signed(asking("POST", url, body, basic), { now });
    expect(claims.exp).toBe(1471827354);
    const der = binary(publicKey.replace(/\s/g, ""));
    const key = await crypto.subtle.importKey("spki", der, RS256, false, ["verify"]);
    expect(await crypto.subtle.verify(RS256, key, binary(signature), input)).toBe(true);
  });
});

describe("the token", () => {
  test("says what it is, whose, and until when", async () => {
    const now = () => 1_800_000_000_999;
    const { header, claims } = await signed(asking("GET", collection), { now });
    expect(header).toEqual({
      cty: "twilio-pkrv;v=1",
      typ: "JWT",
      alg: "RS256",
      kid: names.credentialSid,
    });
    expect(claims).toEqual({
      iss: names.apiKey,
      sub: names.accountSid,
      exp: 1_800_000_150,
      hrh: "authorization;host",
      rqh: expect.stringMatching(/^[\da-f]{64}$/),
    });
  });

  test("follows the clock", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { exp } = (await signed(asking("GET", collection))).claims;
    expect(exp >= before + 150 && exp <= before + 155).toBe(true);
  });

  test.each<["RS256" | "PS256", typeof RS256, object]>([
    ["RS256", RS256, RS256],
    ["PS256", PS256, { ...PS256, saltLength: 32 }],
  ])("is signed by %s, with a key or a PEM", async (algorithm, kind, scheme) => {
    const { privateKey, publicKey } = await keys(kind);
    const given = [
      privateKey,
      await pem(privateKey),
      await pem(privateKey, "PRIVATE KEY", "\r\n"),
      await pem(privateKey, "PRIVATE KEY", "\\n"), // as an environment has it
      `Bag Attributes\n    friendlyName: key\n${await pem(privateKey)}`,
    ];
    for (const privateKey of given) {
      const { header, input, signature } = await signed(asking("POST", collection, "Sid=XE"), {
        privateKey,
        algorithm,
      });
      expect(header.alg).toBe(algorithm);
      const { name } = kind;
      const verified = await crypto.subtle.verify({ name, ...scheme }, publicKey, signature, input);
      expect(verified).toBe(true);
    }
  });

  test("is made anew when a request is repeated", async () => {
    let time = 0;
    const { privateKey } = await keys();
    const transport = publicKeyClientValidation({ ...names, privateKey, now: () => time })(ok);
    const request = asking("GET", collection);
    const seen: (string | null)[] = [];
    for (time of [0, 10_000, 10_999]) {
      await transport(request);
      seen.push(request.headers.get("twilio-client-validation"));
    }
    expect(seen[0]).not.toBe(seen[1]);
    expect(seen[1]).toBe(seen[2]); // so it is not hashed itself
  });
});

describe("the hashed request", () => {
  const host = "https://messaging.twilio.com";
  const canonical = (method: string, path: string, query: string, bodyHash: string) =>
    `${method}\n${path}\n${query}\nauthorization:Basic abc\nhost:messaging.twilio.com\n\n` +
    `authorization;host\n${bodyHash}`;

  test.each([
    [
      "/v1/Services?PageSize=5&Page=1&PageToken=PT",
      "/v1/Services",
      "Page=1&PageSize=5&PageToken=PT",
    ],
    ["", "/", ""],
    ["?", "/", ""],
    ["/foobar/./barfoo", "/foobar/barfoo", ""],
    ["/foobar/../barfoo", "/barfoo", ""],
    ["/a//b/", "/a/b/", ""],
    ["/a b/*/~/%7e/%41/+/ü/%zz", "/a%20b/%2A/~/~/A/%2B/%C3%BC/%25zz", ""],
    [
      "/?to=2&from=1&message=Thanks for your order",
      "/",
      "from=1&message=Thanks%20for%20your%20order&to=2",
    ],
    ["/?message=Thanks+for+your%20order", "/", "message=Thanks%20for%20your%20order"],
    ["/?b&a=&&c=1=2", "/", "a=&b=&c=1%3D2"],
    ["/?a=b&a=B&A=b&a=", "/", "A=b&a=&a=B&a=b"],
    [
      "/?a=*~'()!&b=%7e%2a&ü=%c3%bc&c=%",
      "/",
      "%C3%BC=%C3%BC&a=%2A~%27%28%29%21&b=~%2A&c=%25",
    ],
    ["/?a=b#c", "/", "a=b"],
  ])("%s has the path %s and the query %s", async (url, path, query) => {
    const { claims } = await signed(asking("GET", host + url));
    expect(claims.rqh).toBe(await hash(canonical("GET", path, query, "")));
  });

  test.each([
    ["GET", null],
    ["HEAD", null],
    ["DELETE", null],
    ["DELETE", "a"],
    ["POST", null],
    ["POST", ""],
    ["POST", "Sid=XE1&A=ü"],
  ])("%s with the body %j", async (method, body) => {
    const { claims } = await signed(asking(method, `${host}/a`, body));
    const bodyHash = body ? await hash(body) : "";
    expect(claims.rqh).toBe(await hash(canonical(method, "/a", "", bodyHash)));
  });

  test.each([
    ["https://messaging.twilio.com:443", "messaging.twilio.com"],
    ["http://proxy.example:80", "proxy.example"],
    ["https://Proxy.Example:8443", "proxy.example:8443"],
  ])("has its host: %s", async (baseUrl, host) => {
    const { claims } = await signed(asking("GET", `${baseUrl}/a`), {}, { baseUrl });
    expect(claims.rqh).toBe(
      await hash(`GET\n/a\n\nauthorization:Basic abc\nhost:${host}\n\nauthorization;host\n`),
    );
  });

  test("has its authorization, with single spaces", async () => {
    const { claims } = await signed(asking("GET", collection, null, " Bearer \t  e.y.J "));
    const { pathname, host } = new URL(collection);
    expect(claims.rqh).toBe(
      await hash(
        `GET\n${pathname}\n\nauthorization:Bearer e.y.J\nhost:${host}\n\nauthorization;host\n`,
      ),
    );
  });

  test("is passed on itself, with its body", async () => {
    const { fetch, requests } = observe(async (request) => new Response(await request.text()));
    const { privateKey } = await keys();
    const request = asking("POST", collection, "Sid=XE1");
    const response = await publicKeyClientValidation({ ...names, privateKey })(fetch)(request);
    expect(await response.text()).toBe("Sid=XE1");
    expect(requests[0]).toBe(request);
  });
});

describe("goes inside of what signs in", () => {
  test("in a client", async () => {
    const { privateKey } = await keys();
    const { fetch, requests } = observe(() => json(201, wire(1)));
    const auth = compose(
      basicAuth({ apiKey: names.apiKey, apiSecret: secret }),
      publicKeyClientValidation({ ...names, privateKey }),
    );
    await createClient({ auth, fetch }).channelSenders.create(one);
    const { headers } = requests[0]!;
    expect(headers.get("authorization")).toMatch(/^Basic /);
    expect(headers.get("twilio-client-validation")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{342}$/);
  });

  test("such as oauth, whose token requests sign in by their form", async () => {
    const { privateKey } = await keys();
    const tokenUrl = "https://oauth.twilio.com/v2/token";
    const { fetch, requests } = observe(({ url }) =>
      url === tokenUrl
        ? json(200, { access_token: "e.y.J", token_type: "Bearer", expires_in: 60 })
        : json(201, wire(1))
    );
    const auth = compose(
      oauth({ clientId: `OQ${"a".repeat(32)}`, clientSecret: secret }),
      publicKeyClientValidation({ ...names, privateKey }),
    );
    await createClient({ auth, fetch }).channelSenders.create(one);
    const signed = requests.map(({ headers }) => headers.has("twilio-client-validation"));
    expect(requests.map(({ url }) => url === tokenUrl)).toEqual([true, false]);
    expect(signed).toEqual([false, true]);
  });

  test("and refuses to sign what is not signed in", async () => {
    const { privateKey } = await keys();
    const { fetch, requests } = observe(ok);
    const transport = publicKeyClientValidation({ ...names, privateKey })(fetch);
    const error = await caught(() => transport(new Request(collection)));
    expectError(error, "TwilioInputError", { field: "authorization" });
    expect(requests).toEqual([]);
  });
});

test("signs for the target's origins alone", async () => {
  const { privateKey } = await keys();
  const target = { baseUrl: "https://proxy.example/twilio" };
  const transport = publicKeyClientValidation({ ...names, privateKey }, target)(ok);
  for (
    const [url, expected] of [
      ["https://proxy.example/any", true],
      ["http://proxy.example/twilio", false],
      ["https://proxy.example:8443/twilio", false],
      ["https://messaging.twilio.com/v1", false],
    ] as const
  ) {
    const request = asking("POST", url, "a");
    expect(await (await transport(request)).text()).toBe("ok");
    expect(request.headers.has("twilio-client-validation"), url).toBe(expected);
    expect(request.bodyUsed).toBe(false);
  }
});

test("imports a PEM once, when it is first needed", async () => {
  const privateKey = await pem((await keys()).privateKey);
  const real = crypto.subtle.importKey;
  let imports = 0;
  const counting = (...parts: Parameters<typeof real>) => {
    imports++;
    return real.apply(crypto.subtle, parts);
  };
  Object.defineProperty(crypto.subtle, "importKey", { value: counting, configurable: true });
  try {
    const transport = publicKeyClientValidation(freeze({ ...names, privateKey }))(ok);
    expect(imports).toBe(0);
    await transport(asking("GET", collection));
    await Promise.all([1, 2, 3].map(() => transport(asking("GET", collection))));
    expect(imports).toBe(1);
  } finally {
    delete (crypto.subtle as Partial<SubtleCrypto>).importKey;
  }
});

describe("an option that is refused", () => {
  const options: [string, unknown][] = [
    ["accountSid", undefined],
    ["accountSid", names.apiKey],
    ["apiKey", names.accountSid],
    ["apiKey", secret],
    ["credentialSid", "CR…"],
    ["credentialSid", `PK${zeros}`],
    ["algorithm", "HS256"],
    ["algorithm", "none"],
    ["algorithm", "toString"],
    ["algorithm", null],
    ["privateKey", undefined],
    ["privateKey", null],
    ["privateKey", ""],
    ["privateKey", 5],
    ["privateKey", {}],
    ["privateKey", secret],
    ["privateKey", `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`],
    [
      "privateKey",
      `-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n-----END ENCRYPTED PRIVATE KEY-----`,
    ],
    ["privateKey", `-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----`],
    ["privateKey", `-----BEGIN PRIVATE KEY-----\nAA==\n`],
    ["privateKey", `-----BEGIN PRIVATE KEY-----\n!${secret}\n-----END PRIVATE KEY-----`],
    ["privateKey", `-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----`],
  ];

  test.each(options)("%s: %j", async (field, value) => {
    const { privateKey } = await keys();
    const given = { ...names, privateKey, [field]: value } as never;
    const error = await caught(() => publicKeyClientValidation(given));
    expectError(error, "TwilioInputError", { field });
    expect(`${error} ${JSON.stringify(error)}`).not.toContain(secret);
  });

  test("a key of another kind", async () => {
    const { privateKey, publicKey } = await keys();
    const small = await keys({ ...RS256, modulusLength: 1024 });
    const sha1 = await keys({ ...RS256, hash: "SHA-1" });
    const curve = await crypto.subtle.generateKey(
      { name: "ECDSA", namedCurve: "P-256" },
      true,
      ["sign", "verify"],
    ) as CryptoKeyPair;
    const given: [CryptoKey, "RS256" | "PS256"][] = [
      [publicKey, "RS256"],
      [privateKey, "PS256"],
      [(await keys(PS256)).privateKey, "RS256"],
      [small.privateKey, "RS256"],
      [sha1.privateKey, "RS256"],
      [curve.privateKey, "RS256"],
    ];
    for (const [privateKey, algorithm] of given) {
      const options = { ...names, privateKey, algorithm };
      const error = await caught(() => publicKeyClientValidation(options));
      expectError(error, "TwilioInputError", { field: "privateKey" });
    }

    // What is in a PEM shows when it is first used, and each time.
    for (const { privateKey } of [small, curve]) {
      const { fetch, requests } = observe(ok);
      const options = { ...names, privateKey: await pem(privateKey) };
      const transport = publicKeyClientValidation(options)(fetch);
      for (let call = 0; call < 2; call++) {
        const error = await caught(() => transport(asking("GET", collection)));
        expectError(error, "TwilioInputError", { field: "privateKey" });
      }
      expect(requests).toEqual([]);
    }
  });

  test("a PEM of something else is quoted nowhere", async () => {
    const privateKey = `-----BEGIN PRIVATE KEY-----\n${btoa(secret)}\n-----END PRIVATE KEY-----`;
    const transport = publicKeyClientValidation({ ...names, privateKey })(ok);
    const errors = [
      await caught(() => transport(asking("GET", collection))),
      await caught(() => transport(new Request(collection))),
    ];
    for (const error of errors) {
      expectError(error, "TwilioInputError", { field: "privateKey" });
      const { stack, cause } = error as Error;
      expect(`${stack} ${cause} ${JSON.stringify(error)}`).not.toContain(btoa(secret));
    }
    await settle(); // a rejection that nobody handles would fail the run
  });
});

test("shows its key nowhere, and has a name to be known by in a stack", async () => {
  const privateKey = await pem((await keys()).privateKey);
  const middleware = publicKeyClientValidation({ ...names, privateKey });
  for (const value of [middleware, middleware(ok)]) {
    expect(Object.keys(value)).toEqual([]);
    expect(`${value} ${JSON.stringify({ ...value })}`).not.toContain(privateKey.slice(40, 60));
  }
  expect(middleware(ok).name).toMatch(/^publicKey/); // a bundler may add a number
});
