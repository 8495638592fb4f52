import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { get, send } from "./api.ts";
import { status, time } from "./parts.ts";
import { link } from "./places.ts";
import type { Message, Thread } from "./types.ts";

interface Chosen {
  readonly customer: string;
  readonly sender: string | null;
  readonly query: URLSearchParams;
  readonly again: () => Promise<void>;
}

/** A conversation as the customer's phone would show it, with a form to answer in the customer's place. */
export async function thread(chosen: Chosen): Promise<TemplateResult> {
  const { customer, query } = chosen;
  const before = query.get("before");
  const { sender, messages, earlier } = await get<Thread>("inbox/messages", {
    customer,
    sender: chosen.sender,
    before,
  });
  const rest = { search: query.get("search"), customer, sender };
  const oldest = messages[0]?.sid ?? null;
  return html`<section class="thread" aria-labelledby="thread-title">
    <h2 id="thread-title">${customer} <small>with ${sender ?? "nobody yet"}</small></h2>
    <nav class="pager" aria-label="Pages of messages">
      ${
    earlier
      ? html`<a href=${link("conversations", { ...rest, before: oldest })}>Earlier messages</a>`
      : nothing
  }
      ${
    before === null ? nothing : html`<a href=${link("conversations", rest)}>Latest messages</a>`
  }
    </nav>
    <ol class="messages" aria-live="polite">
      ${repeat(messages, ({ sid }) => sid, (message) => bubble(message, { ...chosen, sender }))}
    </ol>
    ${sender === null ? nothing : replyForm(chosen, sender)}
  </section>`;
}

function bubble(message: Message, { customer, sender, query }: Chosen): TemplateResult {
  const { sid, inbound, body, media } = message;
  const search = query.get("search");
  const href = link("conversations", {
    search,
    customer,
    sender,
    before: query.get("before"),
    message: sid,
  });
  const current = query.get("message") === sid;
  return html`
    <li class=${inbound ? "inbound" : "outbound"}>
      <a href=${href} aria-current=${current ? "true" : nothing}>
          <span class="who">${inbound ? "Customer" : "You"}:</span>
          <span class="body">${body}</span>
          ${media.map((url) => html`<span class="media">${url}</span>`)}
        </a>
      <span class="foot">${time(message.date)} ${status(message.status, message.errorCode)}</span>
    </li>
  `;
}

function replyForm({ customer, again }: Chosen, sender: string): TemplateResult {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const note = form.querySelector("output")!;
    const data = new FormData(form);
    const media = String(data.get("media")).split(/\s+/).filter((url) => url !== "");
    try {
      note.value = "Sending";
      await send("POST", "inbound", {
        from: customer,
        to: sender,
        body: data.get("body"),
        ...media.length > 0 && { media },
      });
      form.reset();
      note.value = "";
      await again();
    } catch (error) {
      note.value = (error as Error).message;
    }
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    (event.target as HTMLTextAreaElement).form!.requestSubmit();
  };
  return html`
    <form class="reply" @submit=${submit}>
      <label><span>Answer as ${customer}</span>
          <textarea name="body" rows="2" @keydown=${enter}></textarea>
        </label>
      <label><span>URLs of media</span> <input name="media" type="text"></label>
      <button>Send</button>
      <output aria-live="polite"></output>
    </form>
  `;
}
