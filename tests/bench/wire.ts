/** What goes over the wire: made up here, alike for all peers and servers. */

export const twilioUrl = "https://messaging.twilio.com";
export const accountSid = `AC${"a".repeat(32)}`;
export const authToken = "0123456789abcdef0123456789abcdef";
export const service = `MG${"a".repeat(32)}`;
/** Another service, whose senders do not change. */
export const otherService = `MG${"b".repeat(32)}`;
export const path = `/v1/Services/${service}/ChannelSenders`;
export const token = (page: number): string => `PT${sid(page)}`;

/** The SID of a sender, by its number. */
export const sid = (index: number): string => `XE${index.toString(16).padStart(32, "0")}`;

/** When a sender was attached: another moment for each, so that nobody gains by remembering one. */
export const created = (index: number): string =>
  new Date(Date.UTC(2023, 6, 30, 20, 12, 31) + index * 61_000).toISOString().replace(".000", "");

/** A sender in Twilio's form; `origin` is whose URLs it names. */
export function wire(index: number, origin: string): Record<string, string> {
  return {
    account_sid: accountSid,
    messaging_service_sid: service,
    sid: sid(index),
    sender: `whatsapp:+1555${String(index).padStart(7, "0")}`,
    sender_type: "WhatsApp",
    country_code: "US",
    date_created: created(index),
    date_updated: created(index + 1),
    url: `${origin}${path}/${sid(index)}`,
  };
}

/** A page of a list of `total` senders, as JSON text; Twilio has `meta` behind the senders. */
export function pageText(
  page: number,
  size: number,
  total: number,
  origin: string,
  metaFirst = false,
): string {
  const senders = [];
  for (let index = page * size; index < Math.min(total, (page + 1) * size); index++) {
    senders.push(wire(index, origin));
  }
  const url = (page: number) =>
    `${origin}${metaFirst ? "/meta-first" : ""}${path}?PageSize=${size}&Page=${page}` +
    (page > 0 ? `&PageToken=${token(page)}` : "");
  const meta = {
    page,
    page_size: size,
    first_page_url: url(0),
    previous_page_url: page > 0 ? url(page - 1) : null,
    url: url(page),
    next_page_url: (page + 1) * size < total ? url(page + 1) : null,
    key: "senders",
  };
  return JSON.stringify(metaFirst ? { meta, senders } : { senders, meta });
}
