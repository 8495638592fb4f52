/** The scenario of other_clients.test.ts, by the official SDK for Node through the sandbox's proxy. */
import twilio from "twilio";

const { SANDBOX, WEBHOOK, NUMBER_SID, CUSTOMER, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } =
  process.env;

async function control(path, value = {}) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(value);
  const answer = await fetch(`${SANDBOX}/_sandbox/${path}`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN);
const service = await client.messaging.v1.services.create({
  friendlyName: "Other clients",
  inboundRequestUrl: WEBHOOK,
  useInboundWebhookOnNumber: false,
});
const { sid: messagingServiceSid } = service;
const phoneNumbers = client.messaging.v1.services(messagingServiceSid).phoneNumbers;
await phoneNumbers.create({ phoneNumberSid: NUMBER_SID });
const pool = await phoneNumbers.list();
const sent = await client.messages.create({ to: CUSTOMER, messagingServiceSid, body: "Hello" });
await control("deliver");
const delivered = await client.messages(sent.sid).fetch();
await control("inbound", { from: CUSTOMER, to: pool[0].phoneNumber, body: "Ping" });
await control("deliver");
const received = await client.messages.list({ from: CUSTOMER });
const written = await client.messages.list({ to: CUSTOMER });
const later = await client.messages.create({
  to: CUSTOMER,
  messagingServiceSid,
  body: "Later",
  scheduleType: "fixed",
  sendAt: new Date(Date.now() + 3_600_000),
});
const canceled = await client.messages(later.sid).update({ status: "canceled" });
await control("reset");
const left = await client.messages.list();

console.log(JSON.stringify({
  service: service.friendlyName,
  pool: pool.map(({ phoneNumber }) => phoneNumber),
  sent: sent.status,
  delivered: delivered.status,
  received: received.map(({ direction, body }) => [direction, body]),
  replied: written.map(({ body }) => body).filter((body) => body !== "Hello"),
  scheduled: later.status,
  canceled: canceled.status,
  left: left.length,
}));
