import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { PartEvent, PartEvents, PartName } from '../settings/events.ts';
import type { Settings } from '../settings/settings.ts';

/** What the lesson is shown, and what its requests lead to. */
interface LessonParts {
  readonly running: boolean;
  change(change: PartEvents['setting-change']): void;
  setUp(request: PartEvents['setup-request']): void;
  run(): void;
  stop(): void;
}

/**
 * The lesson of an element: its code is fetched when it is wanted first, and it leads the reader
 * to the other parts.
 */
export class LessonController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isOpen: () => boolean;
  #fetched: Promise<unknown> | null = null;

  constructor(host: LitElement, isOpen: () => boolean) {
    this.#host = host;
    this.#isOpen = isOpen;
    host.addController(this);
  }

  hostConnected(): void {
    import('../policy-code/code-view.ts').catch(() => {
      // The playground does without the code where it cannot be fetched.
    });
  }

  hostUpdated(): void {
    if (this.#isOpen()) {
      this.#fetched ??= import('./lesson.ts').catch(() => {
        this.#fetched = null;
      });
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

  /** The line of the program that fills the flamegraph's width; 0 where none does. */
  markedLine(settings: Settings | null): number {
    const key = settings?.report.flamegraph.zoom.at(-1) ?? '';
    return Number(/:(\d+)$/.exec(key)?.[1] ?? 0);
  }

  async #leadTo(name: PartName): Promise<void> {
    await this.#host.updateComplete;
    // The reader finds the part without it, where it cannot be fetched.
    const way = await import('./lead-to-part.ts').catch(() => null);
    way?.leadToPart(this.#host, name);
  }
}
