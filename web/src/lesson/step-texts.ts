/** The steps of the lesson that are mostly text. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Engine } from '../engine/engine.ts';
import { judge } from '../model/run-result.ts';
import { BUILT_IN, BUILT_IN_NAMES } from '../settings/built-in-challenges.ts';
import { textsOf } from '../settings/chosen-policies.ts';
import type { PartName } from '../settings/events.ts';
import type { Attributes, Settings } from '../settings/settings.ts';
import { glyph, size } from '../ui/shared.ts';
import { formatCount } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import { type EndedRun, highest } from './answers.ts';
import { BUG, FIX_LIMIT, RANGES, type StepId } from './steps.ts';

/** The lesson as its steps see it, and their requests to the playground. */
export interface StepContext {
  readonly running: boolean;
  /** The displayed policy. */
  readonly policy: string | null;
  /** Opens another step. */
  go(step: StepId): void;
  /** Runs the policies. */
  run(): void;
  /** Stops the runs. */
  stop(): void;
  /** Brings a part of the playground into view. */
  show(part: PartName): void;
  /** Changes the settings of the playground, and runs with them if `run` is true. */
  setUp(attributes: Attributes, run: boolean): void;
}

export function renderRead(lesson: StepContext): TemplateResult {
  return html`
    <p>
      <code>factorial_plus</code> multiplies its way down to 1. Each object computes it for 0, 1, 2
      and so on; then the next object is created. A cache stores the results.
    </p>
    <p>
      Four decisions define that cache: its <strong>owner</strong>, its <strong>maximum
      size</strong>, when it is <strong>cleared</strong>, and when dead objects are
      <strong>freed</strong>. All four are fields in the code. Change one to change the policy and
      its preview.
    </p>
    <div class="acts">
      <button @click=${() => lesson.show('code')}>Go to the code</button>
      <button class="primary" @click=${() => lesson.go('predict')}>Continue</button>
    </div>
  `;
}

export function renderRun(
  lesson: StepContext,
  engine: Engine,
  settings: Settings,
  runs: readonly EndedRun[],
): TemplateResult {
  const policies = textsOf(settings.policies);
  const calls = policies.reduce(
    (sum, policy) => sum + engine.plannedCalls(policy, settings.ranges),
    0,
  );
  const objects = engine.rangesOf(settings.ranges).reduce((sum, range) => sum + range, 0);
  const top = highest(runs);
  return html`
    <p>
      A run creates ${formatCount(objects)} objects under each policy,
      ${formatCount(calls)} calls in all, and records every allocation.
    </p>
    <div class="acts">
      ${
        lesson.running
          ? html`<button @click=${() => lesson.stop()}>
              ${glyph('stop')} Stop the runs
            </button>`
          : html`<button
              class="primary"
              ?disabled=${policies.length === 0}
              @click=${() => lesson.run()}
            >
              ${glyph('run')} Run ${policies.length === 1 ? policies[0] : 'all policies'}
            </button>`
      }
    </div>
    ${
      top === null
        ? html`<p class="muted">Watch the plot during the run: the line shows live bytes, the dashed
            step above it linear memory.</p>`
        : html`<p data-testid="lesson-peak">
              The highest peak is ${size(top.memory.peakLive)} of <code>${top.policy}</code>${
                top.memory.peakCall === null
                  ? nothing
                  : html`, at call ${formatCount(top.memory.peakCall)}`
              }: the labelled dot on the plot. Where a curve falls and its dashed step does not,
              freed memory is still held.
            </p>
            <div class="acts">
              <button @click=${() => lesson.show('plot')}>Go to the plot</button>
              <button @click=${() => lesson.go('predict')}>Check your predictions</button>
            </div>`
    }
  `;
}

export function renderFind(
  lesson: StepContext,
  engine: Engine,
  settings: Settings,
  found: boolean,
): TemplateResult {
  const line = zoomedLine(settings, engine, lesson.policy);
  return html`
    <p>
      Which line allocated the bytes? The flamegraph shows the live bytes at the peak: each box is a
      line of the program, as wide as the bytes that it and its callees have allocated. Follow the
      widest boxes down and select the one with nearly all bytes.
    </p>
    <div class="acts">
      <button class=${found ? '' : 'primary'} @click=${() => showFlamegraph(lesson, settings)}>
        Show the bug’s flamegraph
      </button>
    </div>
    ${
      line === ''
        ? nothing
        : html`<p data-testid="lesson-found">
            ${glyph('check')} Found: <code>${line}</code>. The line itself is harmless; something
            else keeps its results alive: see the hints.
          </p>`
    }
  `;
}

export function renderNative(lesson: StepContext): TemplateResult {
  return html`
    <p>
      The Python line shows where; the native frames below it show why. Turn on Native, run again
      and look below <code>factorial_plus</code>: the results are big integers, and the cache’s table
      grows to hold their keys.
    </p>
    <div class="acts">
      <button
        class="primary"
        ?disabled=${lesson.running}
        @click=${() => lesson.setUp({ native: '1' }, true)}
      >
        Run with native stacks
      </button>
      <button @click=${() => lesson.show('reports')}>Go to the flamegraph</button>
    </div>
  `;
}

export function renderHints(
  lesson: StepContext,
  opened: readonly string[],
  open: (name: string) => void,
): TemplateResult {
  const hint = (name: string, title: string, body: TemplateResult) => html`<details
    class="box hint"
    data-testid="hint"
    ?open=${opened.includes(name)}
    @toggle=${(event: Event) => {
      if ((event.target as HTMLDetailsElement).open) {
        open(name);
      }
    }}
  >
    <summary>${title}</summary>
    ${body}
  </details>`;
  return html`
    <p>Two hints, for when you are stuck.</p>
    ${hint(
      'key',
      'Hint 1: the parts of a key',
      html`<p>
        A cache distinguishes calls by their arguments, so its key contains all of them. Count them
        in <code>def factorial_plus(self, n)</code>: which of the two is still useful when the loop
        has moved on to the next object? And where is a result stored, and for how long, if the
        cache belongs to the class?
      </p>`,
    )}
    ${hint(
      'linter',
      'Hint 2: the linter’s message',
      html`<p>
          A comment beside the decorator silences pylint. Remove it and read the message.
        </p>
        <div class="acts">
          <button @click=${() => lesson.show('lint')}>Show the comment</button>
        </div>`,
    )}
  `;
}

export function renderFix(lesson: StepContext, runs: readonly EndedRun[]): TemplateResult {
  const { policy } = lesson;
  const run = runs.find(({ result }) => result.policy === policy);
  const verdict = run === undefined ? null : judge(run.result, FIX_LIMIT);
  return html`
    <p>
      Your turn: reduce the peak of the whole exercise below 70 MB. Start with the bug alone, change
      a decision in the code, and run.
    </p>
    <div class="acts">
      <button
        class="primary"
        ?disabled=${lesson.running}
        @click=${() => {
          lesson.setUp({ policies: BUG, ranges: RANGES, limit: '70MB', scale: 'linear' }, false);
          lesson.show('code');
        }}
      >
        Start with the bug alone
      </button>
      <button
        ?disabled=${lesson.running || policy === null}
        @click=${() => lesson.run()}
      >
        ${glyph('run')} Run my policy
      </button>
    </div>
    <p data-testid="lesson-fix" data-verdict=${verdict ?? 'none'}>
      ${
        run === undefined
          ? html`<code>${policy}</code> has not been run yet.`
          : html`<code>${policy}</code> peaks at ${size(run.result.memory.peakLive)}${
              verdict === null
                ? '.'
                : verdict === 'pass'
                  ? ': under 70 MB.'
                  : `: ${formatSize(run.result.memory.peakLive - FIX_LIMIT)} over the limit.`
            }`
      }
    </p>
    <h4>Challenges</h4>
    <ul class="challenges">
      ${BUILT_IN_NAMES.map(
        (name) => html`<li>
          <button
            class="compact"
            @click=${() => {
              lesson.setUp({ challenge: name }, false);
              lesson.show('challenge');
            }}
          >
            ${BUILT_IN[name].title}
          </button>
        </li>`,
      )}
    </ul>
  `;
}

export function renderProve(lesson: StepContext): TemplateResult {
  return html`
    <p>
      A fix needs a test. The exercise’s tests check two properties of your policy: its high-water
      mark stays under a limit, and every result is the same as without a cache.
    </p>
    <div class="acts">
      <button class="primary" @click=${() => lesson.show('tests')}>Go to the tests</button>
    </div>
  `;
}

function showFlamegraph(lesson: StepContext, settings: Settings): void {
  const of = textsOf(settings.policies).includes(BUG) ? BUG : 'first';
  lesson.setUp({ report: 'high-water-mark', view: 'flamegraph', of, zoom: '' }, false);
  lesson.show('reports');
}

/** The line that fills the flamegraph's width; empty if it is not a single line. */
function zoomedLine({ report, ranges }: Settings, engine: Engine, policy: string | null): string {
  const key = report.flamegraph.zoom.at(-1) ?? '';
  const line = Number(/^_?factorial_plus@.*:(\d+)$/.exec(key)?.[1] ?? 0);
  const shown = report.run ?? policy;
  if (line === 0 || shown === null) {
    return '';
  }
  return engine.pythonProgram(shown, ranges)?.text.split('\n')[line - 1]?.trim() ?? '';
}
