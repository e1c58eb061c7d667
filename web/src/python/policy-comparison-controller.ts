import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Engine } from '../engine/engine.ts';
import type { ProgramResult } from '../model/program-result.ts';
import type { PartEvent } from '../settings/events.ts';
import { loadPart } from '../util/parts.ts';
import { policyJob } from './compared-policies.ts';
import type { ProgramJob, ProgramRunsController } from './program-runs-controller.ts';
import './policy-comparison.ts';

/** The memory settings of a run. */
type RunMemory = Pick<ProgramJob, 'hardLimit' | 'growth'>;

/** Callbacks for the runs of policies. */
interface PolicyListener {
  /** The run of the named policy begins. */
  begun(name: string): void;
  /** The run has ended; `null` if another run was in progress. */
  ended(result: ProgramResult | null): void;
  failed(error: unknown): void;
}

/**
 * Cache policies beside an element's programs. The exercise's engine, which runs them, is loaded on
 * first use.
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

  /** `null` until it is loaded. */
  get engine(): Engine | null {
    return this.#engine;
  }

  /** Runs a policy. Rejects if the engine cannot be loaded, or the policy is invalid. */
  async compare(policy: string, memory: RunMemory): Promise<ProgramResult | null> {
    const { stops } = this.#programs.runs;
    const made = await policyJob(await this.#load(), policy, memory);
    // It was stopped, or the element removed, while it waited.
    if (stops !== this.#programs.runs.stops) {
      return null;
    }
    const running = this.#programs.runPolicy(made);
    this.#listener.begun(made.wanted.name);
    const result = await running;
    this.#listener.ended(result);
    return result;
  }

  /** The choice of a policy, disabled while something runs. */
  render(busy: boolean, memory: RunMemory): TemplateResult {
    const failed = (error: unknown) => this.#listener.failed(error);
    return html`<highwater-policy-comparison
      ?busy=${busy}
      @engine-request=${() => this.#load().catch(failed)}
      @policy-compare=${({ detail }: PartEvent<'policy-compare'>) => this.compare(detail, memory).catch(failed)}
    ></highwater-policy-comparison>`;
  }

  async #load(): Promise<Engine> {
    const { loadEngine } = await loadPart(
      'the engine of cache policies',
      () => import('../engine/engine.ts'),
    );
    this.#engine = await loadEngine();
    this.#host.requestUpdate();
    return this.#engine;
  }
}
