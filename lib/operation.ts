import { demand } from "./fields.ts";
import { apiError, metadataOf, networkError, responseError } from "./response.ts";
import type { Operation, Target } from "./types.ts";

/**
 * Makes an operation of what is particular to it: `url` and `form` check the input and put it into
 * the request; `decode` makes a value of the JSON of a success, and is left out where a success has
 * no body.
 */
export function operation<Input, Output>(
  method: string,
  url: (input: Input, target?: Target) => string,
  decode?: (wire: unknown) => Output,
  form?: (input: Input) => Record<string, string>,
): Operation<Input, Output> {
  return {
    request: (input, target, signal) =>
      new Request(url(input, target), {
        method,
        headers: { accept: "application/json" },
        body: form ? new URLSearchParams(form(input)) : null,
        // The API never redirects, so a redirect is an error; Workers refuse to be told "error".
        redirect: "manual",
        // For browsers: no cookies, no page address. Elsewhere both are ignored.
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: signal ?? null,
      }),

    parse: async (response, { url = response.url, maxBytes = 8_388_608 } = {}) => {
      const { body, headers, ok, redirected, status } = response;
      const metadata = metadataOf(method, url, response);
      const json = decode ?? !ok; // every refusal has a body
      const type = headers.get("content-type");
      const utf8 = new TextDecoder("utf-8", { fatal: true });
      const reader = body?.getReader();
      let text = "";
      let size = 0;
      try {
        // Status 0 is a redirect that a browser hides; `redirected`, one that a transport followed.
        demand(ok ? !redirected : status > 399, "redirect");
        demand(!json || /[/+]json\b/i.test(type ?? ""), `content type ${type}`);
        while (reader) {
          const { done, value } = await reader.read();
          if (done) break;
          size += value.length;
          demand(size <= (json ? maxBytes : 0), `${size} bytes`);
          text += utf8.decode(value, { stream: true });
        }
        if (!json) return undefined as Output;
        const wire: unknown = JSON.parse(text + utf8.decode());
        if (ok) return decode!(wire);
        throw apiError(wire, metadata);
      } catch (error) {
        throw error instanceof SyntaxError
          ? responseError(error.message, metadata)
          : networkError(error, method, url);
      } finally {
        reader?.cancel().catch(() => {});
      }
    },
  };
}
