import type { ReactiveControllerHost } from 'lit';
import type { MemoryByLine, PythonEditor } from './editor.ts';

/** What an editor is opened with. */
interface EditorHost extends ReactiveControllerHost {
  readonly updateComplete: Promise<boolean>;
  /** Where it goes, once `editing` is known to the host. */
  editorPlace(): HTMLElement | null;
}

/** What the editor shows beside the code. */
interface Marks {
  readonly lines: MemoryByLine | null;
  /** The line at which the program failed. */
  readonly error: number | null;
}

interface EditorListener {
  typed(source: string): void;
  run(): void;
  failed(error: unknown): void;
}

const NO_MARKS: Marks = { lines: null, error: null };

/** Milliseconds without a change after which the code is checked. */
const PAUSE = 300;

/** The editor of an element, which is loaded when it is wanted. */
export class EditorController {
  readonly #host: EditorHost;
  readonly #listener: EditorListener;
  #editor: Promise<PythonEditor> | null = null;
  #open = false;
  #file = '';
  #source = '';
  #given = '';
  #due: ReturnType<typeof setTimeout> | null = null;

  constructor(host: EditorHost, listener: EditorListener) {
    this.#host = host;
    this.#listener = listener;
  }

  /** Whether there is an editor, in whose place nothing else is to be. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Sets the file and its text, and the text as it was given; marks of another are gone. */
  set(file: string, source: string, given: string): void {
    const isOther = file !== this.#file;
    this.#file = file;
    this.#source = source;
    this.#given = given;
    this.#editor?.then((editor) => {
      if (isOther) {
        editor.begin(source, file);
      } else {
        editor.source = source;
      }
      show(editor, NO_MARKS);
      this.#checkSoon();
    });
  }

  /** Opens the editor; `null` where it cannot be loaded. */
  async open(): Promise<PythonEditor | null> {
    this.#editor ??= this.#make();
    try {
      return await this.#editor;
    } catch (error) {
      this.#editor = null;
      this.#listener.failed(error);
      return null;
    }
  }

  /** Shows marks beside a source, as long as it is the editor's. */
  async show(source: string, marks: Marks): Promise<void> {
    const editor = await this.open();
    if (editor !== null && editor.source === source) {
      show(editor, marks);
    }
  }

  /** Takes away the marks of a run that is forgotten. */
  clearMarks(): void {
    this.#editor?.then((editor) => show(editor, NO_MARKS));
  }

  async #make(): Promise<PythonEditor> {
    const { openEditor } = await import('./editor.ts');
    this.#open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const editor = openEditor({
      parent: this.#host.editorPlace() as HTMLElement,
      root: (this.#host.editorPlace() as HTMLElement).getRootNode() as ShadowRoot,
      source: this.#source,
      label: this.#file,
      onChange: (source) => {
        this.#source = source;
        // What a run has found is about lines that may have been others.
        show(editor, NO_MARKS);
        this.#checkSoon();
        this.#listener.typed(source);
      },
      onRun: () => this.#listener.run(),
    });
    this.#checkSoon();
    return editor;
  }

  #checkSoon(): void {
    if (this.#due !== null) {
      clearTimeout(this.#due);
    }
    this.#due = setTimeout(() => this.#check(), PAUSE);
  }

  async #check(): Promise<void> {
    const [editor, { lintCachedMethods }, { changedRanges }] = await Promise.all([
      this.#editor,
      import('../lint/cached-methods.ts'),
      import('../exercises/fixed-ranges.ts'),
    ]);
    if (editor !== null) {
      const { source } = editor;
      editor.showProblems(lintCachedMethods(source));
      editor.showFixedRanges(changedRanges(this.#given, source));
    }
  }
}

function show(editor: PythonEditor, { lines, error }: Marks): void {
  editor.showMemory(lines);
  editor.showError(error);
}
