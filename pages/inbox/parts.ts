/** Small pieces that several views show. */
import { html, nothing, type TemplateResult } from "lit-html";
import { link } from "./places.ts";

/** A moment, as the clock on the wall has it; the whole of it where somebody points at it. */
export function time(date: string): TemplateResult {
  const moment = new Date(date);
  const today = moment.toDateString() === new Date().toDateString();
  const text = today ? moment.toLocaleTimeString() : moment.toLocaleString();
  return html`<time datetime=${date} title=${moment.toLocaleString()}>${text}</time>`;
}

/** The status of a message, with its error where there is one. */
export function status(status: string, errorCode: number | null): TemplateResult {
  const bad = /^(failed|undelivered|canceled)$/.test(status);
  const code = errorCode === null ? nothing : html`
    <a href="https://www.twilio.com/docs/api/errors/${errorCode}" rel="noreferrer"
    >${errorCode}</a>
  `;
  return html`<span class="status ${bad ? "bad" : ""}">${status}</span>${code}`;
}

/** A field to search with; what is typed goes into the page's address. */
export function search(
  view: string,
  query: URLSearchParams,
  label: string,
): TemplateResult {
  const changed = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    const rest = Object.fromEntries(query);
    history.replaceState(null, "", link(view, { ...rest, search: value || null, after: null }));
    dispatchEvent(new HashChangeEvent("hashchange"));
  };
  return html`
    <label class="search">
      <span>${label}</span>
      <input type="search" .value=${query.get("search") ?? ""} @input=${changed}>
    </label>
  `;
}

/** Names and values. */
export function fields(values: Readonly<Record<string, unknown>>): TemplateResult {
  return html`<dl class="fields">
    ${
    Object.entries(values).map(([name, value]) =>
      html`
        <dt>${name}</dt>
        <dd>${value}</dd>
      `
    )
  }
  </dl>`;
}

/** A text as it is, of JSON with its lines broken. */
export function source(text: string | null): TemplateResult | typeof nothing {
  return text === null || text === "" ? nothing : html`<pre tabindex="0">${pretty(text)}</pre>`;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
