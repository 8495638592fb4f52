/**
 * The part of vitest's API that the suite uses, over any runner: `describe`, `test`, `test.each`,
 * `test.skip`, `test.skipIf`, `beforeEach`, `afterEach`. Each test is handed to `register` as soon
 * as it is declared; its hooks are looked up when it runs, as they may be declared after it.
 */
export interface Case {
  name: string;
  skip: boolean;
  run: () => Promise<void>;
}

type Body = () => unknown;
interface Group {
  name: string;
  before: Body[];
  after: Body[];
}

/** What vitest and Bun allow a test by default, in milliseconds. */
const TIMEOUT = 5_000;

// deno-lint-ignore explicit-function-return-type -- the shape is vitest's
export function collect(register: (one: Case) => void) {
  let groups: Group[] = [{ name: "", before: [], after: [] }];

  function describe(name: string, body: () => void): void {
    const outer = groups;
    groups = [...outer, { name, before: [], after: [] }];
    try {
      body();
    } finally {
      groups = outer;
    }
  }

  function add(name: string, body: Body, timeout: number = TIMEOUT, skip = false): void {
    const mine = groups;
    const path = [...mine.slice(1).map((group) => group.name), name].join(" > ");
    register({ name: path, skip, run: () => within(timeout, () => runOne(mine, body)) });
  }

  function test(name: string, body: Body, timeout?: number): void {
    add(name, body, timeout);
  }
  test.skip = (name: string, body: Body): void => add(name, body, undefined, true);
  test.skipIf = (condition: unknown) => condition ? test.skip : test;
  test.each = (rows: readonly unknown[]) =>
  // deno-lint-ignore no-explicit-any -- a row's own types are checked against vitest's
  (name: string, body: (...row: any[]) => unknown, timeout?: number): void =>
    rows.forEach((row, index) => {
      const values: unknown[] = Array.isArray(row) ? row : [row];
      add(title(name, values, index), () => body(...values), timeout);
    });

  return {
    describe,
    test,
    beforeEach: (body: Body): void => void groups.at(-1)?.before.push(body),
    afterEach: (body: Body): void => void groups.at(-1)?.after.push(body),
  };
}

async function runOne(groups: Group[], body: Body): Promise<void> {
  try {
    for (const group of groups) for (const hook of group.before) await hook();
    await body();
  } finally {
    // Innermost first, last declared first, as in vitest.
    for (const group of groups.toReversed()) {
      for (const hook of group.after.toReversed()) await hook();
    }
  }
}

async function within(timeout: number, body: () => Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Test timed out in ${timeout}ms.`)), timeout);
  });
  try {
    await Promise.race([body(), expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** `%s`, `%i`, `%d`, `%j` take the next value, `%#` the row's index, `$key` a member of an object. */
function title(name: string, values: unknown[], index: number): string {
  let next = 0;
  return name
    .replace(/%([sidj#])/g, (_, kind) => {
      if (kind === "#") return String(index);
      const value = values[next++];
      return kind === "j" ? String(JSON.stringify(value)) : String(value);
    })
    .replace(/\$(\w+)/g, (whole, key) => {
      const first = values[0];
      return first instanceof Object && key in first
        ? String((first as Record<string, unknown>)[key])
        : whole;
    });
}
