import { html, LitElement, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HiddenFrames } from '../../model/report-answers.ts';
import { sendUp } from '../../settings/events.ts';
import { type FrameChoice, HIDABLE } from '../../settings/report-settings.ts';
import choices from '../../ui/choices.css?inline';
import { SHARED_STYLES } from '../../ui/shared.ts';
import styles from './native-filters.css?inline';

const NAMES: Readonly<Record<HiddenFrames, readonly [label: string, title: string]>> = {
  allocator: ['Hide allocator frames', 'The frames of the allocator and of its tracer'],
  std: ['Hide std', 'The frames of Rust’s standard library'],
};

/**
 * The filters of native frames. The bytes of hidden frames are attributed to their callers.
 *
 * @fires report-change
 */
@customElement('highwater-native-filters')
class NativeFilters extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(choices), unsafeCSS(styles)];

  @property({ attribute: false }) settings: FrameChoice = { hide: [], only: null };
  /** The crates to choose from. */
  @property({ attribute: false }) crates: readonly string[] = [];

  override render(): TemplateResult {
    const { only } = this.settings;
    const crates =
      only === null || this.crates.includes(only) ? this.crates : [only, ...this.crates];
    return html`
      ${HIDABLE.map((frames) => this.renderHide(frames))}
      <label>
        Only crate
        <select
          .value=${only ?? ''}
          @change=${(event: Event) =>
            sendUp(this, 'report-change', {
              only: (event.target as HTMLSelectElement).value || null,
            })}
        >
          <option value="" ?selected=${only === null}>all crates</option>
          ${crates.map(
            (crate) => html`<option value=${crate} ?selected=${crate === only}>${crate}</option>`,
          )}
        </select>
      </label>
    `;
  }

  private renderHide(frames: HiddenFrames): TemplateResult {
    const [label, title] = NAMES[frames];
    const { hide } = this.settings;
    return html`<label title=${title}>
      <input
        type="checkbox"
        .checked=${hide.includes(frames)}
        @change=${(event: Event) => {
          const hidden = (event.target as HTMLInputElement).checked;
          sendUp(this, 'report-change', {
            hide: HIDABLE.filter((one) => (one === frames ? hidden : hide.includes(one))),
          });
        }}
      />
      ${label}
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-native-filters': NativeFilters;
  }
}
