import type { Urls } from "./servers.ts";

// Where there is no environment, the bundler writes it in.
declare const SUITE_URLS: string | undefined;
declare const process: { env: { SUITE_URLS?: string } };

const given = typeof SUITE_URLS === "string" ? SUITE_URLS : process.env.SUITE_URLS;
// Without a base URL of its own, a client would ask Twilio.
if (given === undefined || given === "") {
  throw new Error("SUITE_URLS is missing: tests/runtimes/run.ts starts the servers (`npm test`)");
}

/** Where run.ts has started the servers for this runtime. */
export const urls: Urls = JSON.parse(given);
