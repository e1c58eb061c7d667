import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import type { PolicyDescription } from '../model/policy.ts';
import { type DecisionKind, lintText, type PythonProgram } from '../model/policy-program.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { send } from '../settings/events.ts';
import { COPY_STYLES, CopyButtons } from '../ui/copy-button.ts';
import { glyph, SHARED_STYLES, swatch } from '../ui/shared.ts';
import { messageOf } from '../util/errors.ts';
import styles from './code-view.css?inline';
import {
  BEGIN_CLEARING,
  type CodeChange,
  decide,
  decoratorOf,
  decoratorsOf,
  NO_DECORATOR,
} from './decide.ts';
import { isDefinition, renderDefinition, renderUnloaded } from './definition.ts';
import { type Line, linesOf, type Piece } from './lines.ts';
import '../ui/scrub-number.ts';

const OWNERS = [
  ['class', 'the class'],
  ['instance', 'each instance'],
] as const;

const RECLAIMS = [
  ['refcount', 'at once'],
  ['gc', 'by the collector'],
  ['nogc', 'never'],
] as const;

/**
 * The Python of a policy, with its decisions edited in place. A change replaces the policy; if the
 * new policy is chosen already, that one is shown.
 *
 * @fires policy-replace @fires policy-select
 */
@customElement('highwater-code')
export class CodeView extends LitElement {
  static override styles = [...SHARED_STYLES, COPY_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  /** The displayed policy; `null` for the first. */
  @shared @property() selected: string | null = null;
  /** Canonical text. */
  @property() ranges = '';
  /** True if changes are locked. */
  @property({ type: Boolean }) locked = false;
  /** A highlighted line, from 1; 0 for none. */
  @property({ type: Number }) marked = 0;
  /** True if the comment that silences pylint is removed. */
  @state() private uncommented = false;
  /** True if the definition of the decorator is shown. */
  @state() private unfolded = false;
  /** The reason why the program could not be loaded. */
  @state() private loadError = '';
  /** The result of a change, if it is not obvious. */
  @state() private note = '';
  readonly #copy = new CopyButtons(this);
  #program: PythonProgram | null = null;
  #lines: readonly Line[] = [];

  override willUpdate(changed: PropertyValues): void {
    if (['engine', 'views', 'selected', 'ranges'].some((name) => changed.has(name))) {
      const policy = this.#view?.name;
      const program =
        policy === undefined ? null : (this.engine?.pythonProgram(policy, this.ranges) ?? null);
      if (program?.text !== this.#program?.text) {
        this.#program = program;
        this.#lines = program === null ? [] : linesOf(program);
        this.#copy.reset();
      }
      if (program === null && policy !== undefined) {
        this.#load(policy);
      }
    }
  }

  /** Loads the program of a policy that the first engine does not have. */
  async #load(policy: string): Promise<void> {
    const { engine } = this;
    this.loadError = '';
    try {
      await engine?.needProgram(policy);
      if (engine === this.engine) {
        this.requestUpdate('engine');
      }
    } catch (error) {
      this.loadError = messageOf(error);
    }
  }

  override render(): TemplateResult {
    const view = this.#view;
    const program = this.#program;
    if (view === null || (program === null && this.engine === null)) {
      return html``;
    }
    return html`
      <div class="head" data-slot=${view.slot}>
        <h2>${program?.file ?? 'Program'}</h2>
        <label class="which">
          ${swatch(view.slot)}
          <span class="visually-hidden">Policy of the code</span>
          <select
            class="code"
            @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
          >
            ${this.views.map(
              ({ name }) =>
                html`<option value=${name} .selected=${name === view.name}>${name}</option>`,
            )}
          </select>
        </label>
      </div>
      ${
        program === null
          ? renderUnloaded(view, this.loadError, () => this.#load(view.name))
          : this.renderProgram(program, view)
      }
    `;
  }

  private renderProgram(program: PythonProgram, view: RunView): TemplateResult {
    return html`
      <div
        class="listing"
        data-slot=${view.slot}
        data-testid="code"
        data-policy=${view.name}
        role="group"
        aria-label="${program.file} of ${view.name}"
      >
        ${this.#lines.map((line) =>
          isDefinition(line, program)
            ? renderDefinition(line, program, this.unfolded, () => {
                this.unfolded = !this.unfolded;
              })
            : this.renderLine(line, view.description, program),
        )}
      </div>
      <div class="foot">
        ${this.#copy.render({ Python: () => this.#text(program) })}
        <p class="small" role="status" data-testid="code-note">${this.note}</p>
      </div>
    `;
  }

  private renderLine(
    line: Line,
    description: PolicyDescription,
    program: PythonProgram,
  ): TemplateResult {
    const { number, indent, pieces, after, above, below } = line;
    return html`
      ${above === null ? nothing : this.renderAbsent(above, indent, description)}
      <div class="line" data-line=${number} ?data-marked=${number === this.marked}>
        <span class="gutter" aria-hidden="true">${number}</span>
        <code class="text" data-indent=${indent}
          >${pieces.map((piece) => this.renderPiece(piece, description))}${after.map((kind) =>
            this.renderKnown(kind, description),
          )}</code
        >
      </div>
      ${this.renderLint(number, program)}
      ${below === null ? nothing : this.renderAbsent(below, 8, description)}
    `;
  }

  private renderPiece(
    piece: Piece,
    description: PolicyDescription,
  ): TemplateResult | typeof nothing | string {
    switch (piece.is) {
      case 'token':
        return piece.kind === 'space'
          ? piece.text
          : html`<span class=${piece.kind}>${piece.text}</span>`;
      case 'lint-comment':
        return this.renderComment(piece.text);
      case 'decision':
        return this.renderDecision(piece.kind, piece.text, description);
    }
  }

  /** A decision in the place of its text. */
  private renderDecision(
    kind: DecisionKind,
    text: string,
    description: PolicyDescription,
  ): TemplateResult {
    const { vocabulary } = this.engine as Engine;
    switch (kind) {
      case 'maxsize': {
        const bound = vocabulary.bounds.find(({ name }) => name === description.boundName);
        return html`<highwater-scrub-number
          label=${bound?.decorator.argument ?? ''}
          .value=${text}
          .minimum=${bound?.parameter?.minimum ?? 0}
          .maximum=${bound?.parameter?.maximum ?? Number.MAX_SAFE_INTEGER}
          ?disabled=${this.locked}
          @number-change=${(event: CustomEvent<string>) => this.#change({ maxsize: event.detail })}
        ></highwater-scrub-number>`;
      }
      case 'clear':
        return html`<highwater-scrub-number
            label="Instances between two clears"
            .value=${text}
            .minimum=${vocabulary.clear.minimum}
            .maximum=${vocabulary.clear.maximum}
            ?disabled=${this.locked}
            @number-change=${(event: CustomEvent<string>) => this.#change({ clear: event.detail })}
          ></highwater-scrub-number
          ><button
            class="icon inline"
            aria-label="Never clear the cache"
            title="Never clear the cache"
            ?disabled=${this.locked}
            @click=${() => this.#change({ clear: null })}
          >
            ${glyph('cross')}
          </button>`;
      default:
        return this.renderDecorator(description);
    }
  }

  private renderDecorator(description: PolicyDescription): TemplateResult {
    const { vocabulary } = this.engine as Engine;
    const choices = decoratorsOf(vocabulary).map((name) => [name, name] as const);
    return this.renderChoice(
      'Decorator',
      [...choices, [NO_DECORATOR, 'no cache']],
      decoratorOf(description, vocabulary),
      (decorator) => this.#change({ decorator }),
    );
  }

  /** A decision that no text expresses, at the end of its line. */
  private renderKnown(kind: DecisionKind, description: PolicyDescription): TemplateResult {
    return kind === 'owner'
      ? html`<label class="aside"
          ><span>owned by</span> ${this.renderChoice(
            'Owner of the cache',
            OWNERS,
            description.owner === 'instance' ? 'instance' : 'class',
            (owner) => this.#change({ owner }),
          )}</label
        >`
      : html`<label class="aside"
          ><span>dead instances freed</span> ${this.renderChoice(
            'When dead instances are freed',
            RECLAIMS,
            (RECLAIMS.find(([name]) => name === description.reclaim) ?? RECLAIMS[0])[0],
            (reclaim) => this.#change({ reclaim }),
          )}</label
        >`;
  }

  /** A place for the text of a decision that has not been made. */
  private renderAbsent(
    kind: DecisionKind,
    indent: number,
    description: PolicyDescription,
  ): TemplateResult {
    return html`<div class="line absent" data-absent=${kind}>
      <span class="gutter" aria-hidden="true"></span>
      <span class="text" data-indent=${indent}>${
        kind === 'decorator'
          ? this.renderDecorator(description)
          : html`<button
              class="begin"
              ?disabled=${this.locked}
              @click=${() => this.#change(BEGIN_CLEARING)}
            >
              ${glyph('add')} Clear every 10 instances
            </button>`
      }</span>
    </div>`;
  }

  private renderChoice<Value extends string>(
    label: string,
    choices: readonly (readonly [Value, string])[],
    chosen: Value,
    choose: (value: Value) => void,
  ): TemplateResult {
    return html`<select
      class="inline"
      aria-label=${label}
      ?disabled=${this.locked}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Value)}
    >
      ${choices.map(
        ([value, words]) =>
          html`<option value=${value} .selected=${value === chosen}>${words}</option>`,
      )}
    </select>`;
  }

  private renderComment(text: string): TemplateResult | typeof nothing {
    if (this.uncommented) {
      return nothing;
    }
    const comment = text.trimStart();
    return html`${text.slice(0, text.length - comment.length)}<span class="comment">${comment}</span
      ><span data-lint><button
        class="icon inline"
        aria-label="Remove the comment that silences pylint"
        title="Remove the comment"
        @click=${() => this.#setComment(false)}
      >
        ${glyph('cross')}
      </button></span>`;
  }

  private renderLint(
    number: number,
    { file, lint }: PythonProgram,
  ): TemplateResult | typeof nothing {
    if (!this.uncommented || lint === null || lint.line !== number) {
      return nothing;
    }
    return html`<div class="lint" role="status" data-lint data-testid="lint">
      ${glyph('warning')}
      <div>
        <p class="code">${lintText(file, lint)}</p>
        <button class="small" @click=${() => this.#setComment(true)}>Restore the comment</button>
      </div>
    </div>`;
  }

  /** Shows the comment that silences pylint; without one, a note on the code. */
  showLint(): void {
    const place =
      this.renderRoot.querySelector('[data-lint]') ?? this.renderRoot.querySelector('.listing');
    place?.scrollIntoView({ block: 'center' });
    this.renderRoot
      .querySelector<HTMLElement>('[data-lint] button')
      ?.focus({ preventScroll: true });
    if (place?.matches('.listing')) {
      this.note = 'pylint reports nothing for this policy: see class/unbounded.';
    }
  }

  get #view(): RunView | null {
    return this.views.find(({ name }) => name === this.selected) ?? this.views[0] ?? null;
  }

  #text({ text, lint }: PythonProgram): string {
    if (!this.uncommented || lint === null) {
      return text;
    }
    const lines = text.split('\n');
    const { line, start, end } = lint.comment;
    const commented = lines[line - 1] ?? '';
    lines[line - 1] = commented.slice(0, start) + commented.slice(end);
    return lines.join('\n');
  }

  #setComment(stands: boolean): void {
    this.uncommented = !stands;
    // The pressed button is gone; its counterpart is in the same line.
    this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('[data-lint] button')?.focus();
    });
  }

  #choose(policy: string): void {
    this.note = '';
    send(this, 'policy-select', policy);
  }

  #change(change: CodeChange): void {
    const view = this.#view;
    const { engine } = this;
    if (view === null || engine === null) {
      return;
    }
    try {
      const text = decide(view.description, change, engine.vocabulary);
      const description = engine.describePolicy(text);
      this.note = '';
      const other = this.views.find(({ name }) => name === description.policy);
      if (other === undefined) {
        send(this, 'policy-replace', { slot: view.slot, description });
      } else if (other.slot !== view.slot) {
        this.note = `${description.policy} is already chosen: this is its code.`;
        send(this, 'policy-select', description.policy);
      }
    } catch (error) {
      this.note = messageOf(error);
    }
    // A rejected choice is reset.
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-code': CodeView;
  }
}
