import { html, type LitElement, type TemplateResult } from 'lit';
import type { TestOptions } from '../exercise-tests/test-options.ts';
import type { ProgramResult } from '../model/program-result.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import type { HighwaterPython } from '../python/highwater-python.ts';
import type { ProgramTestReport } from '../python/program-tests-controller.ts';
import { isSwitchedOn } from '../settings/readers.ts';
import type { Attribute } from '../settings/settings.ts';
import { renderLoadError, renderStart } from '../ui/load-state.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';
import type { PlaygroundEngine } from './playground-engine.ts';
import type { PythonEngineListener } from './python-element.ts';

const NO_ENGINE =
  'The interpreter is too large for the single-file page. Embed highwater.js ' +
  'of the same build, or open its python.html.';

/**
 * The engine that runs Python, in an element inside its host: loaded when chosen, and given the
 * host's requests.
 */
export class PythonEngine implements PlaygroundEngine {
  readonly #host: LitElement;
  readonly #listener: PythonEngineListener;
  #loading: Promise<HighwaterPython> | null = null;
  #element: HighwaterPython | null = null;
  /** The module that creates the element, once loaded. */
  #part: typeof import('./python-element.ts') | null = null;
  #loadError = '';
  #source: string | null = null;
  #running: Promise<ProgramResult[]> | null = null;
  #latest: ProgramResult | null = null;
  /** The number of stop requests: a run stopped while it waits for the engine never begins. */
  #stops = 0;

  constructor(host: LitElement, listener: PythonEngineListener) {
    this.#host = host;
    this.#listener = listener;
    // The inner element ends its own runs, but not one that waits for the engine.
    new PresenceController(host, { removed: () => this.stop() });
  }

  /** True if the host has chosen this engine. */
  get chosen(): boolean {
    return this.#host.getAttribute('engine')?.trim().toLowerCase() === 'python';
  }

  get source(): string {
    return this.#element?.source ?? this.#source ?? '';
  }

  set source(source: string) {
    this.#source = source;
    if (this.#element !== null) {
      this.#element.source = source;
    }
  }

  get results(): ProgramResult[] {
    return [...(this.#element?.results ?? [])];
  }

  /** Applies an attribute of the host; an invalid one is reported and set to its default. */
  take(name: Attribute, value: string | null): void {
    if (this.#element !== null) {
      this.#part?.applyAttribute(this.#element, name, value, this.#listener);
    }
  }

  /** Shows the engine on loading, and runs it if the host is set to. */
  async begin(): Promise<void> {
    if ((await this.#tried()) !== null && this.#host.isConnected) {
      if (isSwitchedOn(this.#host.getAttribute('autorun') ?? undefined)) {
        this.run();
      }
    }
  }

  /** Runs the program; calls while it runs share the run. Never rejects. */
  run(): Promise<ProgramResult[]> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  stop(): void {
    this.#stops += 1;
    this.#element?.stop();
  }

  async test(_: string, { signal }: TestOptions): Promise<ProgramTestReport> {
    return (await this.#ready()).test(signal);
  }

  async report(name: string, query: ReportQuery): Promise<ReportAnswer> {
    return (await this.#ready()).report(query, name);
  }

  async export(name: string, format: string, query: ReportQuery): Promise<Uint8Array> {
    return (await this.#ready()).export(format, query, name);
  }

  async capture(name: string, signal?: AbortSignal): Promise<Blob> {
    return (await this.#ready()).capture(name, signal);
  }

  async open(): Promise<never> {
    throw new Error('captures cannot be opened with engine="python"');
  }

  /** The host's content; `waits` is whether the reader has to start it. */
  render(waits: boolean, start: () => void): TemplateResult {
    if (!import.meta.env.HIGHWATER_PYTHON) {
      return renderLoadError('The Python engine is not available.', NO_ENGINE, null);
    }
    if (this.#loadError !== '') {
      return renderLoadError('The Python engine could not be loaded.', this.#loadError, () => {
        this.begin();
      });
    }
    if (waits) {
      return renderStart('Run Python in this page to see the memory of each line.', start);
    }
    return html`${this.#element ?? html`<p class="small muted">Loading the Python engine…</p>`}`;
  }

  async #run(): Promise<ProgramResult[]> {
    const stops = this.#stops;
    const element = await this.#tried();
    if (element === null || stops !== this.#stops) {
      return [];
    }
    // A run started by the reader is not repeated, and its result is the latest.
    const result = (await element.run()) ?? this.#latest;
    return result === null ? [] : [result];
  }

  /** The element; `null` if it cannot be loaded, in which case the error is shown. */
  async #tried(): Promise<HighwaterPython | null> {
    try {
      return await this.#ready();
    } catch {
      return null;
    }
  }

  #ready(): Promise<HighwaterPython> {
    this.#listener.asked();
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      this.#loadError = messageOf(error);
      this.#host.requestUpdate();
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<HighwaterPython> {
    if (!import.meta.env.HIGHWATER_PYTHON) {
      throw new Error(NO_ENGINE);
    }
    this.#loadError = '';
    this.#part = await import('./python-element.ts');
    const element = this.#part.pythonElementOf(this.#host, this.#listener, (result) => {
      this.#latest = result;
    });
    this.#element = element;
    if (this.#source !== null) {
      element.source = this.#source;
    }
    this.#host.requestUpdate();
    if (this.#host.isConnected) {
      await this.#host.updateComplete;
    }
    return element;
  }
}
