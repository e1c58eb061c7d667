import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { CodeView } from '../policy-code/code-view.ts';
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

/** Where each part is in the element's shadow root. */
const PARTS: Readonly<Record<PartName, string>> = {
  code: 'highwater-code',
  lint: 'highwater-code',
  plot: 'highwater-memory-plot',
  reports: 'highwater-report-panel',
  tests: 'highwater-tests-panel',
  challenge: 'highwater-challenge-panel, highwater-challenge',
};

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
    const part = this.#host.renderRoot.querySelector<HTMLElement>(PARTS[name]);
    if (part === null) {
      return;
    }
    if (name === 'lint') {
      (part as Partial<CodeView>).showLint?.();
      return;
    }
    // Where all is in one column the plot stays in view above it.
    const nearest = name === 'plot' || (name === 'code' && this.#host.clientWidth > ONE_COLUMN);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    part.scrollIntoView({
      block: nearest ? 'nearest' : 'start',
      behavior: still ? 'auto' : 'smooth',
    });
    focusIn(part);
  }
}

/** The width in pixels up to which all parts stand in one column. */
const ONE_COLUMN = 960;

/** Puts the focus on the first thing in a part, or in a part of it, that can have it. */
function focusIn(part: Element): boolean {
  for (const element of part.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []) {
    if (element.matches('select, input, button, [tabindex="0"]')) {
      element.focus({ preventScroll: true });
      return true;
    }
    if (focusIn(element)) {
      return true;
    }
  }
  return false;
}
