import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ExportFormat } from '../engine/messages.ts';
import type { ReportQuery } from '../model/report-answers.ts';
import { EXTENSION } from '../runs/capture-file.ts';
import { captureOf, exportOf, isAnswering } from '../runs/query-run.ts';
import type { RunView } from '../runs/run-view.ts';
import { sendUp } from '../settings/events.ts';
import { REPORT_VIEW_NAMES } from '../settings/report-settings.ts';
import choices from '../ui/choices.css?inline';
import { PresenceController } from '../ui/presence-controller.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import { download, fileNameOf } from '../util/download.ts';
import { messageOf } from '../util/errors.ts';
import styles from './report-files.css?inline';
import { REPORT_VIEWS } from './views/index.ts';
import type { Picture } from './views/report-view.ts';

/** The picture formats of all views. */
const PICTURES = REPORT_VIEW_NAMES.flatMap((name) => REPORT_VIEWS[name].pictures);

/**
 * Reports as files, captures as files, and captures opened from files.
 *
 * @fires capture-open
 */
@customElement('highwater-report-files')
class ReportFiles extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(choices), unsafeCSS(styles)];

  @property({ attribute: false }) view: RunView | null = null;
  /** The query to export; `null` without a selection. */
  @property({ attribute: false }) query: ReportQuery | null = null;
  /** The pictures of the current view. */
  @property({ attribute: false }) pictures: readonly Picture[] = [];
  /** The root of the current view. */
  @property({ attribute: false }) root: ParentNode | null = null;
  /** True if opening captures is hidden. */
  @property({ type: Boolean }) plain = false;
  /** True if the run has reports. */
  @property({ attribute: false }) ready = false;
  @state() private formats: readonly ExportFormat[] = [];
  @state() private format = '';
  @state() private kept: number | null = null;
  @state() private said = '';
  @query('input') private picker!: HTMLInputElement;
  #keeping: AbortController | null = null;

  constructor() {
    super();
    new PresenceController(this, { removed: () => this.#keeping?.abort() });
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('view') && this.formats.length === 0) {
      this.#findFormats();
    }
    const policy = (changed.get('view') as RunView | null | undefined)?.name;
    if (policy !== undefined && policy !== this.view?.name) {
      this.#keeping?.abort();
      this.said = '';
    }
  }

  override render(): TemplateResult {
    const formats: readonly (ExportFormat | Picture)[] = [...this.formats, ...PICTURES];
    const format = formats.find(({ name }) => name === this.format) ?? formats[0];
    const exports = format !== undefined && this.query !== null && this.#can(format);
    return html`
      <label>
        Export as
        <select
          ?disabled=${!this.ready}
          @change=${(event: Event) => {
            this.format = (event.target as HTMLSelectElement).value;
          }}
        >
          ${formats.map(
            (
              known,
            ) => html`<option value=${known.name} ?disabled=${!this.#can(known)} ?selected=${known === format}>
              ${known.title}
            </option>`,
          )}
        </select>
      </label>
      <button class="compact" ?disabled=${!this.ready || !exports} @click=${() => format && this.#export(format)}>
        ${glyph('save')} Export
      </button>
      ${
        this.kept === null
          ? html`<button class="compact" ?disabled=${!this.ready} @click=${this.#keep}>
              ${glyph('save')} Save capture
            </button>`
          : html`<button class="compact" @click=${() => this.#keeping?.abort()}>
              ${glyph('stop')} Stop saving, ${Math.floor(100 * this.kept)} % done
            </button>`
      }
      ${
        this.plain
          ? nothing
          : html`<button class="compact" @click=${() => this.picker.click()}>
              ${glyph('open')} Open a capture…
            </button>`
      }
      <input type="file" hidden accept=${EXTENSION} aria-label="Capture file" @change=${this.#picked} />
      <p class="small muted" role="status">
        ${this.said !== '' ? this.said : (format?.description ?? nothing)}
      </p>
    `;
  }

  #can(format: ExportFormat | Picture): boolean {
    return 'draw' in format
      ? this.pictures.includes(format)
      : this.query !== null && format.kinds.includes(this.query.kind);
  }

  async #findFormats(): Promise<void> {
    try {
      this.formats = (await this.view?.run?.inspector?.ask({ is: 'formats' })) ?? [];
    } catch {
      // The run was replaced: the next one is queried.
    }
  }

  async #export(format: ExportFormat | Picture): Promise<void> {
    const { view, query } = this;
    if (view === null || query === null) {
      return;
    }
    try {
      const contents = await this.#contentsOf(format, query);
      if (contents !== null) {
        const file = `highwater-${fileNameOf(view.name)}-${query.kind}.${format.extension}`;
        download(contents, file);
        this.said = `Saved as ${file}`;
      }
    } catch (error) {
      this.said = messageOf(error);
    }
  }

  async #contentsOf(format: ExportFormat | Picture, query: ReportQuery): Promise<Blob | null> {
    if ('draw' in format) {
      return this.root === null ? null : format.draw(this.root);
    }
    const run = this.view?.run ?? null;
    return run === null || !isAnswering(run)
      ? null
      : new Blob([await exportOf(run, format.name, query)], { type: format.mediaType });
  }

  async #keep(): Promise<void> {
    const { view } = this;
    const run = view?.run;
    if (view === null || !run?.snapshot) {
      return;
    }
    const keeping = new AbortController();
    this.#keeping = keeping;
    this.kept = 0;
    this.said = '';
    try {
      const capture = await captureOf(run, keeping.signal, (share) => {
        this.kept = share;
      });
      const file = `highwater-${fileNameOf(view.name)}${EXTENSION}`;
      download(capture, file);
      this.said = `Saved as ${file}`;
    } catch (error) {
      this.said = keeping.signal.aborted ? 'Nothing was saved' : messageOf(error);
    } finally {
      this.kept = null;
      this.#keeping = null;
    }
  }

  #picked(): void {
    const file = this.picker.files?.[0];
    // Allows the same file to be chosen again.
    this.picker.value = '';
    if (file !== undefined) {
      sendUp(this, 'capture-open', file);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-report-files': ReportFiles;
  }
}
