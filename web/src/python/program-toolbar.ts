import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import type { Exercise } from './exercises/exercise.ts';
import { OWN_PROGRAM, OWN_TITLE } from './exercises/own-program.ts';
import styles from './program-toolbar.css?inline';
import type { Origin } from './source-controller.ts';
import type { Version } from './versions.ts';

/** The values of the code menu: kinds of origins and names, joined by a separator. */
const SEPARATOR = ':';

/**
 * The choice of exercise and code, and the actions on it. Its content is beside the buttons of runs.
 *
 * @fires exercise-choose with the exercise's id
 * @fires origin-choose with the origin of the code
 * @fires version-save with a name
 * @fires version-delete with a name
 * @fires files-open with files of the reader's computer
 * @fires run-request @fires stop-request @fires prove-request @fires share-request
 * @fires file-save
 */
@customElement('highwater-program-toolbar')
class ProgramToolbar extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) exercises: readonly Exercise[] = [];
  /** The id of the exercise, or of the program of one's own; `null` if there is no choice. */
  @property({ attribute: false }) chosen: string | null = null;
  @property({ attribute: false }) versions: readonly Version[] = [];
  @property({ attribute: false }) origin: Origin = { is: 'given' };
  /** True if something runs. */
  @property({ type: Boolean }) busy = false;
  /** True if there is something to run. */
  @property({ type: Boolean }) ready = false;
  /** The outcome of the latest copy of a link. */
  @property({ attribute: false }) note = '';
  @state() private naming = false;
  @query('.naming input') private nameField!: HTMLInputElement | null;
  @query('input[type=file]') private picker!: HTMLInputElement;
  /** The element with the focus before an update. */
  #focused: Element | null = null;
  /** The button of the run or the tests in progress. */
  #starter: HTMLElement | null = null;

  override willUpdate(): void {
    this.#focused = this.shadowRoot?.activeElement ?? null;
  }

  /** A button that is disabled, and a field that is removed, would lose the focus. */
  override updated(): void {
    const focused = this.#focused;
    if (focused === null || (focused.isConnected && !focused.matches(':disabled'))) {
      return;
    }
    const button = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    if (this.busy) {
      this.#starter = focused as HTMLElement;
      button('.stop')?.focus();
    } else {
      (focused.matches('.stop') ? this.#starter : button('.primary'))?.focus();
    }
  }

  override render(): TemplateResult {
    const { busy, ready, origin } = this;
    return html`
      ${this.#renderChoices()}
      <div class="buttons">
        <button
          class="primary"
          ?disabled=${busy || !ready}
          @click=${() => send(this, 'run-request', null)}
        >
          ${glyph('run')} Run
        </button>
        <button class="stop" ?disabled=${!busy} @click=${() => send(this, 'stop-request', null)}>
          ${glyph('stop')} Stop
        </button>
        <button
          ?disabled=${busy || !ready}
          @click=${() => send(this, 'prove-request', null)}
        >
          ${glyph('check')} Run tests
        </button>
        <slot></slot>
      </div>
      <div class="buttons minor">
        <button
          ?disabled=${origin.is === 'given'}
          @click=${() => send(this, 'origin-choose', { is: 'given' })}
        >
          Reset
        </button>
        <button ?disabled=${origin.is !== 'edit'} aria-expanded=${this.naming ? 'true' : 'false'} @click=${this.#name}>
          ${glyph('save')} Save
        </button>
        ${
          origin.is === 'version'
            ? html`<button @click=${() => send(this, 'version-delete', origin.name)}>
                ${glyph('cross')} Delete
              </button>`
            : nothing
        }
        <button ?disabled=${busy} @click=${() => this.picker.click()}>
          ${glyph('open')} Open .py
        </button>
        <button ?disabled=${!ready} @click=${() => send(this, 'file-save', null)}>
          ${glyph('save')} Save as .py
        </button>
        <button ?disabled=${!ready} @click=${() => send(this, 'share-request', null)}>
          ${glyph('copy')} Copy link
        </button>
        <input
          type="file"
          hidden
          multiple
          accept=".py"
          aria-label="Python files"
          @change=${this.#picked}
        />
        <span class="small muted" data-testid="share-note">${this.note}</span>
      </div>
      ${
        this.naming && origin.is === 'edit'
          ? html`<form class="naming" @submit=${this.#named}>
              <label>Version name <input required maxlength="60" /></label>
              <button class="primary">Save version</button>
            </form>`
          : nothing
      }
    `;
  }

  #renderChoices(): TemplateResult {
    const { busy, chosen, origin } = this;
    const exercise = this.exercises.find(({ id }) => id === chosen);
    const solutions = exercise?.solutions ?? [];
    const solution = solutions.find(
      ({ title }) => origin.is === 'solution' && title === origin.title,
    );
    return html`<div class="choices">
        ${
          chosen === null
            ? nothing
            : html`<label>
                Exercise
                <select data-testid="exercise" ?disabled=${busy} @change=${this.#exerciseChosen}>
                  ${[{ id: OWN_PROGRAM, title: OWN_TITLE }, ...this.exercises].map(
                    ({ id, title }) =>
                      html`<option value=${id} .selected=${id === chosen}>${title}</option>`,
                  )}
                </select>
              </label>`
        }
        <label>
          Code
          <select data-testid="origin" ?disabled=${busy} @change=${this.#originChosen}>
            <option value="given" .selected=${origin.is === 'given'}>
              ${chosen === OWN_PROGRAM ? 'Empty' : 'As given'}
            </option>
            ${
              this.versions.length === 0
                ? nothing
                : html`<optgroup label="Your versions">
                    ${this.versions.map(
                      ({ name }) =>
                        html`<option
                          value=${`version${SEPARATOR}${name}`}
                          .selected=${origin.is === 'version' && origin.name === name}
                        >${name}</option>`,
                    )}
                  </optgroup>`
            }
            ${
              solutions.length === 0
                ? nothing
                : html`<optgroup label="Solutions">
                    ${solutions.map(
                      ({ title }) =>
                        html`<option
                          value=${`solution${SEPARATOR}${title}`}
                          .selected=${origin.is === 'solution' && origin.title === title}
                        >${title}</option>`,
                    )}
                  </optgroup>`
            }
            ${origin.is === 'edit' ? html`<option value="edit" .selected=${true}>Edited</option>` : nothing}
          </select>
        </label>
      </div>
      ${
        solution === undefined
          ? nothing
          : html`<p class="why" role="note" data-testid="why">
              <strong>${solution.title}</strong>: ${solution.why}
            </p>`
      }`;
  }

  readonly #exerciseChosen = ({ target }: Event): void =>
    send(this, 'exercise-choose', (target as HTMLSelectElement).value);

  readonly #originChosen = ({ target }: Event): void => {
    const [is, ...rest] = (target as HTMLSelectElement).value.split(SEPARATOR);
    const text = rest.join(SEPARATOR);
    const origin: Origin =
      is === 'version'
        ? { is, name: text }
        : is === 'solution'
          ? { is, title: text }
          : { is: 'given' };
    send(this, 'origin-choose', origin);
  };

  readonly #picked = (): void => {
    const files = [...(this.picker.files ?? [])];
    // The same file can be chosen again.
    this.picker.value = '';
    send(this, 'files-open', files);
  };

  readonly #name = async (): Promise<void> => {
    this.naming = !this.naming;
    await this.updateComplete;
    this.nameField?.focus();
  };

  readonly #named = (event: Event): void => {
    event.preventDefault();
    send(this, 'version-save', this.nameField?.value ?? '');
    this.naming = false;
  };
}

declare module '../settings/events.ts' {
  interface PartEvents {
    /** The origin of the code was changed. */
    'origin-choose': Origin;
    /** Files of the reader's computer are to be opened. */
    'files-open': readonly File[];
    /** The shown file is to be saved to the reader's computer. */
    'file-save': null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-program-toolbar': ProgramToolbar;
  }
}
