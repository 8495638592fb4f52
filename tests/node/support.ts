/** What the tests against real counterparts share: the official document, and a sandbox to serve. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Ajv, type AnySchema } from "ajv";
import formats from "ajv-formats";
import { nodeListener, type SandboxSeed } from "../../lib/sandbox/mod.ts";
import type { Transport } from "../../mod.ts";

export const accountSid = `AC${"a".repeat(32)}`;
export const authToken = "0123456789abcdef0123456789abcdef";
export const apiKey = `SK${"a".repeat(32)}`;
export const apiSecret = "ThisIsTheSecretOfTheApiKey";
/** A service that has senders, and one that has none. */
export const MG = `MG${"a".repeat(32)}`;
export const emptyMG = `MG${"b".repeat(32)}`;
/** A sender that is in no service. */
export const spare = `XE${"f".repeat(32)}`;

export const sidOf = (index: number): string => `XE${index.toString(16).padStart(32, "0")}`;

/** An account with `count` senders of all kinds in its first service, added one a minute. */
export function pool(count: number): SandboxSeed {
  const addresses = ["whatsapp:+1555", "messenger:9", "rcs:agent_", "other:"];
  const numbers = Array.from({ length: count }, (_, index) => index);
  const minute = (index: number) => new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
  return {
    accounts: [{
      accountSid,
      authToken,
      apiKeys: [{ apiKey, apiSecret }],
      channelSenders: [
        { sid: spare, sender: "rcs:spare", countryCode: null },
        ...numbers.map((n) => ({ sid: sidOf(n), sender: `${addresses[n % 4]}${n}` })),
      ],
      services: [{
        sid: MG,
        channelSenders: numbers.map((n) => ({
          sid: sidOf(n),
          dateCreated: minute(n),
          dateUpdated: minute(n + 1),
        })),
      }, { sid: emptyMG }],
    }],
  };
}

/** Serves a transport on the loopback interface, to whoever asks by whatever name. */
export async function serve(fetch: Transport): Promise<{ url: string; close: () => void }> {
  const listener = nodeListener(fetch, { anyHost: true, allowedOrigins: ["*"] });
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

type Content = Record<string, { readonly schema: AnySchema }>;

/** What the official document says of one operation. */
export interface Documented {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: AnySchema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, {
    readonly content?: Content;
    readonly headers?: Record<string, { readonly schema: AnySchema }>;
  }>;
}

/** As much of an official document as is used here. */
export interface OpenApi {
  readonly servers: readonly [{ readonly url: string }];
  readonly paths: Record<string, Record<string, Documented>>;
  readonly components: {
    readonly schemas: Record<string, { readonly properties: Record<string, object> }>;
  };
}

const resolve = (name: string) =>
  createRequire(import.meta.url).resolve(`@twilio-alpha/mcp/twilio-oai/spec/json/${name}.json`);
/** Twilio's own OpenAPI documents of its Messaging API, and of that of 2010, in a package of Twilio's. */
export const documentFile: string = resolve("twilio_messaging_v1");
export const apiDocumentFile: string = resolve("twilio_api_v2010");

/**
 * A document, but stricter: it lets every member of an object be left out, and others be added. Here
 * an object has all that it declares, but for the fields of a form that are not required, and no more.
 */
function read(file: string): OpenApi {
  const text = readFileSync(file, "utf8").replaceAll("#/components/schemas/", "");
  return JSON.parse(text, (_, value) => {
    const { type, properties, title } = value ?? {};
    if (type !== "object" || !properties) return value;
    // The form of an update requires nothing, and says so by saying nothing.
    const required = value.required ?? (/Request$/.test(title) ? [] : undefined);
    const optional = required && Object.keys(properties).filter((key) => !required.includes(key));
    return { ...value, ...members(properties, optional) };
  });
}

/** The document. */
export const document: OpenApi = read(documentFile);
/** That of the API of 2010, where messages are. */
export const apiDocument: OpenApi = read(apiDocumentFile);

/** A schema of objects with these properties, of which none but the `optional` may be left out. */
function members(properties: object, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: "object", properties, required, additionalProperties: false };
}

// The documents give a format to an object, which strict types do not.
const common = { allErrors: true, strictTypes: false } as const;
const exact = new Ajv(common);
const lenient = new Ajv({ ...common, coerceTypes: true }); // for what is text on the wire
const rfc2822 = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/;
for (const ajv of [exact, lenient]) {
  formats.default(ajv);
  ajv.addKeyword("example").addKeyword("x-twilio");
  // Of Java's.
  for (const kind of ["class", "field", "getter"]) ajv.addKeyword(`x-${kind}-extra-annotation`);
  ajv.addFormat("date-time-rfc-2822", rfc2822);
  for (
    const format of [
      ...["phone-number", "phone-number-capabilities"],
      ...["currency", "uri-map", "http-method"],
    ]
  ) {
    ajv.addFormat(format, true);
  }
  for (const { components } of [document, apiDocument]) {
    for (const [name, schema] of Object.entries(components.schemas)) ajv.addSchema(schema, name);
  }
}

function check(ajv: Ajv, schema: AnySchema, value: unknown, dataVar: string): string[] {
  return ajv.validate(schema, value) ? [] : [ajv.errorsText(ajv.errors, { dataVar })];
}

// Each schema is made once, for ajv compiles it once.
const schemas = new Map<unknown, AnySchema>();

function once<Key>(key: Key, make: () => AnySchema): AnySchema {
  return schemas.get(key) ?? schemas.set(key, make()).get(key)!;
}

/** The schema of the parameters in the path or in the query. */
function parametersIn(
  place: "path" | "query",
  { operationId, parameters = [] }: Documented,
): AnySchema {
  return once(`${operationId} ${place}`, () => {
    const these = parameters.filter((parameter) => parameter.in === place);
    const properties = Object.fromEntries(these.map(({ name, schema }) => [name, schema]));
    return members(properties, these.filter(({ required }) => !required).map(({ name }) => name));
  });
}

/** The schema of the declared headers of an answer, which has others too. */
function headersOf({ headers = {} }: Documented["responses"][string]): AnySchema {
  return once(headers, () => {
    const named = Object.entries(headers).map((
      [name, value],
    ) => [name.toLowerCase(), value.schema]);
    return { ...members(Object.fromEntries(named)), additionalProperties: true };
  });
}

const mediaType = ({ headers }: Request | Response) => headers.get("content-type")?.split(";")[0];

const templates = [document, apiDocument].flatMap(({ paths }) => Object.entries(paths))
  .filter(([template]) => /\/(Services|Messages|IncomingPhoneNumbers|ShortCodes)\b/.test(template))
  .map(([template, item]) => {
    const pattern = template.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    return [new RegExp(`^${pattern}$`), item] as const;
  });

/** The one path of the documents that this path is, and the values of its parameters. */
function findPath(path: string): [item: Record<string, Documented>, values: object] | undefined {
  const matches = templates.flatMap(([pattern, item]) => {
    const match = pattern.exec(path);
    return match ? [[item, { ...match.groups }] as [Record<string, Documented>, object]] : [];
  });
  return matches.length === 1 ? matches[0] : undefined;
}

/** What is wrong with a request by the document; `base` is where the document's paths begin. */
export async function checkRequest(
  request: Request,
  base: string = new URL(request.url).origin,
): Promise<{ operation?: Documented; violations: string[] }> {
  if (!request.url.startsWith(`${base}/`)) return { violations: [`${request.url}: elsewhere`] };
  const { pathname, searchParams } = new URL(request.url.slice(base.length), base);
  const [item, values] = findPath(pathname) ?? [];
  const operation = item?.[request.method.toLowerCase()];
  if (!operation) return { violations: [`${request.method} ${pathname}: undeclared`] };
  const violations = [
    ...check(lenient, parametersIn("path", operation), values, "path"),
    ...check(lenient, parametersIn("query", operation), Object.fromEntries(searchParams), "query"),
  ];
  if (new Set(searchParams.keys()).size < searchParams.size) violations.push("query: a name twice");

  const { requestBody } = operation;
  const body = await request.text();
  const content = requestBody?.content[mediaType(request) ?? ""];
  if (requestBody && !content) violations.push(`form: ${mediaType(request)} is undeclared`);
  if (!requestBody && body) violations.push("form: undeclared");
  if (content) {
    const fields = new URLSearchParams(body);
    const { properties } = content.schema as { properties: Record<string, { type?: string }> };
    const isList = (name: string) => properties[name]?.type === "array";
    const names = [...new Set(fields.keys())];
    const form = names.map((name) => [name, isList(name) ? fields.getAll(name) : fields.get(name)]);
    violations.push(...check(lenient, content.schema, Object.fromEntries(form), "form"));
    if (names.some((name) => !isList(name) && fields.getAll(name).length > 1)) {
      violations.push("form: a name twice");
    }
  }
  return { operation, violations };
}

/** What is wrong with an answer by the document. */
export async function checkAnswer(operation: Documented, answer: Response): Promise<string[]> {
  const declared = operation.responses[answer.status];
  if (!declared) return [`answer: ${answer.status} is undeclared`];
  const headers = Object.fromEntries(answer.headers);
  const violations = check(lenient, headersOf(declared), headers, "headers");

  const body = await answer.text();
  const content = declared.content?.[mediaType(answer) ?? ""];
  if (declared.content && !content) violations.push(`answer: ${mediaType(answer)} is undeclared`);
  if (!declared.content && body) violations.push("answer: undeclared");
  if (content) violations.push(...check(exact, content.schema, JSON.parse(body), "answer"));
  return violations;
}

/** Holds all that goes through a transport against the document. */
export function documented(next: Transport): {
  readonly fetch: Transport;
  /** The operations that were called, by their ids. */
  readonly calls: string[];
  /** What was wrong with requests, their credentials and their answers. */
  readonly violations: string[];
} {
  const calls: string[] = [];
  const violations: string[] = [];
  const fetch = async (request: Request) => {
    const { operation, violations: found } = await checkRequest(request.clone());
    const [, basic = ""] = /^Basic (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
    if (!/^[^:]+:[^:]+$/.test(atob(basic))) found.push("credentials: none of Basic");
    const answer = await next(request);
    if (operation) {
      calls.push(operation.operationId);
      found.push(...await checkAnswer(operation, answer.clone()));
    }
    violations.push(...found);
    return answer;
  };
  return { fetch, calls, violations };
}
