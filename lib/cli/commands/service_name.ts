import { listing, listServices, type Service } from "../../../mod.ts";
import { day } from "../output/table.ts";
import { service } from "../platform/credentials.ts";
import { type Platform, UsageError } from "../platform/platform.ts";
import type { ApiOptions, Session } from "./session.ts";

/** Whether a text is a SID of whatever kind, or maybe a secret in the wrong place, and no name. */
function isNoName(text: string): boolean {
  return /^([A-Z]{2})?[\da-f]{32}$/i.test(text);
}

/** How many services of one name are shown. */
const FEW = 5;

/**
 * The SID of a service that is called by its SID or its name. Twilio has no filter by name, so that
 * all services may be looked through, a page at a time.
 *
 * @throws {UsageError} when no service has that name, or several have
 */
export async function serviceSid(
  named: string,
  { client, status }: Session,
  { signal }: Platform,
): Promise<string> {
  if (isNoName(named)) return named;
  const found: Service[] = [];
  let alike: string | null = null;
  let count = 0;
  for await (const page of listing(listServices, {}, client.send, { signal }).pages()) {
    for (const one of page.items) {
      if (one.friendlyName === named) found.push(one);
      else if (one.friendlyName?.toLowerCase() === named.toLowerCase()) alike = one.friendlyName;
    }
    count += page.items.length;
    status(`looking for the service "${named}": ${count} looked at`);
  }
  const [one] = found;
  if (one?.sid && found.length === 1) return one.sid;
  if (one) throw ambiguous(named, found);
  throw new UsageError(
    `no Messaging Service of the account is called "${named}"`,
    alike === null
      ? "`services list` shows them; a SID is MG and 32 hex digits"
      : `there is one called "${alike}"`,
  );
}

function ambiguous(named: string, found: readonly Service[]): UsageError {
  const shown = found.slice(0, FEW)
    .map(({ sid, dateCreated }) => `${sid} (created ${day(dateCreated) ?? "some day"})`);
  const more = found.length > FEW ? `, and ${found.length - FEW} more` : "";
  return new UsageError(
    `${found.length} Messaging Services are called "${named}"`,
    `say which by its SID: ${shown.join(", ")}${more}`,
  );
}

/**
 * The SID of the service that `--service` or the environment names.
 *
 * @throws {UsageError} when there is none
 */
export async function chosenService(
  options: ApiOptions,
  session: Session,
  platform: Platform,
): Promise<string> {
  return await serviceSid(service(options.service, platform), session, platform);
}
