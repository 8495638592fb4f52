// Every short story of faults, and many long ones: what a caller is told of a change is true.
import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import { createClient, type RetryOptions, type Transport } from "../../../mod.ts";
import { after, before, type Change, change, expectTrue, type Fault } from "../support/changes.ts";
import { json, one, wire } from "../support/support.ts";

const fine: Fault = (request, next) => next(request);
const faults: Readonly<Record<string, Fault>> = { fine, ...before, ...after };
const names = Object.keys(faults);
const kinds = ["create", "delete"] as const;

/** A server with one sender, which is there or not. */
function serverOf(isThere: boolean) {
  const server = { isThere, changes: 0, transport };
  function transport({ method }: Request): Promise<Response> {
    const refuse = (status: number, code: number) => json(status, { code, message: "no" });
    const answer = () => {
      if (method === "POST" ? server.isThere : !server.isThere) {
        return method === "POST" ? refuse(409, 21710) : refuse(404, 20404);
      }
      if (method === "GET") return json(200, wire(1));
      server.changes++;
      server.isThere = method === "POST";
      return method === "POST" ? json(201, wire(1)) : new Response(null, { status: 204 });
    };
    return Promise.resolve(answer());
  }
  return server;
}

/** Makes changes one after the other, while requests meet the faults in turn; later ones none. */
async function tell(
  wasThere: boolean,
  changes: readonly Change[],
  script: readonly string[],
  retry: RetryOptions = {},
): Promise<string[]> {
  const server = serverOf(wasThere);
  let at = 0;
  const fetch: Transport = async (request) =>
    await faults[script[at++] ?? "fine"]!(request, server.transport);
  const client = createClient({ auth: null, fetch, retry: { random: () => 0, ...retry } });
  const all: string[] = [];
  for (const kind of changes) {
    const [before, made] = [server.isThere, server.changes];
    const told = await change(client, kind, one);
    expectTrue(kind, before, told, server.isThere);
    expect(server.changes - made).toBe(before === server.isThere ? 0 : 1);
    all.push(told);
  }
  return all;
}

/** All scripts of so many faults. */
function scripts(length: number): string[][] {
  if (length === 0) return [[]];
  return scripts(length - 1).flatMap((start) => names.map((name) => [...start, name]));
}

describe("what is told of a change is true", () => {
  test.each([0, 1, 2, 3])("whatever happens to its first %i requests", async (length) => {
    for (const kind of kinds) {
      for (const wasThere of [true, false]) {
        const all = await Promise.all(
          scripts(length).map((script) => tell(wasThere, [kind], script)),
        );
        // Four attempts outlast three faults, but for what is asked: that is never unclear.
        expect(new Set(all.flat())).not.toContain("unclear");
        expect(new Set(all.flat())).not.toContain("not done");
      }
    }
  }, 60_000);

  test("whatever happens to many, with few attempts or many", async () => {
    const script = fc.array(fc.constantFrom(...names), { maxLength: 20 });
    const changes = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 });
    const attempts = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), changes, script, attempts, async (wasThere, ...rest) => {
        const [asked, met, attempts] = rest;
        await tell(wasThere, asked, met, { attempts });
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
