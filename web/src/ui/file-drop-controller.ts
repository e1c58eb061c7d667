import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Accepts files dropped on an element, and marks the element during the drag. */
export class FileDrop implements ReactiveController {
  /** True if a file is dragged over the element. */
  over = false;

  constructor(
    readonly host: ReactiveControllerHost & HTMLElement,
    readonly take: (file: File) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('dragover', this.#dragged);
    this.host.addEventListener('dragleave', this.#left);
    this.host.addEventListener('drop', this.#dropped);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragover', this.#dragged);
    this.host.removeEventListener('dragleave', this.#left);
    this.host.removeEventListener('drop', this.#dropped);
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
    const file = event.dataTransfer?.files[0];
    this.#mark(false);
    if (file !== undefined) {
      event.preventDefault();
      this.take(file);
    }
  };

  #mark(over: boolean): void {
    if (this.over !== over) {
      this.over = over;
      this.host.requestUpdate();
    }
  }
}
