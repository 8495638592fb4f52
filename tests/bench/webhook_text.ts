/** The webhook that all verify: an inbound SMS with the fields that Twilio sends. */

export const webhookUrl = "https://example.com/webhooks/twilio?tenant=7";

const sid = `SM${"1".repeat(32)}`;
export const fields = {
  ToCountry: "US",
  ToState: "CA",
  SmsMessageSid: sid,
  NumMedia: "0",
  ToCity: "SAN FRANCISCO",
  FromZip: "",
  SmsSid: sid,
  FromState: "",
  SmsStatus: "received",
  FromCity: "",
  Body: "Hello, is the shop open today?",
  FromCountry: "DE",
  To: "+14155550100",
  MessagingServiceSid: `MG${"2".repeat(32)}`,
  ToZip: "94107",
  NumSegments: "1",
  MessageSid: sid,
  AccountSid: `AC${"3".repeat(32)}`,
  From: "+4915112345678",
  ApiVersion: "2010-04-01",
};

/** What Twilio signs: the URL, and the fields in the order of their names. */
export const signedText: string = webhookUrl +
  Object.entries(fields).sort(([one], [other]) => one < other ? -1 : 1).flat().join("");
