import { html, LitElement, nothing, svg, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import { excerpt, lineChanges } from '../model/line-diff.ts';
import { capitalized, LABELS } from '../plot/labels.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send, sendUp } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import { formatSize } from '../util/size.ts';
import type { EndedRun } from './answers.ts';
import parts from './lesson-parts.css?inline';
import styles from './lesson-solutions.css?inline';
import { endsOf, HEIGHT, livePath, WIDTH } from './small-plot.ts';
import { SOLUTIONS, type Solution } from './solutions.ts';
import { BUG, RANGES } from './steps.ts';

/** Context lines around a change. */
const AROUND = 1;

/**
 * The solutions, closed at first: the code, the plot beside the bug's, the cost.
 *
 * @fires solution-open - The policy of the opened solution.
 * @fires setup-request
 */
@customElement('highwater-solutions')
class Solutions extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(parts), unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  /** Canonical text. */
  @property() ranges = '';
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @property({ attribute: false }) runs: readonly EndedRun[] = [];
  @property({ type: Boolean }) running = false;
  /** Policies of the solutions that are open. */
  @property({ attribute: false }) opened: readonly string[] = [];

  override render(): TemplateResult {
    return html`
      <p>Three solutions for different cases. Try the exercise first.</p>
      ${SOLUTIONS.map((solution) => this.renderSolution(solution))}
    `;
  }

  private renderSolution(solution: Solution): TemplateResult {
    const { policy, title, idea, cost, wrong } = solution;
    const open = this.opened.includes(policy);
    return html`<details class="box"
      data-testid="solution"
      data-policy=${policy}
      ?open=${open}
      @toggle=${(event: Event) => {
        if ((event.target as HTMLDetailsElement).open) {
          send(this, 'solution-open', policy);
        }
      }}
    >
      <summary>${title}</summary>
      ${
        open
          ? html`<p>${idea}</p>
              ${this.renderCode(policy)} ${this.renderPlot(policy)}
              <p><strong>Cost:</strong> ${cost}</p>
              <p><strong>When not to use it:</strong> ${wrong}</p>`
          : nothing
      }
    </details>`;
  }

  /** The changes to the bug's program. */
  private renderCode(policy: string): TemplateResult {
    const [before = '', after = ''] = [BUG, policy].map(
      (one) => this.engine?.pythonProgram(one, this.ranges)?.text ?? '',
    );
    const lines = excerpt(lineChanges(before, after), AROUND);
    return html`<div
      class="changes"
      role="group"
      aria-label="Changes to the program for ${policy}"
      data-testid="solution-code"
    >
      ${lines.map((line) =>
        line === null
          ? html`<div class="gap" aria-hidden="true">⋯</div>`
          : html`<div class="change" data-is=${line.is}>
              <span class="sign" aria-hidden="true">${SIGNS[line.is]}</span>${
                line.is === 'kept'
                  ? nothing
                  : html`<span class="visually-hidden">${line.is}: </span>`
              }<code data-indent=${line.text.length - line.text.trimStart().length}>${line.text}</code>
            </div>`,
      )}
    </div>`;
  }

  private renderPlot(policy: string): TemplateResult {
    const both = [BUG, policy].map((one) => this.runs.find(({ result }) => result.policy === one));
    const [bug, solved] = both;
    const button = html`<button
      class="compact"
      ?disabled=${this.running}
      @click=${() =>
        sendUp(this, 'setup-request', {
          attributes: { policies: `${BUG},${policy}`, ranges: RANGES, scale: 'linear' },
          run: true,
        })}
    >
      ${glyph('run')} Run it beside the bug
    </button>`;
    if (bug === undefined || solved === undefined) {
      return html`<div class="acts">${button}</div>`;
    }
    const ends = endsOf([bug.timeline, solved.timeline]);
    const words = both
      .flatMap((run) => (run === undefined ? [] : [run.result]))
      .map((result) => `${result.policy} peaks at ${formatSize(result.memory.peakLive)}`)
      .join('; ');
    return html`<figure data-testid="solution-plot">
      <svg viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}" role="img" aria-label="${capitalized(LABELS.live)} over calls: ${words}">
        ${[bug, solved].map(
          ({ result, timeline }) => svg`<path
            data-slot=${this.#slotOf(result.policy)}
            d=${livePath(timeline, ends)}
          ></path>`,
        )}
      </svg>
      <figcaption class="small">
        ${[bug, solved].map(
          ({ result }) => html`<span data-slot=${this.#slotOf(result.policy)}
            ><i></i><code>${result.policy}</code> ${formatSize(result.memory.peakLive)}</span
          >`,
        )}
      </figcaption>
    </figure>`;
  }

  #slotOf(policy: string): number {
    return this.views.find((view) => view.name === policy)?.slot ?? 0;
  }
}

const SIGNS = { removed: '−', added: '+', kept: ' ' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'highwater-solutions': Solutions;
  }
}
