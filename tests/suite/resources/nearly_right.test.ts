// Inputs that are nearly right: each is refused, before anything is sent, by a message that names the
// field, what was expected there and what came.
import { expect, test } from "vitest";
import {
  createMessage,
  createSender,
  createService,
  deletePhoneNumber,
  fetchAccountShortCode,
  fetchIncomingPhoneNumber,
  fetchShortCode,
  listAccountShortCodes,
  listIncomingPhoneNumbers,
  listMessages,
  listSenders,
  type Operation,
  pool,
  updateSender,
  waitForSender,
} from "../../../mod.ts";
import { AC, caught, expectError, MG, XE } from "../support/support.ts";

const account = { accountSid: AC };
const message = { ...account, to: "+12125550199", body: "hi" };
const whatsapp = { senderId: "whatsapp:+12125550199", profile: { name: "Shop" } };
const inService = { messagingServiceSid: MG };

const refused: [Operation<never, unknown>, input: unknown, message: string][] = [
  // An object is asked for.
  [listMessages, null, "accountSid: expected AC and 32 hex digits, got nothing"],
  [listMessages, "all", "accountSid: expected AC and 32 hex digits, got nothing"],
  [listAccountShortCodes, null, "accountSid: expected AC and 32 hex digits, got nothing"],
  [listIncomingPhoneNumbers, undefined, "accountSid: expected AC and 32 hex digits, got nothing"],
  [createService, null, "input: expected an object with friendlyName, got nothing"],
  [
    createService,
    "Shop",
    "input: expected an object with friendlyName, got a text of 4 characters",
  ],
  [createSender, null, "input: expected an object with senderId, got nothing"],
  [createSender, "Shop", "input: expected an object with senderId, got a text of 4 characters"],
  [listSenders, undefined, "channel: expected whatsapp or rcs, got nothing"],
  [deletePhoneNumber, undefined, "messagingServiceSid: expected MG and 32 hex digits, got nothing"],

  // A number or a code where a SID belongs, but not what only has one in it.
  [deletePhoneNumber, { ...inService, sid: "+12125550100" }, "got a phone number: pool.attach"],
  [deletePhoneNumber, { ...inService, sid: "x+12125550100" }, "got a text of 13 characters"],
  [deletePhoneNumber, { ...inService, sid: "+12125550100x" }, "got an address"],
  [fetchShortCode, { ...inService, sid: "12345" }, "got a short code: pool.attach"],
  [fetchShortCode, { ...inService, sid: "x12345" }, "got a text of 6 characters"],
  [fetchShortCode, { ...inService, sid: "123456789" }, "got a text of 9 characters"],
  [fetchAccountShortCode, { ...account, sid: "12345" }, "got a short code: pool.attach"],
  [fetchAccountShortCode, { ...account, sid: "x12345" }, "got a text of 6 characters"],
  [fetchAccountShortCode, { ...account, sid: "123456789" }, "got a text of 9 characters"],
  [
    fetchIncomingPhoneNumber,
    { ...account, sid: "+12125550100" },
    "got a phone number: pool.attach",
  ],
  [fetchIncomingPhoneNumber, { ...account, sid: "x2125550100" }, "got a text of 11 characters"],
  [fetchIncomingPhoneNumber, { ...account, sid: "2125550100x" }, "got a text of 11 characters"],

  // Senders.
  [createSender, { ...whatsapp, senderId: "12125550199" }, "got a number without its channel"],
  [createSender, { ...whatsapp, senderId: "12125550199x" }, "got a text of 12 characters"],
  [createSender, { ...whatsapp, senderId: "messenger:1" }, "got a page of Messenger, which"],
  [createSender, { ...whatsapp, senderId: "xmessenger:1" }, "got an address"],
  [createSender, { ...whatsapp, senderId: 12125550199 }, "senderId: expected whatsapp: and"],
  ...["x y", " x"].map((wabaId): (typeof refused)[number] => [
    updateSender,
    { sid: XE, configuration: { wabaId } },
    "configuration.wabaId: expected the id of a WhatsApp Business Account, as a text, got a text",
  ]),
  ...["12a", "a12"].map((verificationCode): (typeof refused)[number] => [
    updateSender,
    { sid: XE, configuration: { verificationCode } },
    "configuration.verificationCode: expected the digits of the code, as a text, got a text",
  ]),
  ...["POSTs", "sPOST"].map((statusCallbackMethod): (typeof refused)[number] => [
    updateSender,
    { sid: XE, webhook: { statusCallbackMethod } },
    "webhook.statusCallbackMethod: expected an HTTP method in capitals, got a text of 5 characters",
  ]),
  [updateSender, { sid: XE, profile: { vertical: "RETAIL" } }, "got one in capitals, as Meta"],
  [updateSender, { sid: XE, profile: { vertical: 5 } }, "profile.vertical: expected"],
  [updateSender, { sid: XE, profile: { name: 5 } }, "a text of 1 to 255 characters, got 5"],
  [updateSender, { sid: XE, profile: { emails: {} } }, "a list of { email, label }, got an object"],
  [updateSender, { sid: XE, profile: [] }, "profile: expected an object of name, about"],
  [updateSender, { sid: XE }, "profile: expected friendlyName, configuration"],

  // Messages.
  [createMessage, { ...message, from: 5 }, "from: expected an address, a short code, or a name"],
  [
    createMessage,
    { ...message, from: null },
    "from: expected from or messagingServiceSid, got neither",
  ],
  [
    createMessage,
    { ...message, messagingServiceSid: "rcs:agent" },
    "messagingServiceSid: expected MG and 32 hex digits, got an address, which belongs in from",
  ],
  [
    createMessage,
    { ...message, messagingServiceSid: "my whatsapp:x" },
    "messagingServiceSid: expected MG and 32 hex digits, got a text with white space",
  ],
  [createMessage, { ...message, messagingServiceSid: 5 }, "MG and 32 hex digits, got 5"],
  [
    createMessage,
    { ...message, ...inService, maxPrice: 1e21 },
    "maxPrice: expected a number from 0",
  ],
  [
    createMessage,
    { ...message, fallbackFrom: "+12125550100", from: "+12125550101" },
    "fallbackFrom: expected messagingServiceSid and no from beside it, got a from",
  ],
  [
    createMessage,
    { ...account, to: message.to, ...inService },
    "body: expected body, mediaUrl or contentSid, got none",
  ],
  [
    createMessage,
    { ...message, from: "+12125550101", shortenUrls: true },
    "messagingServiceSid: expected one, as shortenUrls is true, got none",
  ],
  [
    createMessage,
    { ...message, ...inService, contentVariables: "{" },
    "contentVariables: expected an object of texts, or its JSON, got another text",
  ],
];

test.each(refused.map(([operation, input, message], at) => ({ at, operation, input, message })))(
  "$at: $message",
  async ({ operation, input, message }) => {
    const error = await caught(() => operation.request(input as never));
    expectError(error, "TwilioInputError");
    expect((error as Error).message).toContain(message);
  },
);

test("options of what is made of several calls are told of as well", async () => {
  const send = () => Promise.reject(new Error("something was sent"));
  const { list, whereIs, detach } = pool(send, {});
  const calls: [() => unknown, string][] = [
    [
      () => waitForSender(send, { sid: XE }, null as never),
      "options: expected an object, got nothing",
    ],
    [() => waitForSender(send, { sid: XE }, { timeout: 5 } as never), "timeout: expected deadline"],
    [
      () => waitForSender(send, { sid: XE }, { onStatus: 5 } as never),
      "onStatus: expected a function",
    ],
    [() => whereIs("+12125550100", null as never), "options: expected an object, got nothing"],
    [() => whereIs("+12125550100", 5 as never), "options: expected an object, got 5"],
    [() => whereIs("+12125550100", { onProgress: 5 } as never), "onProgress: expected a function"],
    [() => detach("+12125550100", null as never), "input: expected an object, got nothing"],
    [() => detach("+12125550100", 5 as never), "input: expected an object, got 5"],
    [
      () => detach("+12125550100", { sid: MG } as never),
      "sid: expected one of messagingServiceSid",
    ],
    [() => list(null as never).toArray(), "input: expected an object, got nothing"],
  ];
  for (const [call, message] of calls) {
    const error = await caught(call);
    expectError(error, "TwilioInputError");
    expect((error as Error).message).toContain(message);
  }
});
