import { html, nothing, type TemplateResult } from "lit-html";
import { get, send } from "./api.ts";
import { source } from "./parts.ts";
import type { View } from "./places.ts";
import type { Fault } from "./types.ts";

/** What people want to see go wrong, in their words. */
const usual: readonly (readonly [name: string, rule: Fault["rule"]])[] = [
  ["Every request fails with 503", { status: 503 }],
  ["Every request meets 429 for now", { status: 429, retryAfter: 1 }],
  ["Every other request fails with 500", { every: 2, status: 500 }],
  ["Answers take two seconds", { latency: 2000 }],
  ["Connections break off", { reset: true }],
  ["Answers get lost after acting", { reset: true, processed: true }],
];

/** Faults on and off. */
export const faults: View = {
  title: "Faults",

  async show(_, again) {
    const { faults: rules } = await get<{ faults: readonly Fault[] }>("faults");
    const add = async (rule: unknown) => {
      await send("POST", "faults", rule);
      await again();
    };
    const remove = async (id: string) => {
      await send("DELETE", `faults/${id}`);
      await again();
    };
    return html`<section aria-labelledby="faults-title">
      <h2 id="faults-title">Faults</h2>
      ${rules.length === 0 ? html`<p>Nothing goes wrong.</p>` : nothing}
      <ul class="faults">
        ${
      rules.map(({ id, rule }) =>
        html`<li>
          ${source(JSON.stringify(rule))}
          <button @click=${() => remove(id)}>Switch off</button>
        </li>`
      )
    }
      </ul>
      <h3>Switch on</h3>
      <p class="buttons">
        ${usual.map(([name, rule]) => html`<button @click=${() => add(rule)}>${name}</button>`)}
      </p>
      ${ownRule(add)}
    </section>`;
  },
};

function ownRule(add: (rule: unknown) => Promise<void>): TemplateResult {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const note = form.querySelector("output")!;
    try {
      await add(JSON.parse(String(new FormData(form).get("rule"))));
      form.reset();
      note.value = "";
    } catch (error) {
      note.value = (error as Error).message;
    }
  };
  return html`
    <form @submit=${submit}>
      <label><span>A rule of your own, as JSON</span>
          <textarea name="rule" rows="4" spellcheck="false"
            placeholder='{ "operation": "createMessage", "first": 2, "status": 503 }'></textarea>
        </label>
      <button>Switch on</button>
      <output aria-live="polite"></output>
    </form>
  `;
}
