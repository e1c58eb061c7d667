import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Source, sourceAt, writeOffset, writePlace } from '../../model/places.ts';
import type { CodePlace, StackAnswer, StackSymbol } from '../../model/report-answers.ts';
import { functionName } from '../../ui/function-name.ts';
import { SHARED_STYLES } from '../../ui/shared.ts';
import { formatCount } from '../../util/format.ts';
import { formatSize } from '../../util/size.ts';
import styles from './native-stack-steps.css?inline';
import {
  type Call,
  journeyOf,
  type Repeated,
  type StackSteps,
  storedBytes,
} from './stack-steps.ts';

/** The text of each step, in order. */
const STEPS = [
  {
    title: 'Bytes',
    text: 'Before each call, the engine writes four bytes to a stack of its own in linear memory: the position of the call in its code. These bytes were on the stack when the memory of this report was allocated. Nothing else is recorded during the run, so the cost is low, and there are no names yet.',
  },
  {
    title: 'Offsets',
    text: 'WebAssembly stores numbers with the lowest byte first. Each number is an offset from the start of the module’s code: an instruction pointer. The capture stores these numbers alone.',
  },
  {
    title: 'Functions',
    text: 'Names are looked up when a report requests them. The debug information, a file loaded only then, has the function at each offset, and its source line.',
  },
  {
    title: 'Inlined calls',
    text: 'The compiler has copied small functions into their callers. Such a call leaves nothing on the stack, but the debug information records it: one offset can represent several frames.',
  },
  {
    title: 'Hybrid stack',
    text: 'The native frames go below the line of Python that was current when they were called. The bytes attributed to this line are now attributed to the functions that allocated them.',
  },
] as const;

/** The step from which a column is shown. */
const OFFSETS = 1;
const FUNCTIONS = 2;
const INLINED = 3;
const HYBRID = 4;

/**
 * The resolution of native frames, step by step, for one calling context: from the bytes on the
 * shadow stack to names below a line of Python.
 */
@customElement('highwater-native-journey')
class NativeStackSteps extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  /** The example. */
  @property({ attribute: false }) stack: StackAnswer | null = null;
  /** The lines of each file that is known. */
  @property({ attribute: false }) source: Source = new Map();
  /** The reason why there are no names, as text without a full stop; `null` if there are names. */
  @property({ attribute: false }) symbolsProblem: string | null = null;
  @state() private step = 0;
  @query('[aria-current]') private current!: HTMLElement | null;
  /** The last rendered step. */
  #rendered = 0;
  private journey: StackSteps = { frames: [], calls: [], outer: 0 };

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('stack') && this.stack !== null) {
      this.journey = journeyOf(this.stack);
    }
  }

  override updated(): void {
    // The current line of Python is visible first, its callers are above.
    const scroller = this.renderRoot.querySelector('.scroll');
    const line = scroller?.querySelector<HTMLElement>('[data-current]');
    if (scroller && line && this.step !== this.#rendered) {
      scroller.scrollTop = line.offsetTop;
    }
    this.#rendered = this.step;
  }

  override render(): TemplateResult {
    const { stack, step } = this;
    if (stack === null) {
      return html`<p class="muted">No stack yet.</p>`;
    }
    const { title, text } = STEPS[step] as (typeof STEPS)[number];
    return html`<section aria-label="From instruction pointers to names">
      <p class="small muted">
        The example is the calling context with the most live bytes at call ${formatCount(stack.calls)}:
        ${this.describeAmount(stack)}.
      </p>
      <div class="stepper" @keydown=${this.keyPressed}>
        <ol>
          ${STEPS.map(
            (each, index) => html`<li>
              <button
                aria-current=${index === step ? 'step' : nothing}
                @click=${() => this.go(index)}
              >
                <span class="index">${index + 1}</span> ${each.title}
              </button>
            </li>`,
          )}
        </ol>
        <div class="turn">
          <button class="small" ?disabled=${step === 0} @click=${() => this.go(step - 1)}>Back</button>
          <button
            class="small"
            ?disabled=${step === STEPS.length - 1}
            @click=${() => this.go(step + 1)}
          >
            Next
          </button>
        </div>
      </div>
      <p class="text" role="status" data-testid="journey-text">
        <strong>${title}.</strong> ${text}
        ${
          step >= FUNCTIONS && this.symbolsProblem !== null
            ? html`<span class="problem">Names are not available: ${this.symbolsProblem}.</span>`
            : nothing
        }
        ${step === INLINED ? this.renderCount() : nothing}
      </p>
      ${
        this.journey.calls.length === 0
          ? html`<p class="muted">This stack has no recorded native call.</p>`
          : step === HYBRID
            ? this.renderHybrid(stack)
            : this.renderCalls()
      }
    </section>`;
  }

  private describeAmount({ bytes, count }: StackAnswer): string {
    return `${formatSize(bytes)} in ${formatCount(count)} ${count === 1 ? 'allocation' : 'allocations'}`;
  }

  private renderCount(): TemplateResult {
    const { calls } = this.journey;
    const frames = calls.reduce((sum, { symbols }) => sum + Math.max(1, symbols.length), 0);
    return html`Here ${formatCount(calls.length)} ${calls.length === 1 ? 'offset represents' : 'offsets represent'} ${formatCount(frames)} ${frames === 1 ? 'frame' : 'frames'}.`;
  }

  /** The calls on the shadow stack, with the facts known at this step. */
  private renderCalls(): TemplateResult {
    const { step } = this;
    const { calls, outer } = this.journey;
    const header = (label: string, from: number) =>
      step < from
        ? nothing
        : html`<th scope="col" class=${classOf(label)} ?data-new=${step === from}>
            ${label}
          </th>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Calls on the shadow stack">
        <table>
          <thead>
            <tr>
              <th scope="col" class="number slot">Slot</th>
              ${header('Bytes', 0)} ${header('Offset', OFFSETS)}
              ${header('Function', FUNCTIONS)}
            </tr>
          </thead>
          <tbody>
            ${calls.map((call) => this.renderCall(call))}
          </tbody>
        </table>
      </div>
      ${
        outer === 0
          ? nothing
          : html`<p class="small muted">
            ${formatCount(outer)} more ${outer === 1 ? 'slot is' : 'slots are'} used by outer calls.
          </p>`
      }`;
  }

  private renderCall({ slot, offset, symbols }: Call): TemplateResult {
    const { step } = this;
    const shown = step >= INLINED ? symbols : symbols.slice(0, 1);
    return html`<tr data-testid="call">
      <th scope="row" class="number slot">${formatCount(slot)}</th>
      <td class="bytes" ?data-new=${step === 0}><code>${storedBytes(offset)}</code></td>
      ${
        step < OFFSETS
          ? nothing
          : html`<td class="offset" ?data-new=${step === OFFSETS}><code>${writeOffset(offset)}</code></td>`
      }
      ${
        step < FUNCTIONS
          ? nothing
          : html`<td class="function" ?data-new=${step === FUNCTIONS}>
            ${
              shown.length === 0
                ? html`<span class="muted">unknown</span>`
                : shown.map((symbol) => this.renderSymbol(symbol))
            }
          </td>`
      }
    </tr>`;
  }

  private renderSymbol(symbol: StackSymbol): TemplateResult {
    return html`<div class="symbol" ?data-inlined=${symbol.inlined}>
      ${functionName(symbol.name)}
      <code class="muted place">${writePlace(symbol)}</code>
      ${symbol.inlined ? html`<span class="tag">inlined</span>` : nothing}
    </div>`;
  }

  /** Python's frames, and below each the native frames of its calls. */
  private renderHybrid(stack: StackAnswer): TemplateResult {
    const { frames } = this.journey;
    const current = frames.findLast(({ kind }) => kind === 'python');
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Hybrid stack">
        <ol class="hybrid">
          ${frames.map((frame) =>
            frame.kind === 'python'
              ? this.renderPython(frame, frame === current)
              : renderNative(frame),
          )}
        </ol>
      </div>
      <p class="sum">allocated ${this.describeAmount(stack)}</p>`;
  }

  private renderPython(frame: Repeated, isCurrent: boolean): TemplateResult {
    return html`<li data-kind="python" ?data-current=${isCurrent} data-testid="hybrid-frame">
      <span class="kind">Python</span>
      <span>
        ${functionName(frame.name)} <code class="muted place">${writePlace(frame)}</code>
        ${frame.times > 1 ? html`<span class="tag">${formatCount(frame.times)} deep</span>` : nothing}
        ${isCurrent ? this.renderLine(frame) : nothing}
      </span>
    </li>`;
  }

  private renderLine(frame: CodePlace): TemplateResult | typeof nothing {
    const line = sourceAt(this.source, frame);
    return line === '' ? nothing : html`<code class="line">${line}</code>`;
  }

  private go(step: number): void {
    this.step = Math.max(0, Math.min(STEPS.length - 1, step));
  }

  private keyPressed(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: this.step - 1,
      ArrowRight: this.step + 1,
      Home: 0,
      End: STEPS.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.go(step);
    this.updateComplete.then(() => this.current?.focus());
  }
}

/** A native call as its frames; a call without symbols is shown by its offset. */
function renderNative({ offset, symbols }: Call): TemplateResult[] {
  const unknown = { name: `wasm+${writeOffset(offset)}`, file: '', line: 0, inlined: false };
  return (symbols.length > 0 ? symbols : [unknown]).map(
    (symbol) => html`<li data-kind="native" data-testid="hybrid-frame">
      <span class="kind">native</span>
      <span>
        ${functionName(symbol.name)} <code class="muted place">${writePlace(symbol)}</code>
        ${symbol.inlined ? html`<span class="tag">inlined</span>` : nothing}
      </span>
    </li>`,
  );
}

function classOf(label: string): string {
  return label.toLowerCase();
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-native-journey': NativeStackSteps;
  }
}
