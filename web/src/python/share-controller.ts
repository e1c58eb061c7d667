import type { ReactiveControllerHost } from 'lit';
import { copyText } from '../util/clipboard.ts';
import { loadPart } from '../util/parts.ts';

/** A program to share. */
interface Shared {
  /** The id of its exercise, or of the program of one's own. */
  readonly exercise: string;
  /** The URL of its exercise, if that was fetched. */
  readonly address: string | null;
  /** Its files as one text. */
  readonly source: string;
  /** The URL of the page that the link opens; empty for the current page. */
  readonly page: string;
}

/** The links of an element to its code, and the note on the latest one. */
export class ShareController {
  readonly #host: ReactiveControllerHost;
  #note = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** The outcome of the latest copy; empty after a change of the code. */
  get note(): string {
    return this.#note;
  }

  /** Clears the outcome, because the code has changed. */
  reset(): void {
    this.#note = '';
  }

  /**
   * Copies a link and returns its fragment. Rejects with the reason as text if the code does not
   * fit in a link.
   */
  async copy({ exercise, address, source, page }: Shared): Promise<string> {
    const { writeFragment } = await sharing();
    const fragment = await writeFragment({ exercise, source });
    const link = new URL(fragment, page || location.href);
    link.searchParams.delete('exercise');
    if (address !== null) {
      link.searchParams.set('exercise', address);
    }
    this.#note = (await copyText(link.href))
      ? 'Link copied.'
      : 'The browser refused to copy the link: copy it from the address bar.';
    this.#host.requestUpdate();
    return fragment;
  }
}

/** The part that writes and reads links. */
export function sharing(): Promise<typeof import('./share-link.ts')> {
  return loadPart('The part that shares code', () => import('./share-link.ts'));
}
