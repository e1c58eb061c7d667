import { html, type LitElement, type TemplateResult } from 'lit';
import type { TestOptions } from '../exercise-tests/test-controller.ts';
import type { ProgramResult } from '../model/program-result.ts';
import type { ReportAnswer, ReportQuery } from '../model/report-answers.ts';
import type { HighwaterPython } from '../python/highwater-python.ts';
import type { ProgramTestReport } from '../python/program-tests-controller.ts';
import { isSwitchedOn, oneOf, readSwitch } from '../settings/readers.ts';
import {
  type Attribute,
  DEFAULTS,
  type Problem,
  readHardLimit,
  type Theme,
} from '../settings/settings.ts';
import { renderLoadError, renderStart } from '../ui/load-state.ts';
import { PresenceController } from '../ui/presence-controller.ts';
import { messageOf } from '../util/errors.ts';
import type { PlaygroundEngine } from './playground-engine.ts';

/** What follows from what goes on with the engine. */
interface PythonEngineListener {
  /** Something was asked of it: nothing is waited for any more. */
  asked(): void;
  /** An attribute could not be used, or one of that name can again. */
  met(problem: Problem): void;
  settled(name: Attribute): void;
}

/** How the attributes that mean something to this engine are taken over; each throws where it cannot be. */
const TAKERS: Readonly<
  Partial<Record<Attribute, (element: HighwaterPython, value: string) => void>>
> = {
  exercise: (element, named) => {
    element.exercise = named;
  },
  growth: (element, step) => {
    element.growth = step;
  },
  'hard-limit': (element, size) => {
    element.hardLimit = readHardLimit(size)?.bytes ?? null;
  },
  native: (element, on) => {
    element.native = readSwitch(on);
  },
  theme: (element, name) => {
    element.theme = oneOf<Theme>('auto', 'light', 'dark')(name);
  },
  traced: (element, on) => {
    element.traced = readSwitch(on);
  },
};

/** The page of Python, seen from the built script, which is one folder below it. */
const PYTHON_PAGE = '../python.html';

const NO_ENGINE =
  'This page is one file, and the interpreter is larger than all the rest of it. Embed highwater.js ' +
  'of the same build, or open its python.html.';

/**
 * The engine that runs Python, in an element of its own inside its host: loaded when it is chosen,
 * and asked for what the host is asked for.
 */
export class PythonEngine implements PlaygroundEngine {
  readonly #host: LitElement;
  readonly #listener: PythonEngineListener;
  #loading: Promise<HighwaterPython> | null = null;
  #element: HighwaterPython | null = null;
  #loadError = '';
  #source: string | null = null;
  #running: Promise<ProgramResult[]> | null = null;
  #latest: ProgramResult | null = null;
  /** How often a stop was asked for: a run that is stopped while it waits for the engine never begins. */
  #stops = 0;

  constructor(host: LitElement, listener: PythonEngineListener) {
    this.#host = host;
    this.#listener = listener;
    // Its element inside ends what goes on by itself, but not a run that waits for the engine.
    new PresenceController(host, { removed: () => this.stop() });
  }

  /** Whether the host has chosen this engine. */
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

  /** Takes over an attribute of the host; a bad one is told of, and has its default. */
  take(name: Attribute, value: string | null): void {
    const taker = TAKERS[name];
    if (this.#element === null || taker === undefined) {
      return;
    }
    try {
      taker(this.#element, value ?? DEFAULTS[name]);
      this.#listener.settled(name);
    } catch (error) {
      taker(this.#element, DEFAULTS[name]);
      this.#listener.met({ name, message: messageOf(error) });
    }
  }

  /** Shows the engine without being asked, and runs it where the host says so. */
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
    throw new Error('with engine="python" no capture can be opened');
  }

  /** What the host shows; `waits` says whether the reader has still to ask for it. */
  render(waits: boolean, start: () => void): TemplateResult {
    if (!import.meta.env.HIGHWATER_PYTHON) {
      return renderLoadError('There is no Python engine here.', NO_ENGINE, null);
    }
    if (this.#loadError !== '') {
      return renderLoadError('The Python engine could not be loaded.', this.#loadError, () => {
        this.begin();
      });
    }
    if (waits) {
      return renderStart('Python, run here to see which line the memory comes from.', start);
    }
    return html`${this.#element ?? html`<p class="small muted">Fetching the page’s Python…</p>`}`;
  }

  async #run(): Promise<ProgramResult[]> {
    const stops = this.#stops;
    const element = await this.#tried();
    if (element === null || stops !== this.#stops) {
      return [];
    }
    // A run that the reader has begun is not begun again, and its result is the latest.
    const result = (await element.run()) ?? this.#latest;
    return result === null ? [] : [result];
  }

  /** The element; `null` where it cannot be loaded, which is then shown. */
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
    await import('../python/highwater-python.ts');
    const element = document.createElement('highwater-python');
    // Whoever follows a shared link comes to the page of this build, not to one that embeds it.
    element.sharePage = new URL(/* @vite-ignore */ PYTHON_PAGE, import.meta.url).href;
    element.addEventListener('highwater-result', ({ detail }) => {
      this.#latest = detail;
    });
    this.#element = element;
    for (const name of Object.keys(TAKERS) as Attribute[]) {
      this.take(name, this.#host.getAttribute(name));
    }
    element.takeScripts(this.#host);
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
