import { addressIn, type Channel, senderChannel } from "../../../addresses/addresses.ts";
import { checkInput, checkNames, checkValue } from "../../../wire/input.ts";
import { webUrl } from "./callbacks.ts";

/** A media file that a customer sends. */
export interface InboundMedia {
  /** Where the file is: nobody fetches it but who receives the webhook. */
  readonly url: string;
  /** Its media type. Default `"image/jpeg"`. */
  readonly contentType?: string | undefined;
}

/** A message from a customer, on any channel: it needs a text, media, a button or a location. */
export interface InboundMessage {
  /** The customer, such as `whatsapp:+14155550199`. */
  readonly from: string;
  /** A sender that an account has, on the same channel: such as `whatsapp:+12487960483`. */
  readonly to: string;
  /** Text. Default: that of the button, or none. */
  readonly body?: string | undefined;
  /** Media files, by their URLs: at most ten. Default: none. */
  readonly media?: readonly (string | InboundMedia)[] | undefined;
  /** The button that the customer pressed, and what stands behind it. Default: none. */
  readonly button?: { readonly text: string; readonly payload?: string | undefined } | undefined;
  /** A place, in degrees. Default: none. */
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly address?: string | undefined;
    readonly label?: string | undefined;
  } | undefined;
  /** The customer's name, which WhatsApp tells. Default: none. */
  readonly profileName?: string | undefined;
}

interface CheckedMedia {
  readonly url: string;
  readonly contentType: string;
}

/** An inbound message, checked: nothing of it is left out. */
export interface CheckedInbound {
  readonly from: string;
  readonly to: string;
  readonly channel: Channel;
  readonly body: string;
  readonly media: readonly CheckedMedia[];
  readonly button: { readonly text: string; readonly payload: string | null } | null;
  readonly location: NonNullable<InboundMessage["location"]> | null;
  readonly profileName: string | null;
}

/**
 * Insists that an inbound message makes sense.
 *
 * @throws {TwilioInputError} which names the field
 */
export function checkInbound(input: InboundMessage): CheckedInbound {
  checkValue(Object(input) === input && !Array.isArray(input), "input", "an object", input);
  checkNames(input, ["from", "to", "body", "media", "button", "location", "profileName"]);
  const { from, to, media = [], button = null, location = null, profileName = null } = input;
  const { channel, id } = addressIn(from, "from");
  checkInput(channel !== "rcs" || id.startsWith("+"), "from", "a number", "an RCS agent");
  const their = senderChannel(to, "to");
  checkInput(their === channel, "to", `a sender on the channel of from, ${channel}`, their);
  checkText(profileName, "profileName");
  if (button !== null) checkButton(button);
  if (location !== null) checkLocation(location);
  const { body = button?.text ?? "" } = input;
  checkValue(typeof body === "string", "body", "a text", body);
  checkInput(Array.from(body).length <= 1600, "body", "at most 1600 characters");
  checkValue(Array.isArray(media) && media.length <= 10, "media", "at most ten files", media);
  checkInput(body || media.length || location, "body", "a text, or media, a button or a location");
  return {
    from,
    to,
    channel,
    body,
    media: media.map(toMedia),
    button: button && { text: button.text, payload: button.payload ?? null },
    location: location && { ...location },
    profileName,
  };
}

function toMedia(given: string | InboundMedia, at: number): CheckedMedia {
  const path = `media[${at}]`;
  const { url, contentType = "image/jpeg" } = typeof given === "string"
    ? { url: given }
    : Object(given);
  checkInput(typeof url === "string" && webUrl(url), `${path}.url`, "http(s)://…");
  const isType = typeof contentType === "string" && /^[\w.+-]+\/[\w.+-]+$/.test(contentType);
  checkInput(isType, `${path}.contentType`, "a media type such as image/jpeg");
  return { url, contentType };
}

function checkButton(button: NonNullable<InboundMessage["button"]>): void {
  checkValue(Object(button) === button, "button", "an object", button);
  checkNames(button, ["text", "payload"], {}, "button.");
  checkValue(typeof button.text === "string" && button.text, "button.text", "a text", button.text);
  checkText(button.payload ?? null, "button.payload");
}

function checkLocation(location: NonNullable<InboundMessage["location"]>): void {
  checkValue(Object(location) === location, "location", "an object", location);
  checkNames(location, ["latitude", "longitude", "address", "label"], {}, "location.");
  for (const [name, most] of [["latitude", 90], ["longitude", 180]] as const) {
    const isDegrees = typeof location[name] === "number" && Math.abs(location[name]) <= most;
    checkValue(isDegrees, `location.${name}`, `degrees from -${most} to ${most}`, location[name]);
  }
  checkText(location.address ?? null, "location.address");
  checkText(location.label ?? null, "location.label");
}

function checkText(value: string | null, path: string): void {
  checkValue(value === null || typeof value === "string", path, "a text", value);
}
