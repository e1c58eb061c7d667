/** The definition of a policy's decorator, which is in no module of Python. */

import { html, nothing, type TemplateResult } from 'lit';
import type { PythonProgram } from '../model/policy-program.ts';
import type { RunView } from '../runs/run-view.ts';
import type { Line } from './lines.ts';

/** True if a line is part of the definition. */
export function isDefinition({ number }: Line, { definition }: PythonProgram): boolean {
  return definition !== null && number >= definition.first && number <= definition.last;
}

/**
 * A line of the definition. A button precedes the first, and hides the others unless the definition
 * is unfolded: it is longer than the rest of the program, whose decisions come after it.
 */
export function renderDefinition(
  line: Line,
  { definition }: PythonProgram,
  unfolded: boolean,
  toggle: () => void,
): TemplateResult | typeof nothing {
  const { first, last } = definition ?? { first: 0, last: 0 };
  if (line.number !== first && !unfolded) {
    return nothing;
  }
  return html`${
    line.number === first
      ? html`<div class="line absent" data-fold>
          <span class="gutter" aria-hidden="true"></span>
          <span class="text" data-indent="0"
            ><button
              class="begin"
              aria-expanded=${unfolded ? 'true' : 'false'}
              @click=${toggle}
            >
              ${unfolded ? 'Hide' : 'Show'} the definition of the decorator: lines ${first} to ${last}
            </button></span
          >
        </div>`
      : nothing
  }${unfolded ? renderPlain(line) : nothing}`;
}

function renderPlain({ number, indent, pieces }: Line): TemplateResult {
  return html`<div class="line" data-line=${number}>
    <span class="gutter" aria-hidden="true">${number}</span>
    <code class="text" data-indent=${indent}
      >${pieces.map((piece) =>
        piece.is !== 'token' || piece.kind === 'space'
          ? piece.text
          : html`<span class=${piece.kind}>${piece.text}</span>`,
      )}</code
    >
  </div>`;
}

/** In place of a program that is being loaded, or could not be. */
export function renderUnloaded(
  { name, slot }: RunView,
  problem: string,
  retry: () => void,
): TemplateResult {
  return html`<div class="listing unloaded" data-slot=${slot} role="status">
    ${
      problem === ''
        ? html`<p class="small muted">Loading the program of ${name}…</p>`
        : html`<p class="error">The program did not load: ${problem}</p>
            <button class="small" @click=${retry}>Try again</button>`
    }
  </div>`;
}
