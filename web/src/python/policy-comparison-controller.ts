import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Engine } from '../engine/engine.ts';
import type { ProgramResult } from '../model/program-result.ts';
import type { PartEvent } from '../settings/events.ts';
import { policyJob } from './compared-policies.ts';
import type { ProgramJob, ProgramRunsController } from './program-runs-controller.ts';
import './policy-comparison.ts';

/** The memory that a run may have. */
type RunMemory = Pick<ProgramJob, 'hardLimit' | 'growth'>;

/** Callbacks for the runs of policies. */
interface PolicyListener {
  /** The run of a policy begins, which is called so. */
  begun(name: string): void;
  /** It has ended; `null` where another run was going on. */
  ended(result: ProgramResult | null): void;
  failed(error: unknown): void;
}

/**
 * Cache policies beside an element's programs. The exercise's own engine, which runs them, is
 * loaded when somebody first asks for it.
 */
export class PolicyComparisonController {
  readonly #host: ReactiveControllerHost;
  readonly #programs: ProgramRunsController;
  readonly #listener: PolicyListener;
  #engine: Engine | null = null;

  constructor(
    host: ReactiveControllerHost,
    programs: ProgramRunsController,
    listener: PolicyListener,
  ) {
    this.#host = host;
    this.#programs = programs;
    this.#listener = listener;
  }

  /** `null` while it is not there. */
  get engine(): Engine | null {
    return this.#engine;
  }

  /** Runs a policy. Rejects where the engine cannot be loaded, or does not know the policy. */
  async compare(policy: string, memory: RunMemory): Promise<ProgramResult | null> {
    const made = policyJob(await this.#load(), policy, memory);
    const running = this.#programs.runPolicy(made);
    this.#listener.begun(made.wanted.name);
    const result = await running;
    this.#listener.ended(result);
    return result;
  }

  /** The choice of a policy; nothing can be run while something else is. */
  render(busy: boolean, memory: RunMemory): TemplateResult {
    const failed = (error: unknown) => this.#listener.failed(error);
    return html`<highwater-policy-comparison
      ?busy=${busy}
      @engine-request=${() => this.#load().catch(failed)}
      @policy-compare=${({ detail }: PartEvent<'policy-compare'>) => this.compare(detail, memory).catch(failed)}
    ></highwater-policy-comparison>`;
  }

  async #load(): Promise<Engine> {
    const { loadEngine } = await import('../engine/engine.ts');
    this.#engine = await loadEngine();
    this.#host.requestUpdate();
    return this.#engine;
  }
}
