/** What the files about a pool as one share: accounts with all kinds, and what is under way. */
import { type Client, createClient, type Pool, pool, type Transport } from "../../../mod.ts";
import { type AccountSeed, createSandbox, type Sandbox } from "../../../lib/sandbox/mod.ts";
import { AC, MG } from "./support.ts";

export const account = { accountSid: AC, authToken: "the-auth-token" };

/** How many there are of each kind. */
export interface Counts {
  readonly channelSenders?: number;
  readonly phoneNumbers?: number;
  readonly shortCodes?: number;
  readonly destinationAlphaSenders?: number;
  readonly alphaSenders?: number;
}

/** The SID of a number. */
export function sid(prefix: string, index: number): string {
  return prefix + index.toString(16).padStart(32, "0");
}

const digits = (index: number, length: number) => `${index}`.padStart(length, "0");
export const channelSender = (index: number): string => `whatsapp:+1212${digits(index, 7)}`;
export const phoneNumber = (index: number): string => `+1212${digits(index, 7)}`;
export const shortCode = (index: number): string => `1${digits(index, 6)}`;
export const name = (index: number): string => `Shop ${index}`;
export const destinationName = (index: number): string => `Laden ${index}`;

function many<Item>(count: number | undefined, item: (index: number) => Item): Item[] {
  return Array.from({ length: count ?? 0 }, (_, index) => item(index));
}

/** An account that has so many, all of them in its first service; there may be more services. */
export function accountWith(counts: Counts, services = 1): AccountSeed {
  const channelSenders = many(counts.channelSenders, (index) => ({
    sid: sid("XE", index),
    sender: channelSender(index),
    countryCode: "US",
  }));
  const phoneNumbers = many(counts.phoneNumbers, (index) => ({
    sid: sid("PN", index),
    phoneNumber: phoneNumber(index),
  }));
  const shortCodes = many(counts.shortCodes, (index) => ({
    sid: sid("SC", index),
    shortCode: shortCode(index),
  }));
  const alphaSenders = many(counts.alphaSenders, (index) => ({
    sid: sid("AI", index),
    alphaSender: name(index),
  }));
  const destinationAlphaSenders = many(counts.destinationAlphaSenders, (index) => ({
    sid: sid("AI", 100_000 + index),
    alphaSender: destinationName(index),
    ...index % 2 === 0 && { isoCountryCode: "DE" },
  }));
  return {
    ...account,
    channelSenders,
    phoneNumbers,
    shortCodes,
    services: many(services, (index) => ({
      sid: index === 0 ? MG : sid("MG", index),
      friendlyName: `Service ${index}`,
      ...index === 0 && {
        channelSenders: channelSenders.map(({ sid }) => sid),
        phoneNumbers: phoneNumbers.map(({ sid }) => sid),
        shortCodes: shortCodes.map(({ sid }) => sid),
        alphaSenders,
        destinationAlphaSenders,
      },
    })),
  };
}

export interface Started {
  readonly sandbox: Sandbox;
  readonly client: Client & { readonly pool: Pool };
  /** What was sent: method, and the path with its query. */
  readonly sent: string[];
  /** The signals of what was sent. */
  readonly signals: AbortSignal[];
  /** The most that was under way at once. */
  readonly most: () => number;
}

/** A client of a sandbox with this account, whose requests may be answered by somebody else first. */
export function startPool(
  seed: AccountSeed,
  { instead, around = (next) => next, slow = false }: {
    /** Answers in the place of the sandbox; `null` leaves it to that. */
    readonly instead?: (request: Request) => Response | Promise<Response> | null;
    /** The middleware of the client. */
    readonly around?: (next: Transport) => Transport;
    /** Whether answers take until all that is to be sent was sent. */
    readonly slow?: boolean;
  } = {},
): Started {
  const sandbox = createSandbox({ accounts: [seed] });
  const sent: string[] = [];
  const signals: AbortSignal[] = [];
  let underWay = 0;
  let most = 0;
  const client = createClient({
    ...account,
    extend: { pool },
    retry: null,
    timeout: null,
    fetch: around(async (request) => {
      sent.push(`${request.method} ${request.url.replace(/^https:\/\/[^/]+/, "")}`);
      signals.push(request.signal);
      underWay++;
      most = Math.max(most, underWay);
      try {
        if (slow) await new Promise((resolve) => setTimeout(resolve, 0));
        return await (instead?.(request) ?? sandbox.fetch(request));
      } finally {
        underWay--;
      }
    }),
  });
  return { sandbox, client, sent, signals, most: () => most };
}
