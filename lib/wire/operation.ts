import { demand } from "./answer.ts";
import { apiError, metadataOf, networkError } from "./response.ts";
import { TwilioResponseError } from "../errors.ts";
import type { Metadata, Operation, Target } from "../types.ts";

/**
 * Makes an operation of what is particular to it: `url` and `form` check the input and put it into
 * the request; `decode` makes a value of the JSON of a success, and is left out where a success has
 * no body.
 */
export function operation<Input, Output>(
  method: string,
  url: (input: Input, target?: Target) => string,
  decode?: (wire: unknown, metadata: () => Metadata) => Output,
  form?: (input: Input) => Record<string, string> | [name: string, value: string][],
): Operation<Input, Output> {
  return {
    request: (input, target, signal) =>
      new Request(url(input, target), {
        method,
        body: form && new URLSearchParams(form(input)),
        // The API never redirects, so a redirect is an error; Workers refuse to be told "error".
        redirect: "manual",
        signal,
      } as RequestInit),

    parse: async (response, { url = response.url, maxBytes = 8e6 } = {}) => {
      const { ok, body, redirected, headers, status } = response;
      const metadata = () => ({ method, ...metadataOf(url, response) });
      const json = !ok || decode; // every refusal has a body
      const type = headers.get("content-type");
      const utf8 = new TextDecoder(undefined, { fatal: true });
      const reader = body?.getReader();
      let size = 0;
      let text = "";
      let last: Uint8Array<ArrayBuffer> | undefined;
      try {
        // Status 0 is a redirect that a browser hides; `redirected`, one that a transport followed.
        demand((ok || status > 399) && !redirected, "redirect");
        demand(!json || /[/+]json\b/i.test(type!), `${type} body`);
        for (; reader;) {
          const { done, value } = await reader.read();
          if (done) break;
          size += value.length;
          demand((json ? maxBytes : 0) >= size, `${size} bytes`);
          text += last ? utf8.decode(last, { stream: true }) : "";
          last = value;
        }
        if (!json) return undefined as Output;
        const wire: unknown = JSON.parse(text + utf8.decode(last));
        if (ok) return decode!(wire, metadata);
        throw apiError(wire, metadata());
      } catch (error) {
        throw error instanceof SyntaxError
          ? new TwilioResponseError({ reason: error.message, ...metadata() })
          : networkError(error, { method, url });
      } finally {
        reader?.cancel().catch(() => {});
      }
    },
  };
}
