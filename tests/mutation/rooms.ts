/** Which tests have to notice a mutant of a room: its own, which mirror it. */

/** A room of the library. */
export interface Room {
  /** The files that are altered. */
  readonly mutate: string;
  /** The tests that are run. */
  readonly tests: readonly string[];
}

const suite = "tests/suite";

export const rooms: Readonly<Record<string, Room>> = {
  top: {
    mutate: "lib/*.ts",
    tests: [`${suite}/*.test.ts`, `${suite}/{call,wire}/**/*.test.ts`],
  },
  wire: {
    mutate: "lib/wire/*.ts",
    tests: [`${suite}/*.test.ts`, `${suite}/{wire,resources}/**/*.test.ts`],
  },
  call: {
    mutate: "lib/call/*.ts",
    tests: [`${suite}/client.test.ts`, `${suite}/{call,wire}/**/*.test.ts`],
  },
  middleware: {
    mutate: "lib/middleware/*.ts",
    tests: [`${suite}/client.test.ts`, `${suite}/{call,middleware}/**/*.test.ts`],
  },
  addresses: { mutate: "lib/addresses/*.ts", tests: [`${suite}/addresses/**/*.test.ts`] },
  resources: {
    mutate: "lib/resources/**/*.ts",
    tests: [`${suite}/golden.test.ts`, `${suite}/resources/**/*.test.ts`],
  },
};
