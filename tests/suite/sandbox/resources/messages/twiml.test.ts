import { expect, test } from "vitest";
import { readTwiml } from "../../../../../lib/sandbox/resources/messages/twiml.ts";
import fc from "../../../support/fc.ts";

// What webhooks answer with, as people write it.
test.each<[string, string[]]>([
  ["<Response/>", []],
  ["<Response><Message>Hi</Message></Response>", ["Hi"]],
  ["<Response>\n  <Message>\n    Hi\n  </Message>\n</Response>", ["Hi"]],
  ["<?xml version='1.0' encoding='UTF-8'?><!-- a --><Response><Sms>Hi</Sms></Response>", ["Hi"]],
  ["<Response><Message><Body>A &lt;b&gt; &#65;&#x42; &quot;</Body></Message></Response>", [
    'A <b> AB "',
  ]],
  ["<Response><Message><![CDATA[A & <B>]]></Message></Response>", ["A & <B>"]],
  ["<Response><Message to='+1' from=\"+2\">One</Message><Message>Two</Message></Response>", [
    "One",
    "Two",
  ]],
  ["<Response><Pause/><Message>Hi</Message><Hangup></Hangup></Response>", ["Hi"]],
  ["\ufeff<Response><Message>é👍</Message></Response>", ["é👍"]],
])("%s", (text, bodies) => {
  const { messages } = readTwiml("text/xml; charset=utf-8", text);
  expect(messages?.map(({ body }) => body)).toEqual(bodies);
});

test.each([
  "<Response>",
  "<Response></response>",
  "<Response><Message></Response></Message>",
  "<Response/><Response/>",
  "Response",
  "<Response a=b/>",
  "<!DOCTYPE html><html><body>Hi</body></html>",
  "<Response>a < b</Response>",
])("is none: %s", (text) => {
  expect(readTwiml("application/xml", text)).toEqual({ messages: null, code: 12100 });
});

test("whatever comes, it is read or refused", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "/",
    "Response",
    "Message",
    "&",
    "amp;",
    "]]>",
    " ",
    "a=",
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    const { messages, code } = readTwiml("text/xml", `<Response>${pieces.join("")}</Response>`);
    return (messages === null) !== (code === null);
  }));
});
