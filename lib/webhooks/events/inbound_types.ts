/** A file that came with a message. It is fetched with the credentials of the account. */
export interface InboundMedia {
  /** Where it is. */
  readonly url: string;
  /** Its type, such as `image/jpeg`. */
  readonly contentType: string | null;
}

/** Where a phone number is registered, as far as Twilio knows. */
export interface InboundPlace {
  /** City. */
  readonly city: string | null;
  /** State or province. */
  readonly state: string | null;
  /** Postal code. */
  readonly zip: string | null;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** A button of a message that was pressed. */
export interface InboundButton {
  /** What it says. */
  readonly text: string | null;
  /** What it stands for. */
  readonly payload: string | null;
}

/** The message that one answers to. */
export interface InboundRepliedTo {
  /** Its SID. */
  readonly messageSid: string | null;
  /** Who sent it. */
  readonly sender: string | null;
}

/** A place that was sent. */
export interface InboundLocation {
  /** Degrees, north of the equator. */
  readonly latitude: number;
  /** Degrees, east of Greenwich. */
  readonly longitude: number;
  /** Its address. */
  readonly address: string | null;
  /** What it is called. */
  readonly label: string | null;
}

/** The advertisement or post that led to a message. */
export interface InboundReferral {
  /** Id of the advertisement or post. */
  readonly sourceId: string | null;
  /** What it is, such as `ad` or `post`. An open set. */
  readonly sourceType: string | null;
  /** Where it is. */
  readonly sourceUrl: string | null;
  /** Its headline. */
  readonly headline: string | null;
  /** Its text. */
  readonly body: string | null;
  /** Meta's id of the click. */
  readonly ctwaClid: string | null;
  /** Id of its picture or video. */
  readonly mediaId: string | null;
  /** Where that is. */
  readonly mediaUrl: string | null;
  /** Type of that, such as `image/jpeg`. */
  readonly mediaContentType: string | null;
  /** Its pictures and videos. */
  readonly numMedia: number;
}

/**
 * Somebody sent a message to a sender of the account: by SMS, MMS, WhatsApp, RCS or Messenger. Of what
 * is not sent on every channel, the field is `null`.
 *
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export interface InboundMessageEvent {
  /** Tells events apart. */
  readonly type: "inboundMessage";
  /** SID of the message: `MM…` where it has media, otherwise `SM…`. */
  readonly messageSid: `${"SM" | "MM"}${string}`;
  /** SID of the account. */
  readonly accountSid: `AC${string}`;
  /** SID of the Messaging Service that it came through. */
  readonly messagingServiceSid: `MG${string}` | null;
  /** Who sent it, such as `whatsapp:+14155550199`. */
  readonly from: string;
  /** Whom it was sent to. */
  readonly to: string;
  /** Its text, which may be empty. */
  readonly body: string;
  /** Media files. */
  readonly numMedia: number;
  /** Segments of its text. */
  readonly numSegments: number | null;
  /** The media files, in their order. */
  readonly media: readonly InboundMedia[];
  /** What kind of message it is on its channel, such as `text` or `interactive`. An open set. */
  readonly messageType: string | null;
  /** Name that the sender goes by. */
  readonly profileName: string | null;
  /** WhatsApp's id of the sender. */
  readonly waId: string | null;
  /** Meta's id of the sender, for this business alone. */
  readonly externalUserId: string | null;
  /** The button that was pressed. */
  readonly button: InboundButton | null;
  /** The message that it answers to. */
  readonly repliedTo: InboundRepliedTo | null;
  /** Whether it was forwarded. */
  readonly forwarded: boolean | null;
  /** Whether it was forwarded many times. */
  readonly frequentlyForwarded: boolean | null;
  /** The place that was sent. */
  readonly location: InboundLocation | null;
  /** What led to it. */
  readonly referral: InboundReferral | null;
  /** What the channel says beside it, read as JSON: its form is the channel's. */
  readonly channelMetadata: unknown;
  /** Where the sender's number is registered. */
  readonly fromPlace: InboundPlace | null;
  /** Where the recipient's number is registered. */
  readonly toPlace: InboundPlace | null;
  /** Version of the API. */
  readonly apiVersion: string | null;
  /** All fields, under Twilio's own names: also those that are not known here. */
  readonly fields: Readonly<Record<string, string>>;
}
