import type { Region, Target, Transport } from "../../../mod.ts";
import { isLocalOnly } from "./listen.ts";
import { type Platform, UsageError } from "./platform.ts";

/** What the command line says of where requests go. */
export interface TargetOptions {
  readonly baseUrl?: string | undefined;
  readonly region?: Region | undefined;
  /** Whether credentials may go over plain HTTP to another machine. */
  readonly insecure?: boolean | undefined;
}

/** Where requests go, and by what. */
export interface Route {
  readonly target: Target;
  /** What says so: an option or a variable, where it is a URL. */
  readonly from?: string | undefined;
  /** The transport. Default: `globalThis.fetch`. */
  readonly fetch: Transport | undefined;
}

/** Regions, as `--region` and the environment name them. */
export const REGIONS: readonly Region[] = ["us1", "ie1", "au1"];

/**
 * Where requests go: where the command line says, else where the environment does.
 *
 * @throws {UsageError} when the environment makes no sense, or the credentials would go over plain
 * HTTP to another machine
 */
export function routeOf(options: TargetOptions, { env, fetch }: Platform): Route {
  const { insecure } = options;
  // Whoever names a region goes to Twilio, whatever the environment says.
  const inEnv = options.region === undefined ? env["SENDERPOOL_BASE_URL"] || undefined : undefined;
  const baseUrl = options.baseUrl ?? inEnv;
  if (baseUrl !== undefined) {
    const name = options.baseUrl === undefined ? "SENDERPOOL_BASE_URL" : "--base-url";
    if (!insecure) checkSafe(baseUrl, name);
    return { target: { baseUrl }, from: name, fetch };
  }
  const region = options.region ?? regionIn(env["TWILIO_REGION"]);
  const edge = env["TWILIO_EDGE"];
  if (!edge) return { target: { region }, fetch };
  if (!/^[a-z\d-]+$/.test(edge)) {
    throw new UsageError("TWILIO_EDGE: expected the name of an edge, such as dublin");
  }
  return { target: { region }, fetch: byEdge(`${edge}.${region ?? "us1"}`, fetch) };
}

function regionIn(name: string | undefined): Region | undefined {
  if (!name) return undefined;
  const region = REGIONS.find((known) => known === name);
  if (region) return region;
  throw new UsageError("TWILIO_REGION: expected us1, ie1 or au1");
}

/** What is no URL at all is left to the library. */
function checkSafe(baseUrl: string, name: string): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url?.protocol !== "http:" || isLocalOnly(url.hostname.replace(/^\[|\]$/g, ""))) return;
  throw new UsageError(
    `${name}: over plain http:, whoever is between here and ${url.hostname} sees the credentials`,
    "use https:, or add --insecure where the way there is safe",
  );
}

/**
 * A transport that enters Twilio's network at an edge. The region stays what it is.
 *
 * @see https://www.twilio.com/docs/global-infrastructure/edge-locations
 */
function byEdge(edge: string, fetch: Transport | undefined): Transport {
  return (request) => {
    const url = new URL(request.url);
    url.hostname = `${url.hostname.split(".")[0]}.${edge}.twilio.com`;
    return (fetch ?? globalThis.fetch)(new Request(url, request));
  };
}
