import type { ReactiveControllerHost } from 'lit';
import type { ProgramFile } from '../model/run-result.ts';
import { FileDrop } from '../ui/file-drop-controller.ts';
import { download } from '../util/download.ts';
import { loadPart } from '../util/parts.ts';
import type { SourceController } from './source-controller.ts';

interface FilesListener {
  /** Files were dropped. */
  dropped(files: readonly File[]): void;
  /** Switches to the program of the reader's own. */
  own(): Promise<void>;
  /** Files could not be opened; an empty text if they were. */
  failed(error: unknown): void;
}

/** Python files between the reader's computer and an element: dropped, opened and saved. */
export class FilesController {
  readonly #source: SourceController;
  readonly #listener: FilesListener;
  readonly #drop: FileDrop;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    source: SourceController,
    listener: FilesListener,
  ) {
    this.#source = source;
    this.#listener = listener;
    // The editor would insert their text.
    this.#drop = new FileDrop(host, (files) => listener.dropped(files), true);
  }

  /** True if a file is dragged over the element. */
  get over(): boolean {
    return this.#drop.over;
  }

  /**
   * Opens files: the file of the exercise in its place, others in the program of the reader's own.
   * Never rejects.
   */
  async open(files: readonly File[]): Promise<void> {
    try {
      const { readPythonFiles } = await loadPart(
        'The part that opens files',
        () => import('./open-files.ts'),
      );
      await this.#take(await readPythonFiles(files));
      this.#listener.failed('');
    } catch (error) {
      this.#listener.failed(error);
    }
  }

  /** Saves the shown file. */
  save(): void {
    const { name, source } = this.#source.shown;
    download(new Blob([source], { type: 'text/x-python' }), name);
  }

  async #take(files: readonly ProgramFile[]): Promise<void> {
    const { exercise } = this.#source;
    const [first] = files;
    if (files.length === 1 && first?.name === exercise?.file.name) {
      this.#source.adopt(first?.source ?? '');
      return;
    }
    if (exercise !== null) {
      await this.#listener.own();
    }
    this.#source.add(files);
  }
}
