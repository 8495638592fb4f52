import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium, flags } from "./browser.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const include = ["tests/suite/**/*.test.ts"];
const executablePath = findChromium();

// The two runtimes that vitest itself enters; run.ts names the one it wants with --project.
export default defineConfig({
  root,
  test: {
    projects: [
      { test: { name: "node", root, include, environment: "node" } },
      {
        // A page has no environment.
        define: { SUITE_URLS: JSON.stringify(process.env["SUITE_URLS"] ?? "") },
        // Known from the start: what is found on the way would make the page load anew.
        optimizeDeps: { include: ["arktype", "fast-check", "valibot", "zod"] },
        test: {
          name: "chromium",
          root,
          include,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: flags, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
