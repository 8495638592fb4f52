import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { get } from "./api.ts";
import { fields, source, status, time } from "./parts.ts";
import { link } from "./places.ts";
import type { Callback, MessageDetails } from "./types.ts";

/** A message opened: its course, why this sender, and what webhooks were told. */
export async function details(sid: string, query: URLSearchParams): Promise<TemplateResult> {
  const message = await get<MessageDetails>(`inbox/messages/${encodeURIComponent(sid)}`);
  const rest = { ...Object.fromEntries(query), message: null };
  return html`<section class="details" aria-labelledby="message-title">
    <h2 id="message-title">Message</h2>
    <a class="close" href=${link("conversations", rest)}>Close</a>
    ${
    fields({
      sid: html`<code>${message.sid}</code>`,
      from: message.from ?? "nobody yet",
      to: message.to,
      service: message.messagingServiceSid ?? "none",
    })
  }
    <h3>Course</h3>
    <ol class="course">
      ${
    message.course.map((step) =>
      html`<li>${time(step.date)} ${status(step.status, step.errorCode)}</li>`
    )
  }
    </ol>
    <h3>Why this sender</h3>
    <ul>${message.choice.map((reason) => html`<li>${reason}</li>`)}</ul>
    <h3>Webhooks</h3>
    ${message.callbacks.length === 0 ? html`<p>None were told.</p>` : nothing}
    ${repeat(message.callbacks, ({ number }) => number, callback)}
  </section>`;
}

function callback(one: Callback): TemplateResult {
  const result = one.status ?? one.outcome;
  const bad = one.status === null ? one.outcome !== "waiting" : one.status >= 400;
  return html`<details>
    <summary>${one.about} <span class="status ${bad ? "bad" : ""}">${result}</span></summary>
    ${
    fields({
      url: one.url,
      ...one.signature !== null && { "X-Twilio-Signature": html`<code>${one.signature}</code>` },
      ...one.reason !== null && { reason: one.reason },
    })
  }
    <h4>Fields</h4>
    ${fields(one.fields)}
    ${one.answer === null ? nothing : html`<h4>Answer</h4>${source(one.answer)}`}
  </details>`;
}
