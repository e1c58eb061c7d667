import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import table from '../exercise-tests/test-table.css?inline';
import { writeShare, writeSummary, writeVerdict } from '../exercise-tests/text.ts';
import type { RunResult } from '../model/run-result.ts';
import { glyph, SHARED_STYLES, size } from '../ui/shared.ts';
import { TABLE_STYLES } from '../ui/table-styles.ts';
import { formatDuration } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import styles from './program-tests.css?inline';
import type { FileTest, ProgramTestOutcome } from './run-tests.ts';

/** The test in progress. */
export interface TestProgress {
  /** Its position among the tests, from 1. */
  readonly index: number;
  readonly count: number;
  /** Its result so far; `null` before the first records. */
  readonly result: RunResult | null;
}

/** The tests of a program, and their progress. */
export interface ProgramTestRun {
  readonly phase: 'reading' | 'running' | 'finished' | 'stopped' | 'broken';
  readonly tests: readonly Pick<FileTest, 'file' | 'name' | 'limit'>[];
  readonly outcomes: readonly ProgramTestOutcome[];
  /** Messages about changed fixed ranges. */
  readonly changed: readonly string[];
  /** The reason why the tests could not be completed. */
  readonly error: string;
  /** The name of the tested version. */
  readonly name: string;
  /** The tested files as one text. */
  readonly source: string;
  /** `null` if none is in progress. */
  readonly progress: TestProgress | null;
}

/** The report of a program's tests, in the style of pytest. */
@customElement('highwater-program-tests')
class ProgramTests extends LitElement {
  static override styles = [...SHARED_STYLES, TABLE_STYLES, unsafeCSS(table), unsafeCSS(styles)];

  @property({ attribute: false }) run: ProgramTestRun | null = null;
  /** The present files as one text. */
  @property({ attribute: false }) source = '';
  /** True for a program without an exercise. */
  @property({ type: Boolean }) own = false;

  override render(): TemplateResult {
    const { run } = this;
    if (run === null) {
      return html`<h2>Tests</h2>
        <p class="muted small">
          ${
            this.own
              ? nothing
              : 'The exercise’s tests check the program’s peak memory and its results.'
          }
          Functions in your ${this.own ? 'files' : 'file'} whose names begin with
          <code>test_</code> are run${this.own ? '' : ' too'}.
        </p>`;
    }
    const { tests, outcomes } = run;
    const stale = run.source !== this.source;
    return html`<h2>Tests</h2>
      ${
        stale
          ? html`<p class="small" data-testid="stale-tests">
              ${glyph('warning')} These results are of <strong>${run.name}</strong>, not of the present
              code.
            </p>`
          : nothing
      }
      <div class="report ${stale ? 'stale' : ''}" data-phase=${run.phase} data-testid="program-test-report">
        ${run.phase === 'reading' ? html`<p class="muted small">Reading the tests…</p>` : nothing}
        ${tests.length === 0 ? nothing : this.#renderTable(run)}
        ${run.changed.map((text) => html`<p class="bad small">${glyph('warning')} ${text}</p>`)}
        ${outcomes.map((outcome) => renderFailure(outcome))}
        ${run.error === '' ? nothing : html`<p class="bad" role="alert">${run.error}</p>`}
        <p role="status" data-testid="program-test-status">
          ${
            run.phase === 'finished'
              ? html`<strong>${writeSummary(outcomes)}</strong>`
              : run.phase === 'stopped'
                ? 'Stopped.'
                : ''
          }
        </p>
      </div>`;
  }

  #renderTable({ tests, outcomes, phase }: ProgramTestRun): TemplateResult {
    return html`<table aria-label="Tests of the program">
      <thead>
        <tr>
          <th scope="col">Test</th>
          <th scope="col">Outcome</th>
          <th scope="col" class="number">Time</th>
          <th scope="col" class="number">Peak</th>
        </tr>
      </thead>
      <tbody>
        ${tests.map((test, index) => {
          const outcome = outcomes[index];
          return html`<tr data-testid="program-test" data-name=${test.name}>
            <th scope="row">
              <code><span class="file">${test.file}::</span>${test.name}</code>
              ${
                test.limit === null
                  ? nothing
                  : html`<span class="muted small">limit ${formatSize(test.limit)}</span>`
              }
            </th>
            ${
              outcome === undefined
                ? html`<td colspan="3" class="muted">
                    ${phase === 'running' && index === outcomes.length ? 'running' : 'waiting'}
                  </td>`
                : html`<td class=${outcome.passed ? 'good' : 'bad'} data-testid="verdict">
                      ${writeVerdict(outcome)}
                      <span class="share muted">${writeShare(index + 1, tests.length)}</span>
                    </td>
                    <td class="number">${formatDuration(outcome.durationMs)}</td>
                    <td class="number">${size(outcome.peakLive)}</td>`
            }
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}

function renderFailure({
  file,
  name,
  message,
}: ProgramTestOutcome): TemplateResult | typeof nothing {
  return message === null
    ? nothing
    : html`<section class="failure" aria-label="Failure of ${name}" data-testid="test-failure">
        <h3><code>${file}::${name}</code></h3>
        <pre tabindex="0">${message}</pre>
      </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-program-tests': ProgramTests;
  }
}
