import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

const files = globSync("tests/suite/**/*.test.ts", { cwd: root });
const using = (name: string) =>
  files.filter((file) => readFileSync(root + file, "utf8").includes(name));

// What counts the timers of its realm needs one of its own. For all others a new one each is two
// thirds of the time that they take.
const alone = using("timersLeft");

// What has to notice a mutant: the suite in Node, but for what is about the sandbox or the harness,
// needs a server of run.ts, or takes as long as all of the rest.
const elsewhere = [
  "tests/suite/{harness.test.ts,wire/properties.test.ts,call/chaos.test.ts}",
  "tests/suite/{sandbox,valibot,webhooks}/**",
  ...using("runtimes/urls.ts"),
];

export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          name: "shared",
          root,
          include: ["tests/suite/**/*.test.ts"],
          exclude: [...alone, ...elsewhere],
          isolate: false,
        },
      },
      { test: { name: "alone", root, include: alone, exclude: elsewhere, isolate: true } },
    ],
  },
});
