import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import TESTS from '../../exercises/lru-cache/test_lru_cache.py?raw';
import { namesOf, type TestOutcome, type UnitTests } from '../model/test-report.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { TEST_LIMIT } from '../settings/challenge.ts';
import { type PartEvent, send } from '../settings/events.ts';
import choices from '../ui/choices.css?inline';
import { COPY_STYLES, CopyButtons } from '../ui/copy-button.ts';
import bar from '../ui/progress-bar.css?inline';
import { glyph, SHARED_STYLES, size } from '../ui/shared.ts';
import { cardStyles, TABLE_STYLES } from '../ui/table-styles.ts';
import { formatCompact, formatDuration } from '../util/format.ts';
import { explainSize, parseSize } from '../util/size.ts';
import { chosenPolicy, policyChoice } from './policy-choice.ts';
import type { TestRun } from './test-controller.ts';
import table from './test-table.css?inline';
import styles from './tests-panel.css?inline';
import { writeReport, writeShare, writeSummary, writeVerdict } from './text.ts';
import '../ui/text-field.ts';

/** Suggested limits. */
const LIMITS = [
  ['200MB', '200 MB'],
  ['70MB', '70 MB'],
] as const;

const readLimit = (text: string): string => parseSize(text).text;

/**
 * The exercise's unit tests: a policy and a limit to run them with, and their results in the style
 * of pytest.
 *
 * @fires policy-select @fires test-request @fires test-stop
 */
@customElement('highwater-tests-panel')
class TestsPanel extends LitElement {
  static override styles = [
    ...SHARED_STYLES,
    COPY_STYLES,
    unsafeCSS(choices),
    unsafeCSS(bar),
    TABLE_STYLES,
    unsafeCSS(table),
    unsafeCSS(styles),
    cardStyles('44rem'),
  ];

  /** The policies to choose from. */
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  /** The policy to test; `null` for the first. */
  @shared @property() selected: string | null = null;
  @property({ attribute: false }) unitTests: UnitTests | null = null;
  /** The latest requested tests. */
  @property({ attribute: false }) run: TestRun | null = null;
  @state() private limit: string = TEST_LIMIT;
  private readonly copying = new CopyButtons(this);

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('run')) {
      this.copying.reset();
    }
  }

  override render(): TemplateResult {
    const { unitTests, views } = this;
    const running = this.run?.phase === 'running';
    const policy = chosenPolicy(views, this.selected);
    return html`
      <div class="head">
        <h2>Tests</h2>
        ${policyChoice(this, views, policy, running)}
        <highwater-text-field
          label="Memory limit"
          .value=${this.limit}
          .hint=${explainSize(parseSize(this.limit))}
          .suggestions=${LIMITS}
          .read=${readLimit}
          ?disabled=${running}
          @value-change=${({ detail }: PartEvent<'value-change'>) => {
            this.limit = detail;
          }}
        ></highwater-text-field>
        <div class="buttons">
          <button
            class="primary"
            ?disabled=${running || policy === null || unitTests === null}
            @click=${() => {
              if (policy !== null) {
                send(this, 'test-request', { policy, limit: this.limit });
              }
            }}
          >
            ${glyph('run')} Run tests
          </button>
          <button ?disabled=${!running} @click=${() => send(this, 'test-stop', null)}>
            ${glyph('stop')} Stop tests
          </button>
        </div>
      </div>
      ${unitTests === null ? nothing : this.renderReport(unitTests)}
      <p class="visually-hidden" role="status" data-testid="test-status">${this.#status()}</p>
    `;
  }

  private renderReport(unitTests: UnitTests): TemplateResult {
    const { run } = this;
    return html`
      ${
        run === null
          ? html`<p class="empty muted small" data-testid="tests-empty">
              ${namesOf(unitTests).length} unit tests check a policy’s peak memory and its results.
            </p>`
          : this.renderRun(run, unitTests)
      }
      <details class="source">
        <summary>Show ${unitTests.file}</summary>
        <pre tabindex="0" aria-label=${unitTests.file}><code>${withLimit(TESTS, run?.limit.text ?? this.limit)}</code></pre>
      </details>
    `;
  }

  private renderRun(run: TestRun, unitTests: UnitTests): TemplateResult {
    const names = namesOf(unitTests);
    const shown = run.phase === 'running' ? names : names.slice(0, run.tests.length);
    return html`
      <div class="report" data-phase=${run.phase} data-testid="test-report">
        <div class="caption small">
          <span class="muted">
            <code class="ink">${run.policy}</code>, ranges ${run.ranges}, memory limit
            ${run.limit.quantity} ${run.limit.unit}
          </span>
          ${this.copying.render({ text: () => textOf(run, unitTests) }, run.tests.length === 0)}
        </div>
        ${shown.length === 0 ? nothing : this.renderTable(run, shown, unitTests)}
        ${this.renderFailures(run)} ${this.renderEnd(run, names.length)}
      </div>
    `;
  }

  private renderTable(run: TestRun, names: readonly string[], { file }: UnitTests): TemplateResult {
    return html`<table role="table" aria-label="Tests of ${run.policy}">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Test</th>
          <th role="columnheader" scope="col">Outcome</th>
          <th role="columnheader" scope="col" class="number">Done</th>
          <th role="columnheader" scope="col" class="number">Time</th>
          <th role="columnheader" scope="col" class="number">Peak</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${names.map((name, index) => {
          const outcome = run.tests[index];
          return html`<tr role="row" data-testid="test-row" data-name=${name}>
            <th role="rowheader" scope="row"><code><span class="file">${file}::</span>${name}</code></th>
            ${outcome === undefined ? this.renderWaiting(run, name) : renderOutcome(outcome, index, names.length)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  private renderWaiting({ progress }: TestRun, name: string): TemplateResult {
    if (progress?.name !== name) {
      return html`<td role="cell" colspan="4" class="muted">waiting</td>`;
    }
    const { calls, plannedCalls } = progress;
    return html`<td role="cell" colspan="4" class="going">
      <span>running</span>
      ${
        plannedCalls === 0
          ? nothing
          : html`<progress max=${plannedCalls} value=${calls} aria-label="${name}: calls made"></progress>
              <span class="muted">${formatCompact(calls)} of ${formatCompact(plannedCalls)} calls</span>`
      }
    </td>`;
  }

  private renderFailures({ tests }: TestRun): TemplateResult | typeof nothing {
    const failures = tests.filter(({ passed }) => !passed);
    return failures.length === 0
      ? nothing
      : html`<div class="failures">
          ${failures.map(
            ({
              name,
              message,
            }) => html`<section aria-label="Failure of ${name}" data-testid="test-failure">
              <h3>${glyph('cross')}<code>${name}</code></h3>
              <pre tabindex="0" aria-label="Message of ${name}">${message}</pre>
            </section>`,
          )}
        </div>`;
  }

  private renderEnd(run: TestRun, count: number): TemplateResult | typeof nothing {
    const { phase, tests, error } = run;
    switch (phase) {
      case 'running':
        return nothing;
      case 'stopped':
        return html`<p class="end stopped" data-testid="test-summary">
          ${glyph('stop')} Stopped after ${tests.length} of ${count} tests
        </p>`;
      case 'broken':
        return html`<p class="end failed" role="alert" data-testid="test-summary">
          ${glyph('warning')} The tests could not be run: ${error}
        </p>`;
      case 'finished': {
        const failed = tests.some(({ passed }) => !passed);
        return html`<p class="end ${failed ? 'failed' : 'passed'}" data-testid="test-summary">
          ${glyph(failed ? 'cross' : 'check')} ${writeSummary(tests)}
        </p>`;
      }
    }
  }

  /** The status for screen readers, as one sentence. */
  #status(): string {
    const { run } = this;
    if (run === null) {
      return '';
    }
    switch (run.phase) {
      case 'running':
        return `Testing ${run.policy}`;
      case 'stopped':
        return 'The tests were stopped';
      // The error is announced as an alert.
      case 'broken':
        return '';
      case 'finished':
        return `${run.policy}: ${writeSummary(run.tests)}`;
    }
  }
}

function renderOutcome(outcome: TestOutcome, index: number, count: number): TemplateResult {
  const { passed, durationMs, peakLive } = outcome;
  return html`
    <td role="cell" class="verdict ${passed ? 'passed' : 'failed'}">${writeVerdict(outcome)}</td>
    <td role="cell" class="number muted share">${writeShare(index + 1, count)}</td>
    <td role="cell" class="number">${formatDuration(durationMs)}</td>
    <td role="cell" class="number">${size(peakLive)}</td>
  `;
}

/** The tests with another memory limit, in pytest-memray's syntax. */
function withLimit(text: string, limit: string): string {
  const { quantity, unit } = parseSize(limit);
  return text.replace('limit_memory("200 MB")', `limit_memory("${quantity} ${unit}")`);
}

function textOf({ policy, ranges, limit, tests }: TestRun, unitTests: UnitTests): string {
  return writeReport({
    policy,
    ranges,
    limit: `${limit.quantity} ${limit.unit}`,
    file: unitTests.file,
    tests,
    count: namesOf(unitTests).length,
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-tests-panel': TestsPanel;
  }
}
