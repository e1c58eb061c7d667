/** The choice of one of the page's policies, synchronized with the selection everywhere. */

import { html, type TemplateResult } from 'lit';
import type { RunView } from '../runs/run-view.ts';
import { send } from '../settings/events.ts';

/** The selected policy, otherwise the first; `null` if there is none. */
export function chosenPolicy(views: readonly RunView[], selected: string | null): string | null {
  const view = views.find(({ name }) => name === selected) ?? views[0];
  return view?.name ?? null;
}

export function policyChoice(
  element: EventTarget,
  views: readonly RunView[],
  chosen: string | null,
  disabled: boolean,
): TemplateResult {
  return html`<label class="policy-choice">
    Policy
    <select
      ?disabled=${disabled || views.length === 0}
      @change=${(event: Event) =>
        send(element, 'policy-select', (event.target as HTMLSelectElement).value)}
    >
      ${views.map(
        ({ name }) => html`<option value=${name} .selected=${name === chosen}>${name}</option>`,
      )}
    </select>
  </label>`;
}
