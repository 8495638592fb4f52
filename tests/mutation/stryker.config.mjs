import process from "node:process";
import { rooms } from "./rooms.ts";

const room = process.env.ROOM ?? "";
const folder = `coverage/mutation/${room}`;

/** What run.ts asks of a room. */
export default {
  testRunner: "vitest",
  vitest: { configFile: "tests/mutation/vitest.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [rooms[room].mutate],
  tsconfigFile: "",
  ignorePatterns: ["dist", "coverage", ".github", ".ci", "*.tgz"],
  // A mutant of what is computed as a module is loaded takes all of the tests.
  ignoreStatic: process.env.STATIC !== "true",
  concurrency: 2,
  timeoutMS: 6000,
  tempDirName: `${folder}/tmp`,
  reporters: ["progress-append-only", "html", "json"],
  htmlReporter: { fileName: `${folder}/index.html` },
  jsonReporter: { fileName: `${folder}/report.json` },
};
