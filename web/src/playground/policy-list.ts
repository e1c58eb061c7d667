import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Engine } from '../engine/engine.ts';
import type { PolicyDescription } from '../model/policy.ts';
import type { RunView } from '../runs/run-view.ts';
import { shared } from '../runs/shared-values.ts';
import { addPolicy, MAXIMUM_POLICIES, replacePolicy } from '../settings/chosen-policies.ts';
import { type PartEvent, send } from '../settings/events.ts';
import { LatePart } from '../ui/late-part.ts';
import { glyph, SHARED_STYLES, swatch } from '../ui/shared.ts';
import styles from './policy-list.css?inline';
import './run-progress.ts';

/** Suggested policies for adding, the first that is not chosen yet. */
const OFFERS = ['class/lru:1', 'class/unbounded/clear:100', 'class/lru:1000', 'instance/unbounded'];

/**
 * The chosen policies, one card each: its hue and marker, its text, its Python and the progress of
 * its run. A card selects its policy; the cards are the legend of the plots.
 *
 * @fires policy-add @fires policy-replace @fires policy-remove @fires policy-select
 * @fires policy-hover
 */
@customElement('highwater-policy-list')
class PolicyList extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(styles)];

  @shared @property({ attribute: false }) engine: Engine | null = null;
  @shared @property({ attribute: false }) views: readonly RunView[] = [];
  @shared @property() selected: string | null = null;
  @property() hovered: string | null = null;
  /** True if the list is locked against changes. */
  @property({ type: Boolean }) locked = false;
  /** The slot being edited, or `new` while a policy is being added. */
  @state() private editing: number | 'new' | null = null;
  readonly #editor = new LatePart(this, 'the policy editor', () => import('./policy-editor.ts'));

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('locked') && this.locked) {
      this.editing = null;
    }
  }

  override render(): TemplateResult {
    return html`
      <h2 id="title">Policies</h2>
      ${
        this.views.length === 0
          ? html`<p class="empty muted">
              No policy is chosen. Add one to see its memory.
            </p>`
          : html`<ul aria-labelledby="title">
              ${repeat(
                this.views,
                ({ slot }) => slot,
                (view) => this.renderCard(view),
              )}
            </ul>`
      }
      ${this.renderAdder()}
    `;
  }

  private renderCard(view: RunView): TemplateResult {
    const { name, slot, description } = view;
    const selected = this.selected === name;
    return html`<li
      class="card"
      data-testid="policy-card"
      data-policy=${name}
      data-slot=${slot}
      ?data-selected=${selected}
      ?data-hovered=${this.hovered === name}
      @pointerenter=${() => send(this, 'policy-hover', name)}
      @pointerleave=${() => send(this, 'policy-hover', null)}
    >
      <div class="head">
        ${swatch(slot)}
        <button
          class="name code"
          aria-pressed=${selected ? 'true' : 'false'}
          @click=${() => send(this, 'policy-select', selected ? null : name)}
        >
          ${name}
        </button>
        <button
          class="icon"
          aria-label="Edit ${name}"
          aria-expanded=${this.editing === slot ? 'true' : 'false'}
          ?disabled=${this.locked}
          @click=${() => this.edit(this.editing === slot ? null : slot)}
        >
          ${glyph('edit')}
        </button>
        <button
          class="icon"
          aria-label="Remove ${name}"
          ?disabled=${this.locked}
          @click=${() => this.drop(view)}
        >
          ${glyph('cross')}
        </button>
      </div>
      ${
        this.editing === slot
          ? html`${this.#editor.renderProblem()}<highwater-policy-editor
              .policy=${name}
              .check=${(changed: PolicyDescription) => replacePolicy(this.views, slot, changed)}
              @apply=${(event: PartEvent<'apply'>) => {
                send(this, 'policy-replace', { slot, description: event.detail });
                this.edit(null, slot);
              }}
              @cancel=${() => this.edit(null, slot)}
            ></highwater-policy-editor>`
          : html`<code class="python" title=${description.summary}>${description.python}</code>
              <highwater-run-progress .view=${view}></highwater-run-progress>`
      }
    </li>`;
  }

  private renderAdder(): TemplateResult | typeof nothing {
    if (this.editing === 'new') {
      return html`<div class="card new">
        ${this.#editor.renderProblem()}
        <highwater-policy-editor
          .policy=${this.offer()}
          action="Add"
          .check=${(added: PolicyDescription) => addPolicy(this.views, added)}
          @apply=${(event: PartEvent<'apply'>) => {
            send(this, 'policy-add', event.detail);
            this.edit(null, 'new');
          }}
          @cancel=${() => this.edit(null, 'new')}
        ></highwater-policy-editor>
      </div>`;
    }
    const full = this.views.length >= MAXIMUM_POLICIES;
    return html`<button
        class="add"
        ?disabled=${this.locked || full || this.engine === null}
        @click=${() => this.edit('new')}
      >
        ${glyph('add')} Add a policy
      </button>
      ${
        full
          ? html`<p class="small muted">
              One plot shows at most ${MAXIMUM_POLICIES} policies.
            </p>`
          : nothing
      }`;
  }

  private offer(): string {
    const chosen = this.views.map(({ name }) => name);
    return OFFERS.find((policy) => !chosen.includes(policy)) ?? OFFERS[0] ?? '';
  }

  /** Opens an editor, or closes the open one and returns focus to its opener. */
  private edit(what: number | 'new' | null, from?: number | 'new'): void {
    this.editing = what;
    if (what !== null) {
      this.#editor.need();
    }
    if (from !== undefined) {
      this.updateComplete.then(() => {
        const opener = from === 'new' ? '.add' : `.card[data-slot='${from}'] .icon`;
        this.renderRoot.querySelector<HTMLElement>(opener)?.focus();
      });
    }
  }

  private drop(view: RunView): void {
    this.edit(null);
    send(this, 'policy-remove', view.slot);
    this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-policy-list': PolicyList;
  }
}
