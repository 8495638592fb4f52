/**
 * What `vitest` means to Deno (see `imports` in deno.json): `Deno.test`. Its sanitizers, which are
 * off unless asked for, fail a test that leaves a timer, a body or a connection behind.
 */
import { collect } from "./collect.ts";

declare const Deno: {
  mainModule: string;
  test(definition: {
    name: string;
    ignore: boolean;
    sanitizeOps: boolean;
    sanitizeResources: boolean;
    fn: () => Promise<void>;
  }): void;
};

// Deno reports a test as being of the file that called `Deno.test`: this one.
const file = Deno.mainModule.slice(Deno.mainModule.indexOf("tests/suite/"));

export const { describe, test, beforeEach, afterEach } = collect(({ name, skip, run }) =>
  Deno.test({
    name: `${file} > ${name}`,
    ignore: skip,
    sanitizeOps: true,
    sanitizeResources: true,
    fn: run,
  })
);
export { expect } from "./expect.ts";
