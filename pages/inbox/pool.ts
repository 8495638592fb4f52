import { html, nothing } from "lit-html";
import { get } from "./api.ts";
import type { View } from "./places.ts";
import type { Pools } from "./types.ts";

/** The pool of each service. */
export const pool: View = {
  title: "Pool",

  async show() {
    const { services } = await get<Pools>("inbox/pools");
    return html`<section aria-labelledby="pool-title">
      <h2 id="pool-title">Pools</h2>
      ${services.length === 0 ? html`<p>There is no service.</p>` : nothing}
      ${
      services.map(({ sid, friendlyName, members, total }) =>
        html`<article>
          <h3>${friendlyName ?? "A service without a name"} <code>${sid}</code></h3>
          ${members.length === 0 ? html`<p>Nothing is in its pool.</p>` : table(members)}
          ${total > members.length ? html`<p>And ${total - members.length} more.</p>` : nothing}
        </article>`
      )
    }
    </section>`;
  },
};

function table(members: Pools["services"][number]["members"]) {
  return html`
    <div class="wide" tabindex="0" role="region" aria-label="Senders">
      <table>
        <thead>
          <tr>
            <th>Sender</th>
            <th>Kind</th>
            <th>Country</th>
            <th>SID</th>
          </tr>
        </thead>
        <tbody>
            ${members.map(({ address, kind, countryCode, sid }) =>
              html`
                <tr>
                  <td>${address}</td>
                  <td>${kind}</td>
                  <td>${countryCode ?? ""}</td>
                  <td><code>${sid}</code></td>
                </tr>
              `
            )}
          </tbody>
      </table>
    </div>
  `;
}
