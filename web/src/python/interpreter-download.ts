import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DownloadProgress } from '../engine/interpreter-bytes.ts';
import { watchDownload } from '../engine/python-modules.ts';
import bar from '../ui/progress-bar.css?inline';
import { SHARED_STYLES } from '../ui/shared.ts';
import { formatSize } from '../util/size.ts';
import styles from './interpreter-download.css?inline';

/** The progress of the interpreter's download, shown while it is needed. */
@customElement('highwater-interpreter-download')
class InterpreterDownload extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(bar), unsafeCSS(styles)];

  /** True if the interpreter is needed. */
  @property({ type: Boolean }) awaited = false;
  @state() private progress: DownloadProgress | null = null;
  #forget = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forget = watchDownload((progress) => {
      this.progress = progress;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  override render(): TemplateResult | typeof nothing {
    const { progress } = this;
    if (!this.awaited || progress === null) {
      return nothing;
    }
    const { loaded, total } = progress;
    if (total !== null && loaded >= total) {
      return nothing;
    }
    return html`<p class="small muted" data-testid="download">
      <progress
        max=${total ?? nothing}
        value=${total === null ? nothing : loaded}
        aria-label="Fetching the Python interpreter"
      ></progress>
      Fetching the Python interpreter, ${formatSize(loaded)}${total === null ? '' : ` of ${formatSize(total)}`}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-interpreter-download': InterpreterDownload;
  }
}
