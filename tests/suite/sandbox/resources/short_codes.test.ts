import { describe } from "vitest";
import { testNumbers } from "../../support/sandbox_numbers.ts";

describe("short codes", () =>
  testNumbers({
    path: "ShortCodes",
    prefix: "SC",
    seed: "shortCodes",
    own: "shortCode",
    wireName: "short_code",
    numberOf: (index) => `${10_000 + index}`,
    capabilities: ["SMS"],
  }));
