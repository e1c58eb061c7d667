import {
  html,
  type LitElement,
  type nothing,
  type ReactiveController,
  type TemplateResult,
} from 'lit';
import type { PartEvent, PartEvents, PartName } from '../settings/events.ts';
import type { Settings } from '../settings/settings.ts';
import { LatePart } from '../ui/late-part.ts';

/** The lesson's inputs, and the handlers of its requests. */
interface LessonParts {
  readonly running: boolean;
  change(change: PartEvents['setting-change']): void;
  setUp(request: PartEvents['setup-request']): void;
  run(): void;
  stop(): void;
}

/**
 * The lesson of an element: its code is fetched on first use, and it navigates to the other parts.
 */
export class LessonController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isOpen: () => boolean;
  readonly #lesson: LatePart;
  readonly #code: LatePart;

  constructor(host: LitElement, isOpen: () => boolean) {
    this.#host = host;
    this.#isOpen = isOpen;
    this.#lesson = new LatePart(host, 'the lesson', () => import('./lesson.ts'));
    this.#code = new LatePart(
      host,
      'the view of the code',
      () => import('../policy-code/code-view.ts'),
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.#code.need();
  }

  hostUpdated(): void {
    if (this.#isOpen()) {
      this.#lesson.need();
    }
  }

  renderLesson(settings: Settings | null, parts: LessonParts): TemplateResult {
    if (settings !== null && !settings.lesson) {
      return html`<section class="lesson" aria-label="Lesson" data-folded>
        <button
          @click=${() => parts.change({ name: 'lesson', value: '1' })}
        >
          Open the lesson
        </button>
      </section>`;
    }
    return html`<section class="lesson" aria-label="Lesson">
      ${this.#lesson.renderProblem()}
      <highwater-lesson
        .settings=${settings}
        .running=${parts.running}
        @setting-change=${({ detail }: PartEvent<'setting-change'>) => parts.change(detail)}
        @setup-request=${({ detail }: PartEvent<'setup-request'>) => parts.setUp(detail)}
        @part-request=${({ detail }: PartEvent<'part-request'>) => this.#leadTo(detail)}
        @run-request=${parts.run}
        @stop-request=${parts.stop}
      ></highwater-lesson>
    </section>`;
  }

  /** The reason why the code is not shown, with a way to retry. */
  renderCodeProblem(): TemplateResult | typeof nothing {
    return this.#code.renderProblem();
  }

  /** The program line that fills the flamegraph's width; 0 if no line does. */
  markedLine(settings: Settings | null): number {
    const key = settings?.report.flamegraph.zoom.at(-1) ?? '';
    return Number(/:(\d+)$/.exec(key)?.[1] ?? 0);
  }

  async #leadTo(name: PartName): Promise<void> {
    await this.#host.updateComplete;
    // Without the code, the reader scrolls to the part.
    const way = await import('./lead-to-part.ts').catch(() => null);
    way?.leadToPart(this.#host, name);
  }
}
