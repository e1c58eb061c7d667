import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Engine } from '../engine/engine.ts';
import { shared } from '../runs/shared-values.ts';
import { type PartEvents, send } from '../settings/events.ts';
import { readHardLimit, readOptionalSize, type Settings } from '../settings/settings.ts';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import { explainSize, type Size } from '../util/size.ts';
import styles from './run-controls.css?inline';
import '../ui/text-field.ts';

const LIMITS = [
  ['70MB', '70 MB'],
  ['200MB', '200 MB'],
  ['none', 'none'],
] as const;

const HARD_LIMITS = [
  ['100MB', '100 MB'],
  ['none', 'none'],
] as const;

const GROWTHS = [
  ['adaptive', 'adaptive'],
  ['64KiB', '64 KiB'],
  ['1MiB', '1 MiB'],
] as const;

/**
 * The settings of a run, and the buttons that start and stop it.
 *
 * @fires setting-change @fires run-request @fires stop-request
 */
@customElement('highwater-run-controls')
class RunControls extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  @property({ attribute: false }) settings: Settings | null = null;
  @property({ type: Boolean }) running = false;
  /** True if only the buttons are shown. */
  @property({ type: Boolean }) bare = false;
  /** Warnings to show before a run starts. */
  @property({ attribute: false }) warnings: readonly string[] = [];
  /** The latest event, in a sentence. */
  @property() status = '';

  override render(): TemplateResult {
    const { engine, settings, running } = this;
    const ready = engine !== null && settings !== null;
    return html`
      <h2 class="visually-hidden">Run</h2>
      ${this.bare ? nothing : ready ? this.renderFields(engine, settings) : html`<div class="settings"></div>`}
      <div class="buttons">
        <button
          class="primary"
          ?disabled=${!ready || running || settings.policies.length === 0}
          @click=${() => send(this, 'run-request', null)}
        >
          ${glyph('run')} Run
        </button>
        <button ?disabled=${!running} @click=${() => send(this, 'stop-request', null)}>
          ${glyph('stop')} Stop
        </button>
        <p class="status small muted" role="status" data-testid="status">${this.status}</p>
      </div>
      ${
        this.warnings.length === 0
          ? nothing
          : html`<ul class="warnings small" aria-label="Warnings" data-testid="warnings">
              ${this.warnings.map((warning) => html`<li>${glyph('warning')}<span>${warning}</span></li>`)}
            </ul>`
      }
    `;
  }

  private renderFields(engine: Engine, settings: Settings): TemplateResult {
    const { limit, hardLimit } = settings;
    return html`<div class="settings">
      <highwater-text-field
        class="ranges"
        label="Ranges"
        .value=${settings.ranges}
        hint="generate_factorial_plus_last_digit(n, n) for each"
        .read=${engine.readRanges}
        ?disabled=${this.running}
        @value-change=${this.passOn('ranges')}
      ></highwater-text-field>
      <highwater-text-field
        class="limit"
        label="Limit"
        .value=${textOf(limit)}
        .hint=${limit === null ? 'No limit on the peak' : explainSize(limit)}
        .suggestions=${LIMITS}
        .read=${readLimit}
        ?disabled=${this.running}
        @value-change=${this.passOn('limit')}
      ></highwater-text-field>
      <details class="advanced">
        <summary>Advanced${this.describeAdvanced(settings)}</summary>
        <div class="fields">
          <highwater-text-field
            label="Hard limit"
            .value=${textOf(hardLimit)}
            .hint=${
              hardLimit === null
                ? 'Linear memory is limited by the browser alone'
                : `Linear memory is limited to ${explainSize(hardLimit)}`
            }
            .suggestions=${HARD_LIMITS}
            .read=${readCap}
            ?disabled=${this.running}
            @value-change=${this.passOn('hard-limit')}
          ></highwater-text-field>
          <highwater-text-field
            label="Growth step"
            .value=${settings.growth}
            hint="Growth of linear memory at a time"
            .suggestions=${GROWTHS}
            .read=${engine.readGrowth}
            ?disabled=${this.running}
            @value-change=${this.passOn('growth')}
          ></highwater-text-field>
          <label class="switch">
            <input
              type="checkbox"
              .checked=${settings.traced}
              ?disabled=${this.running}
              @change=${(event: Event) =>
                send(this, 'setting-change', {
                  name: 'traced',
                  value: (event.target as HTMLInputElement).checked ? '1' : '0',
                })}
            />
            <span>Trace every allocation</span>
          </label>
          <label class="switch">
            <input
              type="checkbox"
              .checked=${settings.native}
              ?disabled=${this.running || !settings.traced}
              @change=${(event: Event) =>
                send(this, 'setting-change', {
                  name: 'native',
                  value: (event.target as HTMLInputElement).checked ? '1' : '0',
                })}
            />
            <span>Record native stacks</span>
          </label>
        </div>
      </details>
    </div>`;
  }

  /** Hidden settings must not change a run unnoticed. */
  private describeAdvanced(settings: Settings): string {
    const changed = [
      settings.hardLimit === null ? '' : `hard limit ${settings.hardLimit.text}`,
      settings.growth === 'adaptive' ? '' : `growth ${settings.growth}`,
      settings.traced ? '' : 'not traced',
      settings.traced && settings.native ? 'native stacks' : '',
    ].filter((part) => part !== '');
    return changed.length === 0 ? '' : `: ${changed.join(', ')}`;
  }

  private passOn(name: PartEvents['setting-change']['name']) {
    return (event: CustomEvent<string>) =>
      send(this, 'setting-change', { name, value: event.detail });
  }
}

const readLimit = (text: string) => textOf(readOptionalSize(text));
const readCap = (text: string) => textOf(readHardLimit(text));

function textOf(size: Size | null): string {
  return size?.text ?? 'none';
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-run-controls': RunControls;
  }
}
