/** Prism as a mock of the official document, with the defaults of `prism mock` but without its log. */
import { createRequire } from "node:module";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";

const document = "@twilio-alpha/mcp/twilio-oai/spec/json/twilio_messaging_v1.json";
// From the project's own devDependencies.
const operations = await getHttpOperationsFromSpec(
  createRequire(new URL("../../..", import.meta.url)).resolve(document),
);
const server = createServer(operations, {
  components: { logger: createLogger("prism", { level: "silent" }) },
  cors: true,
  config: {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    mock: { dynamic: false },
    upstreamProxy: undefined,
  },
});
console.log(JSON.stringify({ url: await server.listen(0, "127.0.0.1") }));
