import { TwilioWebhookError } from "./errors.ts";
import { signedForm } from "./signature.ts";

/** Names and values of a form. */
type Fields = readonly (readonly [name: string, value: string])[];

/** What a signed text has in it where the form of a message begins. */
const accountInForm = /AccountSidAC[\da-f]{32}/i;

/** What the URL has in it where the fields are in its query. */
const sidInQuery = /[?&]((Sms)?Message|Sms|Account)Sid=(AC|SM|MM)[\da-f]{32}/i;

/** A name that an address is a part of. */
const addressInName = /\+\d{5}|(whatsapp|messenger|rcs):/;

/** What the text of a form or of a query has in it that tells of a message. */
const sidInText = /(Message|Sms|Account)Sid=?(AC|SM|MM)[\da-f]{32}/i;

/**
 * The signed text does not tell where the URL ends and the form begins. Whoever has a signature could
 * send the form's text, or the first letters of it, as part of the URL, where the sender of a message
 * may have written a query; or the end of the URL as the first name of the form.
 */
export function checkBoundary(url: string, form: string, fields: Fields): void {
  const start = (url + form).search(accountInForm);
  if (start >= 0 && start < url.length) {
    throw new TwilioWebhookError("query", "expected a URL, got one that has a form's text in it");
  }
  if (fields.length === 0) return;
  if (sidInQuery.test(url)) {
    throw new TwilioWebhookError("query", "expected a form or a query of Twilio's, got both");
  }
  if (!beginsAsSigned(fields)) {
    const expected = "expected a form, got one that may begin with a piece of a URL";
    throw new TwilioWebhookError("body", expected);
  }
  if (isOfPieces(fields)) {
    throw new TwilioWebhookError("body", "expected a form, got one that has pieces of another");
  }
}

/**
 * Whether a form begins with no piece of a URL, as far as its names tell. Where there is `AccountSid`,
 * Twilio writes no name before it; parameters of the user's own may be called `AccountId` or the like,
 * which is the end of no URL. Where there is none, as in webhooks of Proxy, it is in no other name, and
 * nothing is there that Twilio writes at the end of a URL alone.
 */
function beginsAsSigned(fields: Fields): boolean {
  const names = fields.map(([name]) => name);
  if (names.includes("AccountSid")) {
    const first = names.reduce((one, other) => other < one ? other : one);
    return first === "AccountSid" || /^Acc[A-Za-z]+$/.test(first);
  }
  const isOfAnother = ([name, value]: readonly [string, string]) =>
    /^([a-z]\w*|Parent|Sub)AccountSid$/.test(name) && /^AC[\da-f]{32}$/i.test(value);
  const text = signedForm(fields.filter((pair) => !isOfAnother(pair)));
  const endOfUrl = /(^|[?&])(AccountSid=AC[\da-f]{32}|bodySHA256=[\da-f]{64})/i;
  return !accountInForm.test(text) && !endOfUrl.test(text);
}

/**
 * Whether the form of a message may be put together of what another one says: whoever writes a message
 * may write fields into it, and then those that Twilio wrote are left over, in a field that it has not.
 */
function isOfPieces(fields: Fields): boolean {
  const isMessage = fields.some(([name, value]) =>
    /^(Message|Sms)Sid$/.test(name) && /^[SM]M[\da-f]{32}$/i.test(value)
  );
  if (!isMessage) return false;
  // The text of a message may be anything, and no other field can be left over in it.
  const others = fields.filter(([name, value]) =>
    name !== "Body" && !(name.endsWith("Sid") && /^[A-Z]{2}[\da-f]{32}$/i.test(value))
  );
  return sidInText.test(signedForm(others)) || fields.some(([name]) => addressInName.test(name));
}
