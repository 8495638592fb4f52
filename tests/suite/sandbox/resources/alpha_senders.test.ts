import { describe } from "vitest";
import { testNames } from "../../support/sandbox_names.ts";

describe(
  "alpha senders",
  () => testNames({ path: "AlphaSenders", seed: "alphaSenders", more: {} }),
);
