import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Accepts files dropped on an element, and marks the element during the drag. */
export class FileDrop implements ReactiveController {
  /** True if a file is dragged over the element. */
  over = false;

  /** With `first`, files are taken before a part of the element, such as an editor, takes them. */
  constructor(
    readonly host: ReactiveControllerHost & HTMLElement,
    readonly take: (files: readonly File[]) => void,
    readonly first = false,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('dragover', this.#dragged);
    this.host.addEventListener('dragleave', this.#left);
    this.host.addEventListener('drop', this.#dropped, this.first);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragover', this.#dragged);
    this.host.removeEventListener('dragleave', this.#left);
    this.host.removeEventListener('drop', this.#dropped, this.first);
  }

  #dragged = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) {
      // Otherwise the browser would navigate to the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.#mark(true);
    }
  };

  #left = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.host.contains(event.relatedTarget))) {
      this.#mark(false);
    }
  };

  #dropped = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    this.#mark(false);
    if (files.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      this.take(files);
    }
  };

  #mark(over: boolean): void {
    if (this.over !== over) {
      this.over = over;
      this.host.requestUpdate();
    }
  }
}
