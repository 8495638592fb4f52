import fc from "../support/fc.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as schemas from "../../../lib/valibot/mod.ts";
import * as core from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { exchanges } from "../golden/exchanges.ts";
import { anyText, nearSid, paging } from "../support/arbitraries.ts";
import { agree, agreeOnInput, type Kind } from "../support/parity.ts";

// Services and the kinds of the pool, as parity.test.ts does it of channel senders and messages. The
// golden files of an account's lists and numbers are here too; account_parity.test.ts has the rest.
const CASES = runtime === "node" ? 2_000 : 500;
const TIMEOUT = 120_000;

interface Resource {
  readonly name: string;
  readonly prefix: string;
  /** What its list is called. */
  readonly key: string;
  /** A member that is a text. */
  readonly own: string;
}

const resources: readonly Resource[] = [
  { name: "PhoneNumber", prefix: "PN", key: "phone_numbers", own: "phone_number" },
  { name: "ShortCode", prefix: "SC", key: "short_codes", own: "short_code" },
  { name: "AlphaSender", prefix: "AI", key: "alpha_senders", own: "alpha_sender" },
  {
    name: "DestinationAlphaSender",
    prefix: "AI",
    key: "alpha_senders",
    own: "iso_country_code",
  },
  { name: "Service", prefix: "MG", key: "services", own: "friendly_name" },
];

const operations = core as unknown as Record<string, core.Operation<never, unknown>>;
const schemaOf = (name: string) =>
  (schemas as unknown as Record<string, v.GenericSchema>)[`${name}Schema`]!;

function kindOf(name: string): Kind {
  const creates = operations[`create${name}`];
  const [operation, status] = creates ? [creates, 201] : [operations[`fetch${name}`]!, 200];
  const fromWire = schemaOf(`${name}FromWire`);
  return { name, operation, status, fromWire, whole: schemaOf(name) };
}

function pageOf(name: string): Kind {
  const operation = operations[`list${name}s`]!;
  const fromWire = schemaOf(`${name}PageFromWire`);
  return { name: `${name}Page`, operation, status: 200, fromWire, whole: schemaOf(`${name}Page`) };
}

/** The schema of what an operation takes. */
function inputOf(operation: string): v.GenericSchema {
  const [, verb, name] = /^(create|fetch|update|list|delete)(.*)$/.exec(operation)!;
  if (verb === "list") return schemaOf(`${name!.replace(/s$/, "")}PageInput`);
  const isOwn = verb === "update" || (verb === "create" && /Alpha|Service/.test(name!));
  return schemaOf(
    isOwn ? `${verb === "update" ? "Update" : "Create"}${name}Input` : `${name}Input`,
  );
}

describe("golden files", () => {
  const all = Object.entries(exchanges)
    .filter(([_, { operation }]) =>
      !/(ChannelSenders?|Message|eSender|hSender|tSenders)$/.test(operation)
    );

  test.each(all)("%s", async (_, { operation, input, response: { status, body } }) => {
    expect(v.parse(inputOf(operation), input)).toEqual(input);
    if (!(body instanceof Object) || status > 399) return;
    const isList = operation.startsWith("list");
    const name = operation.replace(/^(create|fetch|update|list)/, "").replace(/s$/, "");
    expect(await agree(isList ? pageOf(name) : kindOf(name), body)).toBe(true);
    const other = name === "Service" ? "PhoneNumber" : "Service";
    expect(await agree(isList ? pageOf(other) : kindOf(other), body)).toBe(false);
  });
});

for (const resource of resources) describe(resource.name, () => same(resource));

/** Insists that core and schemas say the same of a resource. */
function same({ name, prefix, key, own }: Resource): void {
  const sid = prefix + "a".repeat(32);
  const service = name === "Service";

  test.each<[unknown, boolean]>([
    [{ sid: null }, true],
    [{}, false],
    [{ sid, [own]: "x", date_created: "2015-07-30T20:12:31Z", more: 1 }, true],
    [{ sid: `XE${"a".repeat(32)}` }, false],
    [{ sid, [own]: 5 }, false],
    [{ sid, date_updated: "yesterday" }, false],
    [{ sid, url: [] }, false],
    [{ sid, account_sid: sid }, false],
    ["text", false],
    ...service
      ? [
        [{ sid, links: { phone_numbers: "/x" } }, true],
        [{ sid, links: { phone_numbers: null } }, false],
        [{ sid, links: ["/x"] }, false],
        [{ sid, validity_period: 0, sticky_sender: false }, true],
        [{ sid, validity_period: "600" }, false],
        [{ sid, validity_period: 1.5 }, false],
        [{ sid, sticky_sender: "true" }, false],
        [{ sid, inbound_method: "PATCH", usecase: "another" }, true],
      ] as [unknown, boolean][]
      : [
        [{ sid, capabilities: [] }, true],
        [{ sid, capabilities: ["MMS", "RCS"] }, true],
        [{ sid, capabilities: ["MMS", null] }, false],
        [{ sid, capabilities: { sms: true } }, false],
        [{ sid, service_sid: `PN${"a".repeat(32)}` }, false],
      ] as [unknown, boolean][],
  ])("%j", async (body, accepted) => {
    expect(await agree(kindOf(name), body)).toBe(accepted);
    const meta = { next_page_url: null };
    expect(await agree(pageOf(name), { [key]: [body], meta })).toBe(accepted);
  });

  test("any input of fetch and delete", async () => {
    const seen = { true: 0, false: 0 };
    const reference = service ? {} : { messagingServiceSid: nearSid("MG") };
    const some = fc.oneof(nearSid(prefix), fc.constantFrom("+12487960483", "12345", "Twilio", "a"));
    const property = fc.property(fc.record({ ...reference, sid: some }), (input) => {
      const schema = schemaOf(`${name}Input`);
      const accepted = agreeOnInput(operations[`fetch${name}`]!, schema, input);
      expect(agreeOnInput(operations[`delete${name}`]!, schema, input)).toBe(accepted);
      seen[`${accepted}`]++;
    });
    await fc.assert(property, { numRuns: CASES });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("any input of a list", async () => {
    const seen = { true: 0, false: 0 };
    const isoCountryCode = fc.option(fc.constantFrom("US", "us", "USA", ""), { nil: undefined });
    const property = fc.property(nearSid("MG"), paging, isoCountryCode, (sid, page, country) => {
      const input = {
        ...service ? {} : { messagingServiceSid: sid },
        ...page,
        ...country !== undefined && name.startsWith("Dest") && { isoCountryCode: country },
      };
      const operation = operations[`list${name}s`]!;
      seen[`${agreeOnInput(operation, schemaOf(`${name}PageInput`), input)}`]++;
    });
    await fc.assert(property, { numRuns: CASES });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("any input of what makes or changes one", async () => {
    const seen = { true: 0, false: 0 };
    const url = fc.oneof(
      fc.constantFrom("https://a.example/b", "", "x", "ftp://a.example"),
      anyText,
    );
    const flag = fc.constantFrom<unknown>(true, false, "true", 0);
    const method = fc.constantFrom("GET", "POST", "PUT", "");
    const texts = fc.oneof(
      anyText,
      fc.constantFrom("", "x".repeat(64), "x".repeat(65), "👍".repeat(64)),
    );
    const fields: Record<string, fc.Arbitrary<unknown>> = {
      friendlyName: texts,
      inboundRequestUrl: url,
      inboundMethod: method,
      fallbackUrl: url,
      fallbackMethod: method,
      statusCallback: url,
      stickySender: flag,
      mmsConverter: flag,
      smartEncoding: flag,
      scanMessageContent: fc.constantFrom("inherit", "enable", "disable", "no"),
      fallbackToLongCode: flag,
      areaCodeGeomatch: flag,
      validityPeriod: fc.constantFrom<unknown>(1, 36_000, 0, 36_001, 1.5, "600"),
      synchronousValidation: flag,
      usecase: texts,
      useInboundWebhookOnNumber: flag,
    };
    const names = fc.constantFrom<unknown>(
      ...["Twilio", "A", "My Co & Me", "12345", "+15005550006", "Twelve chars", "", "é", 5, null],
    );
    const alpha: fc.Arbitrary<object> = fc.record({
      messagingServiceSid: nearSid("MG"),
      alphaSender: fc.oneof(names, anyText).filter((name) => name !== null),
      ...name.startsWith("Dest") && { isoCountryCode: fc.constantFrom("FR", "fr", "FRA", "") },
    });
    const some = fc.subarray(Object.keys(fields), { maxLength: 3 }).chain((keys) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, fields[key]!])))
    );
    const verbs = service ? ["create", "update"] : ["create"];
    const member = fc.record({ messagingServiceSid: nearSid("MG"), sid: nearSid(prefix) });
    const property = fc.property(
      fc.constantFrom(...verbs),
      fc.oneof(fc.constant("Shop"), texts),
      nearSid("MG"),
      some,
      alpha,
      member,
      (verb, friendlyName, sid, some, alpha, member) => {
        const ofService = verb === "create" ? { ...some, friendlyName } : { ...some, sid };
        const ofPool = name.includes("Alpha") ? alpha : member;
        const input = service ? ofService : ofPool;
        const operation = `${verb}${name}`;
        seen[`${agreeOnInput(operations[operation]!, inputOf(operation), input)}`]++;
      },
    );
    await fc.assert(property, { numRuns: CASES });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);
}
