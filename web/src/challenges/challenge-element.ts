import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Engine, loadEngine } from '../engine/engine.ts';
import { TestRunner } from '../runs/test-runner.ts';
import { readAnyChallenge } from '../settings/built-in-challenges.ts';
import {
  type Challenge,
  type ChallengeJson,
  challengeJson,
  isAllowed,
} from '../settings/challenge.ts';
import { announce } from '../settings/events.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import bar from '../ui/progress-bar.css?inline';
import { glyph, SHARED_STYLES } from '../ui/shared.ts';
import themed from '../ui/theme.css?inline';
import { messageOf } from '../util/errors.ts';
import { formatCompact } from '../util/format.ts';
import styles from './challenge-element.css?inline';
import {
  type ChallengeEventDetail,
  type ChallengeRuns,
  describeWanted,
  type Evidence,
  type Judgement,
  judgeChallenge,
  refusalOf,
} from './judge.ts';
import { knownRuns, makeRuns, type ProofProgress } from './make-runs.ts';

/**
 * A challenge: the requirements on a policy, and whether runs show that the policy meets them.
 *
 * Usable alone, with two properties that are attributes too: `challenge` (the name of a built-in
 * challenge, JSON, or an object of the same shape) and `policy` (as text). A policy is judged at
 * once if the runs for it are known, otherwise when Check is pressed or `check()` is called.
 *
 * An element with runs of its own shares them by two more properties: `testRunner`, which makes
 * runs and knows the existing ones, and `runs`, any value that changes whenever the test runner may
 * know more runs.
 *
 * @fires highwater-challenge - {challenge, policy, passed, evidence}, after each new judgement of a
 *   policy; evidence is a list of {what, wanted, got, passed}. Bubbles and crosses shadow roots.
 */
@customElement('highwater-challenge')
class ChallengeElement extends LitElement {
  static override styles = [...SHARED_STYLES, unsafeCSS(themed), unsafeCSS(bar), unsafeCSS(styles)];

  @property() challenge: string | ChallengeJson | null = null;
  @property() policy: string | null = null;
  @property({ attribute: false }) testRunner = new TestRunner();
  @property({ attribute: false }) runs: unknown = null;
  @state() private engine: Engine | null = null;
  @state() private judgement: Judgement | null = null;
  @state() private progress: ProofProgress | null = null;
  @state() private error = '';
  #read: Challenge | null = null;
  #problems: readonly string[] = [];
  /** The policy's canonical text; `null` if no policy is set or it is invalid. */
  #policy: string | null = null;
  #abort: AbortController | null = null;
  #announced = '';

  constructor() {
    super();
    new PresenceController(this, { removed: () => this.stop() });
  }

  /** Problems of the challenge or the policy, one sentence each. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Makes the required runs and judges the policy. Rejects with the reason as text. */
  async check(): Promise<Judgement> {
    if (!this.isConnected) {
      throw new Error('the challenge is not in a document');
    }
    this.engine ??= await loadEngine();
    // Properties that were just set take effect with the pending update.
    await this.updateComplete;
    const [challenge, policy] = [this.#read, this.#policy];
    if (challenge === null || policy === null) {
      throw new Error(this.#problems.join('; ') || 'a challenge and a policy are required');
    }
    if (!isAllowed(challenge, policy)) {
      throw new Error(refusalOf(challenge, policy));
    }
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.error = '';
    this.progress = { policy, calls: 0, plannedCalls: 0 };
    try {
      const runs = await makeRuns(
        this.testRunner,
        this.engine,
        challenge,
        policy,
        abort.signal,
        (progress) => {
          // Messages still in transit from a stopped check are ignored.
          if (this.#abort === abort) {
            this.progress = progress;
          }
        },
      );
      abort.signal.throwIfAborted();
      return this.#judge(challenge, policy, runs);
    } catch (error) {
      if (!abort.signal.aborted) {
        this.error = messageOf(error);
      }
      throw error;
    } finally {
      if (this.#abort === abort) {
        this.#abort = null;
        this.progress = null;
      }
    }
  }

  /** Aborts the check in progress. */
  stop(): void {
    this.#abort?.abort(new DOMException('the check was stopped', 'AbortError'));
    this.#abort = null;
    this.progress = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    loadEngine().then(
      (engine) => {
        this.engine = engine;
      },
      (error: unknown) => {
        this.error = messageOf(error);
      },
    );
  }

  override willUpdate(changed: PropertyValues): void {
    const { engine } = this;
    if (engine === null) {
      return;
    }
    const anew = ['challenge', 'policy', 'engine'].some((name) => changed.has(name));
    if (anew) {
      this.stop();
      this.judgement = null;
      this.error = '';
      this.#readProperties(engine);
    }
    const [challenge, policy] = [this.#read, this.#policy];
    const fits = challenge !== null && policy !== null && isAllowed(challenge, policy);
    if (fits && this.#abort === null && (anew || changed.has('runs'))) {
      const runs = knownRuns(this.testRunner, engine, challenge, policy);
      if (runs !== null) {
        this.#judge(challenge, policy, runs);
      }
    }
  }

  override render(): TemplateResult | typeof nothing {
    const challenge = this.#read;
    if (this.#problems.length > 0) {
      return html`<div class="problems" role="alert" data-testid="challenge-problems">
        <p>This challenge is invalid.</p>
        <ul>${this.#problems.map((problem) => html`<li>${problem}</li>`)}</ul>
      </div>`;
    }
    if (challenge === null) {
      return nothing;
    }
    const policy = this.#policy;
    const refusal =
      policy !== null && !isAllowed(challenge, policy) ? refusalOf(challenge, policy) : '';
    const { judgement } = this;
    const state = judgement === null ? 'open' : judgement.passed ? 'passed' : 'failed';
    return html`<article data-state=${state} data-testid="challenge" aria-labelledby="title">
      <h3 id="title">${challenge.title}</h3>
      ${challenge.text === '' ? nothing : html`<p class="text">${challenge.text}</p>`}
      <ul class="wanted" aria-label="Requirements">
        ${
          judgement === null
            ? describeWanted(challenge).map((one) => renderWanted(one))
            : judgement.evidence.map((one) => renderWanted(one, one))
        }
      </ul>
      ${this.renderState(policy, refusal)}
    </article>`;
  }

  private renderState(policy: string | null, refusal: string): TemplateResult {
    const { judgement, progress } = this;
    return html`
      <div class="state">
        ${
          progress === null
            ? html`<button
                ?disabled=${policy === null || refusal !== ''}
                @click=${() => {
                  // The element shows the error.
                  this.check().catch(() => {});
                }}
              >
                ${glyph('run')} ${judgement === null ? 'Check' : 'Check again'}
              </button>`
            : html`<button @click=${() => this.stop()}>${glyph('stop')} Stop checking</button>`
        }
        <p class="verdict small" role="status" data-testid="challenge-verdict">
          ${this.#describeState(policy, refusal)}
        </p>
      </div>
      ${
        progress === null || progress.plannedCalls === 0
          ? nothing
          : html`<progress
              max=${progress.plannedCalls}
              value=${progress.calls}
              aria-label="Running ${progress.policy}"
            ></progress>
            <p class="small muted">
              ${formatCompact(progress.calls)} of ${formatCompact(progress.plannedCalls)} calls
            </p>`
      }
      ${this.error === '' ? nothing : html`<p class="error" role="alert">${this.error}</p>`}
    `;
  }

  #describeState(policy: string | null, refusal: string): TemplateResult | string {
    if (policy === null) {
      return 'Choose a policy to check.';
    }
    if (refusal !== '') {
      return html`${glyph('warning')} ${refusal}`;
    }
    if (this.progress !== null) {
      return html`Running <code>${this.progress.policy}</code>`;
    }
    if (this.judgement === null) {
      return html`<code>${policy}</code> has not been checked yet.`;
    }
    return this.judgement.passed
      ? html`${glyph('check')} <span><code>${policy}</code> passes the challenge.</span>`
      : html`${glyph('cross')} <span><code>${policy}</code> does not pass the challenge.</span>`;
  }

  #readProperties(engine: Engine): void {
    const { challenge } = this;
    const problems: string[] = [];
    this.#read = null;
    if (challenge !== null && challenge !== '') {
      const text = typeof challenge === 'string' ? challenge : JSON.stringify(challenge);
      const read = readAnyChallenge(text, engine);
      this.#read = read.challenge;
      problems.push(...read.problems);
    }
    this.#policy = null;
    if (this.policy !== null && this.policy !== '') {
      try {
        this.#policy = engine.describePolicy(this.policy).policy;
      } catch (error) {
        problems.push(`policy: ${messageOf(error)}`);
      }
    }
    this.#problems = problems;
  }

  #judge(challenge: Challenge, policy: string, runs: ChallengeRuns): Judgement {
    const judgement = judgeChallenge(challenge, policy, runs);
    this.judgement = judgement;
    const detail: ChallengeEventDetail = {
      challenge: challengeJson(challenge),
      policy,
      ...judgement,
    };
    // The same judgement again is not a new event.
    const news = JSON.stringify(detail);
    if (news !== this.#announced) {
      this.#announced = news;
      announce(this, 'highwater-challenge', detail);
    }
    return judgement;
  }
}

function renderWanted(
  { what, wanted }: Pick<Evidence, 'what' | 'wanted'>,
  judged: Evidence | null = null,
): TemplateResult {
  const state = judged === null ? 'open' : judged.passed ? 'passed' : 'failed';
  const said = { open: 'not judged', passed: 'met', failed: 'not met' }[state];
  return html`<li data-state=${state} data-testid="evidence">
    <span class="mark">
      ${judged === null ? nothing : glyph(judged.passed ? 'check' : 'cross')}
      <span class="visually-hidden">${said}:</span>
    </span>
    <span>
      <span class="what">${what}</span> <span class="muted">${wanted}</span>
      ${judged === null ? nothing : html`<span class="got">${judged.got}</span>`}
    </span>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'highwater-challenge': ChallengeElement;
  }
}
