import { html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProgramFile } from '../model/run-result.ts';
import { send } from '../settings/events.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import styles from './file-tabs.css?inline';

/**
 * The files of a program, as tabs: the first is the one that is run.
 *
 * @fires file-show with the name of a file
 * @fires file-remove with the name of a file
 */
@customElement('highwater-file-tabs')
class FileTabs extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) files: readonly ProgramFile[] = [];
  /** The name of the shown file. */
  @property() shown = '';
  /** True if something runs. */
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult {
    const { files, shown } = this;
    const [main] = files;
    return html`<div class="tabs" role="tablist" aria-label="Files" @keydown=${this.#keyPressed}>
        ${files.map(
          ({ name }) => html`<button
            role="tab"
            aria-selected=${name === shown ? 'true' : 'false'}
            tabindex=${name === shown ? 0 : -1}
            title=${name === main?.name ? 'The file that is run' : 'A file that can be imported'}
            @click=${() => send(this, 'file-show', name)}
          >
            ${name === main?.name ? glyph('run') : ''} ${name}
          </button>`,
        )}
      </div>
      <button
        class="icon"
        aria-label="Remove ${shown}"
        title="Remove ${shown}"
        ?hidden=${shown === main?.name}
        ?disabled=${this.busy}
        @click=${() => send(this, 'file-remove', shown)}
      >
        ${glyph('cross')}
      </button>`;
  }

  /** True if the focus goes with the choice of a file. */
  #moving = false;

  override updated(changed: PropertyValues): void {
    if (changed.has('shown') && this.#moving) {
      this.#moving = false;
      this.#selected?.focus();
    }
    if (changed.get('shown')) {
      // A tab outside of the visible part of a long row is the reader's latest choice.
      this.#selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  get #selected(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]');
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const names = this.files.map(({ name }) => name);
    const at = names.indexOf(this.shown);
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: names.length - 1,
    };
    const name = names.at((steps[event.key] ?? Number.NaN) % names.length);
    if (event.key in steps && name !== undefined) {
      event.preventDefault();
      this.#moving = name !== this.shown;
      send(this, 'file-show', name);
    }
  };
}

declare module '../settings/events.ts' {
  interface PartEvents {
    /** A file of the program is to be shown, by its name. */
    'file-show': string;
    'file-remove': string;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-file-tabs': FileTabs;
  }
}
