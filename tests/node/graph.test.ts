/** The architecture as the imports show it, types included: which room may see which. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The rooms, each with those that it may see: only such as stand above it here, so that no arrow goes
 * back and there is no circle. A file is in the first room whose pattern it matches.
 */
const rooms: Record<string, { files: RegExp; sees: string[] }> = {
  roles: { files: /^lib\/(types|story|errors|error_guards|error_messages)\.ts$/, sees: [] },
  wire: { files: /^lib\/wire\//, sees: ["roles"] },
  addresses: { files: /^lib\/addresses\//, sees: ["roles", "wire"] },
  call: { files: /^lib\/call\//, sees: ["roles", "wire"] },
  // These two never see each other.
  resources: { files: /^lib\/resources\//, sees: ["roles", "wire", "addresses", "call"] },
  middleware: { files: /^lib\/middleware\//, sees: ["roles", "wire", "call"] },
  client: {
    files: /^lib\/client\.ts$/,
    sees: ["roles", "wire", "call", "resources", "middleware"],
  },
  mod: {
    files: /^mod\.ts$/,
    sees: ["roles", "wire", "addresses", "call", "resources", "middleware", "client"],
  },

  webhooks: { files: /^lib\/webhooks\//, sees: ["roles", "wire", "resources"] },
  valibot: {
    files: /^lib\/valibot\//,
    sees: ["roles", "wire", "addresses", "resources", "mod", "webhooks"],
  },

  "sandbox's own": {
    files: /^lib\/sandbox\/(random|unknowns|keep|attempt|watchers)\.ts$/,
    sees: ["roles", "wire"],
  },
  "sandbox/state": {
    files: /^lib\/sandbox\/state\//,
    sees: ["roles", "wire", "sandbox's own"],
  },
  "sandbox/http": {
    files: /^lib\/sandbox\/http\//,
    sees: ["roles", "sandbox's own", "sandbox/state"],
  },
  "sandbox/faults": {
    files: /^lib\/sandbox\/faults\//,
    sees: ["roles", "wire", "sandbox's own", "sandbox/state", "sandbox/http"],
  },
  "sandbox/record": {
    files: /^lib\/sandbox\/record\//,
    sees: ["roles", "wire", "sandbox's own", "sandbox/http"],
  },
  "sandbox/resources": {
    files: /^lib\/sandbox\/resources\//,
    sees: [
      ...["roles", "wire", "addresses", "webhooks", "sandbox's own"],
      ...["sandbox/state", "sandbox/http", "sandbox/record"],
    ],
  },
  "sandbox/serve": {
    files: /^lib\/sandbox\/serve\//,
    sees: [
      ...["roles", "sandbox's own", "sandbox/state", "sandbox/http", "sandbox/faults"],
      "sandbox/record",
    ],
  },
  "sandbox/node": {
    files: /^lib\/sandbox\/node\//,
    sees: ["roles", "sandbox/http", "sandbox/serve"],
  },
  sandbox: {
    files: /^lib\/sandbox\/(mod|sandbox|options|types|controls|insides)\.ts$/,
    sees: [
      ...["roles", "wire", "sandbox's own", "sandbox/state", "sandbox/http", "sandbox/faults"],
      ...["sandbox/record", "sandbox/resources", "sandbox/serve", "sandbox/node"],
    ],
  },

  // A bundle of the sandbox for tests has not a byte of it.
  "control's own": { files: /^lib\/sandbox\/control\/(route|schemas)\.ts$/, sees: [] },
  "sandbox/inbox": {
    files: /^lib\/sandbox\/inbox\//,
    sees: [
      ...["addresses", "sandbox's own", "sandbox/state", "sandbox/record", "sandbox/resources"],
      ...["sandbox", "control's own"],
    ],
  },
  "sandbox/control": {
    files: /^lib\/sandbox\/control\/(?!(route|schemas)\.ts)/,
    sees: [
      ...["roles", "wire", "sandbox's own", "sandbox/state", "sandbox/http", "sandbox/faults"],
      ...["sandbox/record", "sandbox/resources", "sandbox/serve", "sandbox/node", "sandbox"],
      ...["control's own", "sandbox/inbox"],
    ],
  },

  "cli/platform": { files: /^lib\/cli\/platform\//, sees: ["mod"] },
  "cli/output": { files: /^lib\/cli\/output\//, sees: ["mod", "cli/platform"] },
  "cli/commands": {
    files: /^lib\/cli\/commands\//,
    sees: ["mod", "sandbox", "sandbox/control", "cli/platform", "cli/output"],
  },
  cli: {
    files: /^lib\/cli\/(main|program|help)\.ts$/,
    sees: ["cli/platform", "cli/output", "cli/commands"],
  },
};

/**
 * Client, schemas and sandbox say the same things each in its own words, so that a mistake in one is
 * caught by the others: only types cross, but for what is not about Twilio's resources. Each pattern
 * matches `from > to`.
 */
const sharedAtRunTime: Record<string, RegExp[]> = {
  "the checks of what a caller gives": [
    /^lib\/sandbox\/.* > lib\/wire\/input\.ts$/,
    /^lib\/valibot\/addresses\.ts > lib\/wire\/input\.ts$/,
  ],
  "what an address is, and which sender is taken": [
    /^lib\/(sandbox\/resources\/(messages\/|senders\/|(phone_number|channel_sender)s\.ts)|valibot\/).* > lib\/addresses\//,
  ],
  "how a webhook is signed": [
    /^lib\/sandbox\/resources\/messages\/callback_request\.ts > lib\/webhooks\//,
  ],
  "the errors of what a caller gives": [
    /^lib\/valibot\/.* > lib\/error(s|_guards)\.ts$/,
    /^lib\/sandbox\/(state\/merge|control\/control)\.ts > lib\/error(s|_guards)\.ts$/,
  ],
};

const files = [
  "mod.ts",
  ...readdirSync(`${root}lib`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `lib/${file.replaceAll("\\", "/")}`),
];

interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Whether nothing of it is left at run time. */
  readonly isType: boolean;
}

interface Info {
  readonly modules: {
    readonly specifier: string;
    readonly dependencies?: {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
      readonly type?: { readonly specifier?: string };
    }[];
  }[];
}

/** Each file that an entry leads to, and its imports, as Deno resolves them. */
function read(): Map<string, Arrow[]> {
  const { exports } = JSON.parse(readFileSync(`${root}deno.json`, "utf8"));
  const graph = new Map<string, Arrow[]>();
  const nameOf = (url: string) => relative(root, fileURLToPath(url));
  for (const entry of Object.values<string>(exports)) {
    const args = ["info", "--json", "--no-lock", entry];
    const text = execFileSync("deno", args, { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
    for (const { specifier, dependencies = [] } of (JSON.parse(text) as Info).modules) {
      if (!specifier.startsWith("file:") || specifier.includes("/node_modules/")) continue;
      const from = nameOf(specifier);
      const arrows = dependencies.map(({ code, type, specifier }) => {
        const target = code?.specifier ?? type?.specifier ?? specifier;
        const isOurs = target.startsWith("file:") && !target.includes("/node_modules/");
        return { from, to: isOurs ? nameOf(target) : specifier, isType: code === undefined };
      });
      graph.set(from, arrows);
    }
  }
  return graph;
}

const graph = read();
const arrows = [...graph.values()].flat();
const names = Object.keys(rooms);

function roomOf(file: string): string | undefined {
  return names.find((name) => rooms[name]!.files.test(file));
}

const between = arrows.filter(({ to }) => graph.has(to) && to.endsWith(".ts"))
  .map((arrow) => ({ ...arrow, room: roomOf(arrow.from)!, seen: roomOf(arrow.to)! }))
  .filter(({ room, seen }) => room !== seen);

describe("rooms", () => {
  test("every file is in one, and an entry leads to it", () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
    expect(files.filter((file) => !graph.has(file))).toEqual([]);
  });

  test("each sees only such as stand above it, so that there is no circle of them", () => {
    for (const [at, name] of names.entries()) {
      const { sees } = rooms[name]!;
      expect(sees.filter((other) => !names.slice(0, at).includes(other)), name).toEqual([]);
    }
  });

  test("no file sees a room that its own may not see", () => {
    const against = between
      .filter(({ room, seen }) => !rooms[room]!.sees.includes(seen))
      .map(({ from, to }) => `${from} > ${to}`);
    expect(against).toEqual([]);
  });

  test("resources and middleware never see each other", () => {
    const pair = ["middleware", "resources"];
    const seen = between.filter(({ room, seen }) => pair.includes(room) && pair.includes(seen));
    expect(seen).toEqual([]);
  });

  test("only types cross between the client, the schemas and the sandbox", () => {
    const house = (file: string) => /^lib\/(valibot|sandbox)\//.exec(file)?.[1] ?? "client";
    const shared = Object.values(sharedAtRunTime).flat();
    const crossing = arrows
      .filter(({ from, to, isType }) => !isType && graph.has(to) && house(from) !== house(to))
      .filter(({ from }) => !from.startsWith("lib/cli/"))
      .map(({ from, to }) => `${from} > ${to}`)
      .filter((arrow) => !shared.some((pattern) => pattern.test(arrow)));
    expect(crossing).toEqual([]);
  });

  test.each(["lib/cli/", "lib/valibot/"])("nobody imports %s", (folder) => {
    const into = arrows.filter(({ from, to }) => to.startsWith(folder) && !from.startsWith(folder));
    expect(into).toEqual([]);
  });

  test("only the command imports anything but our own files, and the schemas Valibot", () => {
    const foreign = arrows.filter(({ from, to }) => !from.startsWith("lib/cli/") && !graph.has(to));
    const schemas = foreign.filter(({ from }) => from.startsWith("lib/valibot/"));
    expect(foreign).toEqual(schemas);
    expect(new Set(schemas.map(({ to }) => /\bvalibot\b/.exec(to)?.[0] ?? to)))
      .toEqual(new Set(["valibot"]));
  });
});

describe("files", () => {
  test("no circle of them", () => {
    const done = new Set<string>();
    const visit = (file: string, path: string[]): string[] => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return [];
      const circle = (graph.get(file) ?? []).map(({ to }) => visit(to, [...path, file]));
      done.add(file);
      return circle.find((found) => found.length > 0) ?? [];
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });

  test("none has more than 200 lines, but for what documents its exports", () => {
    const long = files
      .map((file) => {
        const code = readFileSync(root + file, "utf8").replace(/^ *\/\*\*[^]*?\*\/\n/gm, "");
        return { file, lines: code.split("\n").length };
      })
      .filter(({ lines }) => lines > 200);
    expect(long).toEqual([]);
  });
});

describe("a resource has the same name everywhere", () => {
  // What pool members, what resources of an account, and what fields of any have in common is no
  // resource; nor is the pool as one, which puts them together and says nothing on the wire itself.
  const none = ["pool_member", "account", "fields", "pool"];
  const names = new Set(
    readdirSync(`${root}lib/resources`)
      .map((name) => name.replace(".ts", ""))
      .filter((name) => !none.includes(name)),
  );

  /** Where each has to be: what a name becomes, any of which will do. */
  const places: Record<string, (name: string) => boolean> = {
    "lib/valibot": (name) => isThere(`lib/valibot/${name}`),
    "lib/sandbox/resources": (name) => isThere(`lib/sandbox/resources/${name}`),
    "tests/suite/resources": (name) =>
      readdirSync(`${root}tests/suite/resources`)
        .some((file) => file.startsWith(name) && file.endsWith(".test.ts")),
    "tests/suite/golden": (name) => existsSync(`${root}tests/suite/golden/${name}/`),
  };

  function isThere(path: string): boolean {
    return existsSync(`${root}${path}.ts`) || existsSync(`${root}${path}/`);
  }

  test.each(Object.entries(places))("in %s", (place, has) => {
    expect(names).toContain("channel_senders");
    const missing = [...names].filter((name) => !has(name)).map((name) => `${place}: no ${name}`);
    expect(missing).toEqual([]);
  });
});
