import type { ControlRoute } from "./route.ts";

/** The OpenAPI document of the control API, made of the table that is its router as well. */
export function openApiDocument(routes: readonly ControlRoute[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = paths[`/_sandbox/${route.path}`] ??= {};
    path[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Senderpool's sandbox: control",
      version: "1",
      description:
        "What a program in process can do with a sandbox, for programs in any language. " +
        "Twilio's own API is not part of it.",
    },
    paths,
    components: {
      schemas: {
        Error: {
          type: "object",
          properties: { status: { type: "integer" }, message: { type: "string" } },
          required: ["status", "message"],
        },
      },
    },
  };
}

function operationOf({ id, summary, path, query = {}, body, answer }: ControlRoute): object {
  const [status, schema] = answer;
  const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const asked = Object.entries(query).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "string" },
  }));
  const parameters = [...named, ...asked];
  return {
    operationId: id,
    summary,
    ...parameters.length > 0 && { parameters },
    ...body && { requestBody: { content: json(body) } },
    responses: {
      [status]: { description: "Done.", ...schema && { content: json(schema) } },
      default: {
        description: "Why it was not done.",
        content: json({ $ref: "#/components/schemas/Error" }),
      },
    },
  };
}

function json(schema: object): object {
  return { "application/json": { schema } };
}
