// Inputs that are no plain objects: what a class computes is read like a field, and nothing hangs.
import { describe, expect, test } from "vitest";
import {
  createClient,
  incomingPhoneNumbers,
  messages,
  pool,
  senders,
  services,
} from "../../../mod.ts";
import { AC, json, MG, observe, one, XE } from "../support/support.ts";

const account = { accountSid: AC, authToken: "from-a-vault" };

const SM = `SM${"1".repeat(32)}`;

/** A client whose pages are empty, and what it was asked. */
function start() {
  const { fetch, requests } = observe(({ method, url }) => {
    if (/IncomingPhoneNumbers/.test(url)) {
      return json(200, { incoming_phone_numbers: [], next_page_uri: null });
    }
    if (method === "GET" && /Messages\.json/.test(url)) {
      return json(200, { messages: [], next_page_uri: null });
    }
    if (method === "GET" && /Services\/MG\w+\//.test(url)) {
      return json(200, {
        senders: [],
        phone_numbers: [],
        short_codes: [],
        alpha_senders: [],
        meta: { next_page_url: null },
      });
    }
    const sid = /Messages/.test(url) ? SM : /Senders/.test(url) ? XE : MG;
    return json(200, { sid, status: "ONLINE" });
  });
  const extend = { incomingPhoneNumbers, messages, pool, senders, services };
  return { client: createClient({ ...account, fetch, extend }), requests };
}

/** What a request asks for: its query, or what it sends. */
async function said(request: Request | undefined): Promise<string> {
  const { method, url } = request!;
  return method === "POST" ? await request!.text() : new URL(url).search;
}

class Filter {
  get to() {
    return "+14155550199";
  }
  get sentOn() {
    return "2026-11-27";
  }
}
class NewMessage {
  to = "whatsapp:+14155550199";
  from = "whatsapp:+12487960483";
  get body() {
    return "hi";
  }
  get statusCallback() {
    return "https://shop.example/status";
  }
}
class Named {
  readonly sid: string;
  constructor(sid: string) {
    this.sid = sid;
  }
  get friendlyName() {
    return "Shop";
  }
  describe() {
    return this.sid;
  }
}
class Derived extends Named {
  get usecase() {
    return "marketing";
  }
}
class Service {
  get messagingServiceSid() {
    return MG;
  }
}

describe("what a class computes", () => {
  test.each<[string, (client: ReturnType<typeof start>["client"]) => Promise<unknown>, string]>([
    [
      "filters a list",
      (client) => client.messages.list(new Filter()).toArray(),
      "?To=%2B14155550199&DateSent=2026-11-27&PageSize=1000",
    ],
    [
      "filters the numbers of an account",
      (client) => {
        const input = {
          get phoneNumber() {
            return "+12025550123";
          },
        };
        return client.incomingPhoneNumbers.list(Object.create(input)).toArray();
      },
      "?PhoneNumber=%2B12025550123&PageSize=1000",
    ],
    [
      "is part of a message",
      (client) => client.messages.create(new NewMessage()),
      "To=whatsapp%3A%2B14155550199&From=whatsapp%3A%2B12487960483" +
      "&Body=hi&StatusCallback=https%3A%2F%2Fshop.example%2Fstatus",
    ],
    [
      "is part of a change, also where a class that it extends does",
      (client) => client.services.update(new Derived(MG)),
      "FriendlyName=Shop&Usecase=marketing",
    ],
    [
      "is part of a change of a sender",
      (client) => client.senders.update(new Named(XE)),
      '{"friendly_name":"Shop"}',
    ],
    [
      "says of which service a list is",
      (client) => client.channelSenders.list(new Service()).toArray(),
      "?PageSize=1000",
    ],
    [
      "says of which service a pool is",
      (client) => client.pool.list(new Service()).toArray(),
      "?PageSize=1000",
    ],
  ])("%s", async (_, call, expected) => {
    const { client, requests } = start();
    await call(client);
    expect(await said(requests[0])).toBe(expected);
  });

  test("names a message", async () => {
    const { client, requests } = start();
    await client.messages.fetch({
      get sid() {
        return SM;
      },
    });
    await client.messages.fetch(Object.create({ sid: SM }));
    expect(requests.map(({ url }) => url.endsWith(`/${SM}.json`))).toEqual([true, true]);
  });
});

test("an input that is a part of itself is sent as it is, at once", async () => {
  const rows: object[] = [];
  const parent = { rows };
  for (let n = 0; n < 30; n++) rows.push({ ...one, parent, rows, n });
  const { client, requests } = start();
  await client.channelSenders.create(rows[0] as typeof one);
  expect(await said(requests[0])).toBe(`Sid=${one.sid}`);
});

test("waitFor waits for the sender that it was asked for, whatever becomes of the object", async () => {
  const other = `XE${"e".repeat(32)}`;
  const statuses = ["CREATING", "CREATING", "ONLINE"];
  const { fetch, requests } = observe(({ url }) =>
    json(200, { sid: url.slice(-34), status: statuses.shift() })
  );
  const client = createClient({ ...account, fetch, extend: { senders } });
  const input = { sid: XE };
  const waiting = client.senders.waitFor(input, {
    interval: 1,
    onStatus: () => {
      input.sid = other;
    },
  });
  expect((await waiting).sid).toBe(XE);
  expect(requests).toHaveLength(3);
});
