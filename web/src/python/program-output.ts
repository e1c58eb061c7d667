import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { OutputBlock } from '../model/output-blocks.ts';
import { NO_OUTPUT, type ProgramOutput } from '../model/program-result.ts';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import styles from './program-output.css?inline';

/**
 * The output of a program, and its error.
 *
 * @fires line-request with the line, from 1, to show
 * @fires run-request to run again
 */
@customElement('highwater-program-output')
class ProgramOutputElement extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  /** `null` before the first run. */
  @property({ attribute: false }) output: ProgramOutput | null = null;
  @property({ type: Boolean }) running = false;
  /** The reason why the run failed, other than an exception of the program. */
  @property({ attribute: false }) failure: string | null = null;

  override render(): TemplateResult {
    const { blocks, raised } = this.output ?? NO_OUTPUT;
    return html`
      <h2>Output</h2>
      ${
        blocks.length === 0
          ? html`<p class="muted small silent" data-testid="no-output">
              ${this.#describeNothing()}
            </p>`
          : html`<pre tabindex="0" aria-label="Program output" data-testid="output">${blocks.map(
              (block, index) =>
                // Only the last block changes. It has no element, whose end would end its line.
                guard([block, index === blocks.length - 1], () =>
                  index === blocks.length - 1
                    ? renderBlock(block)
                    : html`<div class="block">${renderBlock(block)}</div>`,
                ),
            )}</pre>`
      }
      ${
        raised === null
          ? nothing
          : html`<div class="raised" role="alert" data-testid="raised">
              <p>
                <strong>${raised.type}</strong>${raised.message === '' ? '' : `: ${raised.message}`}
                ${raised.line === null ? nothing : this.#renderPlace(raised.line)}
              </p>
              ${raised.traceback && html`<pre tabindex="0" aria-label="Traceback" data-testid="traceback">${raised.traceback}</pre>`}
            </div>`
      }
      ${
        this.failure === null
          ? nothing
          : html`<div class="raised" role="alert" data-testid="run-failure">
              <p><strong>The run failed</strong>: ${this.failure}.</p>
              <button
                ?disabled=${this.running}
                @click=${() => send(this, 'run-request', null)}
              >
                ${glyph('run')} Try again
              </button>
            </div>`
      }
    `;
  }

  #describeNothing(): string {
    if (this.output === null) {
      return 'The output and errors of the program appear here.';
    }
    return this.running ? 'No output yet.' : 'No output.';
  }

  #renderPlace(line: number): TemplateResult {
    return html`<button
      class="small"
      @click=${() => send(this, 'line-request', line)}
    >
      Go to line ${line}
    </button>`;
  }
}

function renderBlock(block: OutputBlock): unknown {
  return block.map(({ stream, text }) =>
    stream === 1 ? text : html`<span class="stderr">${text}</span>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-program-output': ProgramOutputElement;
  }
}
