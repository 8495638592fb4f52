/** The page: which view is shown, and that it is shown anew when something happens. */
import { html, nothing, render } from "lit-html";
import { conversations } from "./conversations.ts";
import { exchanges } from "./exchanges.ts";
import { faults } from "./faults.ts";
import { watch } from "./live.ts";
import { link, placeOf, type View } from "./places.ts";
import { pool } from "./pool.ts";

const views: Readonly<Record<string, View>> = { conversations, pool, exchanges, faults };

let connected = true;
let shown: unknown = nothing;
let newest = 0;

/** Gets what the view shows, unless the page has moved on meanwhile. */
async function refresh(): Promise<void> {
  const { view, query } = placeOf(location.hash);
  const mine = ++newest;
  let content: unknown;
  try {
    const found = views[view];
    content = found === undefined
      ? html`<p>There is no such view.</p>`
      : await found.show(query, refresh);
  } catch (error) {
    content = html`<p role="alert">${(error as Error).message}</p>`;
  }
  if (mine !== newest) return;
  shown = content;
  draw();
}

function draw(): void {
  const { view } = placeOf(location.hash);
  document.title = `${views[view]?.title ?? "?"} – Senderpool sandbox`;
  const list = document.querySelector(".messages");
  const atEnd = list === null || list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  render(
    html`
      <a class="skip" href="#main" @click=${skip}>To the content</a>
      <header>
        <h1>Senderpool sandbox</h1>
        <nav aria-label="Views">
          ${Object.entries(views).map(([name, { title }]) =>
            html`<a href=${link(name)} aria-current=${
              name === view ? "page" : nothing
            }>${title}</a>`
          )}
        </nav>
        <p role="status">${connected ? "" : "The sandbox does not answer; trying again."}</p>
      </header>
      <main id="main" tabindex="-1">${shown}</main>
    `,
    document.body,
  );
  const drawn = document.querySelector(".messages");
  if (drawn !== null && (drawn !== list || atEnd)) drawn.scrollTop = drawn.scrollHeight;
}

function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main")?.focus();
}

addEventListener("hashchange", refresh);
document.body.replaceChildren();
watch(refresh, (is) => {
  if (is === connected) return;
  connected = is;
  draw();
});
refresh();
