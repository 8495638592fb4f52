import type { Urls } from "./servers.ts";

// Where there is no environment, the bundler writes it in.
declare const SUITE_URLS: string | undefined;
declare const process: { env: { SUITE_URLS?: string } };

/** Where run.ts has started the servers for this runtime. */
export const urls: Urls = JSON.parse(
  (typeof SUITE_URLS === "string" ? SUITE_URLS : process.env.SUITE_URLS) ?? "{}",
);
