import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { get } from "./api.ts";
import { details } from "./message.ts";
import { search, status, time } from "./parts.ts";
import { link, type View } from "./places.ts";
import { thread } from "./thread.ts";
import type { Conversation, Conversations } from "./types.ts";

const most = 100;

/** Who writes to whom: the list, the one that is chosen, and the message that is opened. */
export const conversations: View = {
  title: "Conversations",

  async show(query, again) {
    const after = Number(query.get("after") ?? 0);
    const customer = query.get("customer");
    const sender = query.get("sender");
    const message = query.get("message");
    const [list, chosen, opened] = await Promise.all([
      get<Conversations>("inbox/conversations", {
        search: query.get("search"),
        after: `${after}`,
        limit: `${most}`,
      }),
      customer === null ? nothing : thread({ customer, sender, query, again }),
      message === null ? nothing : details(message, query),
    ]);
    return html`<div class="columns">
      <section aria-labelledby="list-title">
        <h2 id="list-title">Conversations <small>${list.total}</small></h2>
        ${search("conversations", query, "Search addresses and texts")}
        ${list.total === 0 ? empty(query.get("search")) : nothing}
        <ul class="list">
          ${
      repeat(
        list.conversations,
        (one) => `${one.sender} ${one.customer}`,
        (one) => entry(one, query, one.customer === customer && one.sender === sender),
      )
    }
        </ul>
        ${pager(list.total, after, query)}
      </section>
      ${chosen} ${opened}
    </div>`;
  },
};

function empty(searched: string | null): TemplateResult {
  return searched !== null
    ? html`<p>Nothing has “${searched}” in it.</p>`
    : html`<p>Nothing yet. Send a message from your program, and it appears here.</p>`;
}

function entry(
  { customer, sender, last, count }: Conversation,
  query: URLSearchParams,
  current: boolean,
): TemplateResult {
  const href = link("conversations", { search: query.get("search"), customer, sender });
  return html`
    <li>
      <a href=${href} aria-current=${current ? "true" : nothing}>
          <strong>${customer}</strong> ${time(last.date)}
          <span class="with">with ${sender ?? "nobody yet"}, ${count}
            ${count === 1 ? "message" : "messages"}</span>
          <span class="preview">${last.inbound ? "" : "You: "}${last.body || "(media)"}</span>
          ${status(last.status, null)}
        </a>
    </li>
  `;
}

function pager(total: number, after: number, query: URLSearchParams) {
  if (total <= most) return nothing;
  const rest = Object.fromEntries(query);
  const to = (start: number, text: string) =>
    start < 0 || start >= total
      ? nothing
      : html`<a href=${link("conversations", { ...rest, after: `${start}` })}>${text}</a>`;
  return html`<nav class="pager" aria-label="Pages of conversations">
    ${to(after - most, "Later")}
    <span>${after + 1} to ${Math.min(after + most, total)} of ${total}</span>
    ${to(after + most, "Earlier")}
  </nav>`;
}
