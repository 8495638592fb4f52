/** The rooms of the sandbox, as the imports between them show: each knows those before it alone. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../lib/sandbox/", import.meta.url));
const rooms = [
  "",
  "state",
  "http",
  "faults",
  "record",
  "resources",
  "serve",
  "node",
  "inbox",
  "control",
];

/** The files at the top that put the rooms together, and may know all of them. */
const above = /^(mod|sandbox|options|types|controls|insides)\.ts$/;

/** Those who show and drive a sandbox know what puts it together, and its table of routes is theirs. */
const outside = /^(inbox|control)\//;

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !above.test(file));

const roomOf = (file: string): string => file.includes("/") ? file.split("/")[0]! : "";

test("every file of the sandbox is in a room that is known here", () => {
  expect(files.filter((file) => !rooms.includes(roomOf(file)))).toEqual([]);
  expect(new Set(files.map(roomOf))).toEqual(new Set(rooms));
});

test("the state knows no resource, and no room one that comes after it", () => {
  const back = files.flatMap((file) => {
    const imports = readFileSync(root + file, "utf8").matchAll(/from "(\.[^"]+)"/g);
    return Array.from(imports, ([, path]) => posix.join(posix.dirname(file), path!))
      .filter((path) => !path.startsWith("../") && !/^control\/(route|schemas)\.ts$/.test(path))
      .filter((path) =>
        (above.test(path) && !outside.test(file)) ||
        rooms.indexOf(roomOf(path)) > rooms.indexOf(roomOf(file))
      )
      .map((path) => `${file} knows ${path}`);
  });
  expect(back).toEqual([]);
});
