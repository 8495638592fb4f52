import { describe, expect, test } from "vitest";
import {
  basicAuth,
  compose,
  publicKeyClientValidation,
  type PublicKeyClientValidationOptions,
} from "../../../../lib/middleware/mod.ts";
import { createSandbox } from "../../../../lib/sandbox/mod.ts";
import {
  createClient,
  isTwilioApiError,
  messages,
  type Send,
  type Transport,
} from "../../../../mod.ts";
import { AC, account, MG, SK, start, xe } from "../../support/sandbox.ts";

// Public Key Client Validation: the sandbox checks what the middleware has signed, and each says in its
// own words what that is.
const CR = `CR${"a".repeat(32)}`;
const apiSecret = "the-secret-of-the-key";
const names = { accountSid: AC, apiKey: SK, credentialSid: CR };

type Algorithm = "RS256" | "PS256";
const pairs = new Map<Algorithm, Promise<CryptoKeyPair>>();

/** Made once: when a test first wants it, as Workers allow it in no other place. */
function pairOf(algorithm: Algorithm): Promise<CryptoKeyPair> {
  const name = algorithm === "RS256" ? "RSASSA-PKCS1-v1_5" : "RSA-PSS";
  const publicExponent = new Uint8Array([1, 0, 1]);
  const kind = { name, hash: "SHA-256", modulusLength: 2048, publicExponent };
  const pair = pairs.get(algorithm) ?? crypto.subtle.generateKey(kind, true, ["sign", "verify"]);
  pairs.set(algorithm, pair);
  return pair;
}

async function pemOf(key: CryptoKey): Promise<string> {
  const der = new Uint8Array(await crypto.subtle.exportKey("spki", key));
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g)!;
  return ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----", ""].join("\n");
}

interface Options extends Partial<PublicKeyClientValidationOptions> {
  algorithm?: Algorithm;
  isRequired?: boolean;
  /** What happens between the signature and the sandbox. */
  alter?: (request: Request) => Request | Promise<Request>;
}

/** A client that signs, and a sandbox that has its key. */
async function signing({ algorithm = "RS256", isRequired, alter, ...rest }: Options = {}) {
  const { privateKey, publicKey } = await pairOf(algorithm);
  const publicKeys = [{ credentialSid: CR, publicKey: await pemOf(publicKey) }];
  const accounts = [{
    ...account(2),
    apiKeys: [{ apiKey: SK, apiSecret }],
    publicKeys,
    ...isRequired && { requiresSignature: true },
  }];
  const { sandbox } = start({ accounts, now: () => new Date() });
  const fetch: Transport = async (request) => sandbox.fetch(alter ? await alter(request) : request);
  const auth = compose(
    basicAuth({ apiKey: SK, apiSecret }),
    publicKeyClientValidation({ ...names, privateKey, algorithm, ...rest }),
  );
  const client = createClient({
    auth,
    fetch,
    retry: null,
    extend: { messages: (send: Send) => messages(send, { accountSid: AC }) },
  });
  return { sandbox, client };
}

const codeOf = (error: unknown) => isTwilioApiError(error) ? [error.status, error.code] : error;

describe("a signature", () => {
  test.each<Algorithm>(["RS256", "PS256"])(
    "by %s is taken, of all that is sent",
    async (algorithm) => {
      const { client } = await signing({ algorithm, isRequired: true });
      const senders = client.channelSenders;
      const input = { messagingServiceSid: MG, sid: xe(2) };
      await senders.create(input);
      expect((await senders.list({ messagingServiceSid: MG, pageSize: 1 }).toArray()).length).toBe(
        3,
      );
      await senders.delete(input);
      const body = "Grüße & mehr = 100 %+*~'()!";
      const sent = await client.messages.create({
        messagingServiceSid: MG,
        to: "whatsapp:+14155550199",
        body,
      });
      expect((await client.messages.fetch({ sid: sent.sid! })).body).toBe(body);
      expect((await client.messages.list({ to: "whatsapp:+14155550199" }).toArray()).length).toBe(
        1,
      );
    },
  );

  const withHeader = (request: Request, change: (token: string) => string) => {
    const headers = new Headers(request.headers);
    headers.set("twilio-client-validation", change(headers.get("twilio-client-validation")!));
    return new Request(request, { headers });
  };
  test.each<[string, Options]>([
    ["of another path", {
      alter: (request) => new Request(request.url.replace(MG, MG.replace("a", "b")), request),
    }],
    ["of another query", { alter: (request) => new Request(`${request.url}&Page=0`, request) }],
    ["of another host", {
      alter: (request) => new Request(request.url.replace("messaging.", "api."), request),
    }],
    ["of another method", { alter: (request) => new Request(request, { method: "DELETE" }) }],
    ["that was cut", { alter: (request) => withHeader(request, (token) => token.slice(0, -4)) }],
    ["that is none", { alter: (request) => withHeader(request, () => "x.y.z") }],
    ["of nobody's key", { credentialSid: CR.replace("a", "b") }],
    ["of another account", { accountSid: AC.replace("a", "b") }],
    ["of another API key", { apiKey: SK.replace("a", "b") }],
    ["that is past", { now: () => Date.now() - 200_000 }],
    ["that is good for too long", { now: () => Date.now() + 200_000 }],
  ])("%s is refused", async (_, options) => {
    const { client } = await signing(options);
    const list = client.channelSenders.list({ messagingServiceSid: MG, pageSize: 2 });
    expect(await list.toArray().catch(codeOf)).toEqual([401, 20003]);
  });

  test("of another body is refused, and nothing is done", async () => {
    const { client, sandbox } = await signing({
      alter: ({ url, method, headers }) =>
        new Request(url, { method, headers, body: `Sid=${xe(3)}` }),
    });
    const input = { messagingServiceSid: MG, sid: xe(2) };
    expect(await client.channelSenders.create(input).catch(codeOf)).toEqual([401, 20003]);
    expect(sandbox.state().accounts[0]!.services![0]!.channelSenders).toHaveLength(2);
  });
});

describe("without a signature", () => {
  const unsigned = (request: Request) => {
    const headers = new Headers(request.headers);
    headers.delete("twilio-client-validation");
    return new Request(request, { headers });
  };

  test.each([[false, 200], [true, 401]])("required: %s", async (isRequired, status) => {
    const { client, sandbox } = await signing({ isRequired, alter: unsigned });
    const list = client.channelSenders.list({ messagingServiceSid: MG });
    const outcome = await list.toArray().catch(codeOf);
    expect(sandbox.exchanges().at(-1)!.status).toBe(status);
    if (isRequired) expect(outcome).toEqual([401, 70052]);
  });

  test("the auth token is not enough either", async () => {
    const { sandbox } = await signing({ isRequired: true });
    const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch, retry: null });
    const list = client.channelSenders.list({ messagingServiceSid: MG });
    expect(await list.toArray().catch(codeOf)).toEqual([401, 70052]);
  });
});

describe("a seed", () => {
  test("is given back", async () => {
    const { sandbox } = await signing({ isRequired: true });
    const state = sandbox.state();
    expect(state.accounts[0]).toMatchObject({ requiresSignature: true });
    expect(createSandbox(JSON.parse(JSON.stringify(state))).state()).toEqual(state);
  });

  test.each<[object, string]>([
    [{ publicKeys: [{ credentialSid: "CR1", publicKey: "x" }] }, "publicKeys[0].credentialSid"],
    [{ publicKeys: [{ credentialSid: CR, publicKey: "x" }] }, "publicKeys[0].publicKey"],
    [{ requiresSignature: true }, "requiresSignature"],
    [{ requiresSignature: "yes" }, "requiresSignature"],
  ])("%j makes no sense", (seed, field) => {
    const accounts = [{ ...account(0), ...seed }];
    expect(() => createSandbox({ accounts }))
      .toThrow(expect.objectContaining({ field: `accounts[0].${field}` }));
  });
});
