/** The schemas and the core's types: neither can change alone without a complaint of the compiler. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "types-"));
const types = "tests/suite/valibot/types.ts";

/** What changes, in which file, from what to what. */
const changes = [
  ["a field of the resource is never null", "lib/resources/channel_senders.ts", [
    "sender: string | null",
    "sender: string",
  ]],
  ["the resource has a field more", "lib/resources/channel_senders.ts", [
    "readonly countryCode:",
    "readonly region: string | null;\n  readonly countryCode:",
  ]],
  ["the resource has one field less", "lib/resources/channel_senders.ts", [
    "readonly url: string | null;",
    "",
  ]],
  ["a type of sender is no longer named", "lib/resources/channel_senders.ts", [
    '| "Messanger"',
    "",
  ]],
  ["an input takes more", "lib/resources/pool_member.ts", [
    "readonly messagingServiceSid: string;",
    "readonly messagingServiceSid: string | number;",
  ]],
  ["a listing has another option", "lib/call/listing.ts", [
    "readonly limit?:",
    "readonly order?: string;\n  readonly limit?:",
  ]],
  ["a cursor is text alone", "lib/wire/page.ts", [
    "page?: string | number | undefined",
    "page?: string | undefined",
  ]],
  ["the metadata says more", "lib/types.ts", [
    "readonly server: string | null;",
    "readonly server: string | null;\n  readonly ms: number;",
  ]],
  ["an error tells more", "lib/errors.ts", [
    "declare readonly code: number | null;",
    "declare readonly code: number | null;\n  declare readonly more: string;",
  ]],
  ["a message has another field", "lib/resources/messages/message.ts", [
    "readonly price:",
    "readonly tags: string | null;\n  readonly price:",
  ]],
  ["a new message takes another option", "lib/resources/messages/new_message.ts", [
    "readonly riskCheck?:",
    "readonly tags?: string | undefined;\n  readonly riskCheck?:",
  ]],
  ["there is another channel", "lib/addresses/addresses.ts", [
    'export type Channel = "sms"',
    'export type Channel = "line" | "sms"',
  ]],
  ["the schema of a new message lacks an option", "lib/valibot/messages/new_message.ts", [
    "readonly sendAsMms: Optional<boolean>;",
    "",
  ]],
  ["the schema of a message lacks a status", "lib/valibot/messages/messages.ts", [
    '| "partially_delivered"',
    "",
  ]],
  ["the schemas forget that a field may be null", "lib/valibot/members.ts", [
    "Nullable<Given[Name][1]>",
    "Given[Name][1]",
  ]],
  ["the schema insists on more than text", "lib/valibot/channel_senders.ts", [
    'readonly sender: Member<"sender", TextSchema>;',
    'readonly sender: Member<"sender", TextSchema<"+">>;',
  ]],
  ["a field must not be missing on the wire", "lib/valibot/members.ts", [
    "Nullish<Given[Name][1]>",
    "Nullable<Given[Name][1]>",
  ]],
  ["the schema has another field", "lib/valibot/channel_senders.ts", [
    'readonly countryCode: Member<"country_code", TextSchema>;',
    'readonly countryCode: Member<"country_code", TextSchema>;\n' +
    '  readonly region: Member<"region", TextSchema>;',
  ]],
  ["the schema lacks a field", "lib/valibot/channel_senders.ts", [
    'readonly url: Member<"url", TextSchema>;',
    "",
  ]],
  ["the schema of a page size takes text", "lib/valibot/page.ts", [
    "readonly pageSize: Optional<number>",
    "readonly pageSize: Optional<number | string>",
  ]],
  ["an event tells more", "lib/webhooks/events/message_status.ts", [
    "readonly rawDlrDoneDate:",
    "readonly novelty: string;\n  readonly rawDlrDoneDate:",
  ]],
  ["an event's part tells more", "lib/webhooks/events/inbound_types.ts", [
    "readonly ctwaClid:",
    "readonly novelty: string;\n  readonly ctwaClid:",
  ]],
  ["the schema of an event lacks a field", "lib/valibot/webhooks/events.ts", [
    "readonly waId: Nullable<TextSchema>;",
    "",
  ]],
  ["the schema of an error lacks a field", "lib/valibot/errors.ts", [
    "readonly moreInfo: Nullable<TextSchema>;",
    "",
  ]],
] as const;

let said: string[] = [];

// Each change is made to a copy of its own, and the compiler reads them all at once.
beforeAll(() => {
  for (
    const [name, file, [before, after]] of [["nothing", "mod.ts", ["", ""]], ...changes] as const
  ) {
    const copy = join(home, folder(name));
    mkdirSync(join(copy, "tests/suite"), { recursive: true });
    for (const path of ["lib", "mod.ts", types]) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    const text = readFileSync(join(copy, file), "utf8");
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    writeFileSync(join(copy, file), text.replace(before, after));
  }
  for (const file of ["package.json", "tsconfig.json"]) cpSync(join(root, file), join(home, file));
  symlinkSync(join(root, "node_modules"), join(home, "node_modules"));
  const compilerOptions = { isolatedDeclarations: false, declaration: false };
  const config = { extends: "./tsconfig.json", include: [`*/${types}`], exclude: [] };
  writeFileSync(join(home, "types.json"), JSON.stringify({ ...config, compilerOptions }));
  const { stdout } = spawnSync("tsc", ["-p", "types.json"], { cwd: home, encoding: "utf8" });
  said = stdout.split("\n");
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const folder = (name: string) => name.replaceAll(" ", "_");
const saidOf = (name: string) => said.filter((line) => line.startsWith(`${folder(name)}/`));

test("they are the same", () => {
  expect(saidOf("nothing")).toEqual([]);
});

test.each(changes)("the compiler notices that %s", (name) => {
  // In the file of the types, and not merely somewhere on the way.
  expect(saidOf(name).filter((line) => line.includes(types))).not.toEqual([]);
});
