import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { get } from "./api.ts";
import { fields, search, source, time } from "./parts.ts";
import type { View } from "./places.ts";
import type { Exchange } from "./types.ts";

const most = "100";

/** What your program asked the API, and what it was answered. */
export const exchanges: View = {
  title: "Exchanges",

  async show(query) {
    const list = await get<{ exchanges: readonly Exchange[]; total: number }>("inbox/exchanges", {
      search: query.get("search"),
      limit: most,
    });
    return html`<section aria-labelledby="exchanges-title">
      <h2 id="exchanges-title">Exchanges <small>${list.total}</small></h2>
      ${search("exchanges", query, "Search URLs, bodies and operations")}
      ${list.total === 0 ? html`<p>None yet.</p>` : nothing}
      ${
      list.total > list.exchanges.length
        ? html`<p>The latest ${list.exchanges.length} of ${list.total}.</p>`
        : nothing
    }
      ${repeat(list.exchanges, ({ number }) => number, row)}
    </section>`;
  },
};

function row(exchange: Exchange): TemplateResult {
  const { method, url, status, outcome, struck, date, duration, operation } = exchange;
  const result = status ?? outcome;
  const bad = status === null || status >= 400;
  return html`<details class="exchange">
    <summary>
      <span class="method">${method}</span>
      <span class="status ${bad ? "bad" : ""}">${result}</span>
      <span class="path">${url.replace(/^https?:\/\/[^/]*/, "")}</span>
      ${time(date)} <span>${duration} ms</span>
      ${struck ? html`<span class="status bad">fault</span>` : nothing}
    </summary>
    <p>${operation ?? "No operation has this path."}</p>
    <h3>Request</h3>
    ${fields(exchange.requestHeaders)} ${source(exchange.requestBody)}
    <h3>Answer</h3>
    ${fields(exchange.responseHeaders)} ${source(exchange.responseBody)}
  </details>`;
}
