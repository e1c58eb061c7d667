import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import type { Exercise } from './exercises/exercise.ts';
import styles from './program-toolbar.css?inline';
import type { Origin } from './source-controller.ts';
import type { Version } from './versions.ts';

/** The values of the code menu: kinds of origins and names, joined by a separator. */
const SEPARATOR = ':';

/**
 * The choice of exercise and code, and the actions on it.
 *
 * @fires exercise-choose with the exercise's id
 * @fires origin-choose with the origin of the code
 * @fires version-save with a name
 * @fires version-delete with a name
 * @fires run-request @fires stop-request @fires prove-request @fires share-request
 */
@customElement('highwater-program-toolbar')
class ProgramToolbar extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) exercises: readonly Exercise[] = [];
  /** `null` if the code belongs to no exercise. */
  @property({ attribute: false }) exercise: Exercise | null = null;
  @property({ attribute: false }) versions: readonly Version[] = [];
  @property({ attribute: false }) origin: Origin = { is: 'given' };
  /** True if something runs. */
  @property({ type: Boolean }) busy = false;
  /** True if there is something to run. */
  @property({ type: Boolean }) ready = false;
  @state() private naming = false;
  @query('input') private nameField!: HTMLInputElement | null;

  override render(): TemplateResult {
    const { busy, exercise, origin } = this;
    return html`
      <div class="choices">
        ${
          exercise === null
            ? nothing
            : html`<label>
                Exercise
                <select data-testid="exercise" ?disabled=${busy} @change=${this.#exerciseChosen}>
                  ${this.exercises.map(
                    ({ id, title }) =>
                      html`<option value=${id} .selected=${id === exercise.id}>${title}</option>`,
                  )}
                </select>
              </label>`
        }
        <label>
          Code
          <select data-testid="origin" ?disabled=${busy} @change=${this.#originChosen}>
            <option value="given" .selected=${origin.is === 'given'}>As given</option>
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
              exercise === null || exercise.solutions.length === 0
                ? nothing
                : html`<optgroup label="Solutions">
                    ${exercise.solutions.map(
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
      <div class="buttons">
        <button class="primary" ?disabled=${busy || !this.ready} @click=${() => send(this, 'run-request', null)}>
          ${glyph('run')} Run
        </button>
        <button ?disabled=${!busy} @click=${() => send(this, 'stop-request', null)}>${glyph('stop')} Stop</button>
        <button ?disabled=${busy || !this.ready} @click=${() => send(this, 'prove-request', null)}>
          ${glyph('check')} Run tests
        </button>
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
        <button ?disabled=${!this.ready} @click=${() => send(this, 'share-request', null)}>
          ${glyph('copy')} Copy link
        </button>
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
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-program-toolbar': ProgramToolbar;
  }
}
