import { globSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { rooms } from "./rooms.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const { tests } = rooms[process.env["ROOM"] ?? ""]!;
const files = globSync([...tests], { cwd: root });
const using = (name: string) =>
  files.filter((file) => readFileSync(root + file, "utf8").includes(name));

// What counts the timers of its realm needs one of its own. For all others a new one each is two
// thirds of the time that they take.
const alone = using("timersLeft");

// What needs a server of run.ts, or takes as long as all of the rest.
const elsewhere = [
  "tests/suite/{harness.test.ts,wire/properties.test.ts,call/chaos.test.ts}",
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
          include: [...tests],
          exclude: [...alone, ...elsewhere],
          isolate: false,
        },
      },
      { test: { name: "alone", root, include: alone, exclude: elsewhere, isolate: true } },
    ],
  },
});
