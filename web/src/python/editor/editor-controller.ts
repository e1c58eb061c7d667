import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { loadPart } from '../../util/parts.ts';
import type { MemoryByLine, PythonEditor } from './editor.ts';

/** The dependencies of an editor. */
interface EditorHost extends ReactiveControllerHost {
  readonly updateComplete: Promise<boolean>;
  /** The editor's parent element, once `editing` is set. */
  editorPlace(): HTMLElement | null;
}

/** The marks of a run beside the code of its files. */
interface RunMarks {
  /** The files that were run, each with the source to which the marks belong. */
  readonly files: readonly { readonly name: string; readonly source: string }[];
  /** The memory of lines, by the name of their file. */
  readonly lines: ReadonlyMap<string, MemoryByLine> | null;
  /** The place of the exception. */
  readonly error: { readonly file: string | null; readonly line: number | null } | null;
}

/** The marks beside the code of one file. */
interface Marks {
  readonly lines: MemoryByLine | null;
  /** The line of the exception. */
  readonly error: number | null;
}

interface EditorListener {
  typed(source: string): void;
  run(): void;
  /** A part of the editor could not be loaded; `retry` tries it again. */
  failed(error: unknown, retry: () => void): void;
}

const NO_MARKS: Marks = { lines: null, error: null };

/** Milliseconds without a change before the code is checked. */
const PAUSE = 300;

/** The editor of an element, loaded on first use. */
export class EditorController {
  readonly #host: EditorHost;
  readonly #listener: EditorListener;
  #editor: Promise<PythonEditor> | null = null;
  #open = false;
  #file = '';
  #source = '';
  #given = '';
  #marks: RunMarks | null = null;
  #due: ReturnType<typeof setTimeout> | null = null;

  constructor(host: EditorHost, listener: EditorListener) {
    this.#host = host;
    this.#listener = listener;
  }

  /** Sets the file, its text and its original text, with the marks of the latest run. */
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
      show(editor, this.#marksOf(file, source));
      this.#checkSoon();
    }, ignore);
  }

  /** The editor's place, and the plain text in it until the editor is loaded. */
  render(): TemplateResult {
    const edit = async () => (await this.open())?.focus();
    return html`<div class="editor" data-testid="editor" ?hidden=${!this.#open}></div>
      ${
        this.#open
          ? nothing
          : html`<div
              class="given"
              data-testid="given"
              role="textbox"
              aria-readonly="true"
              aria-multiline="true"
              aria-label=${`${this.#file}: press Enter to edit it`}
              tabindex="0"
              @click=${edit}
              @keydown=${({ key }: KeyboardEvent) => key === 'Enter' && edit()}
            >${this.#source.split('\n').map((line) => html`<div>${line}</div>`)}</div>`
      }`;
  }

  /** Opens the editor; `null` if it cannot be loaded. */
  async open(): Promise<PythonEditor | null> {
    this.#editor ??= this.#make();
    try {
      return await this.#editor;
    } catch (error) {
      this.#editor = null;
      this.#listener.failed(error, () => this.open());
      return null;
    }
  }

  /** Shows the marks of a run, in files that have not changed since. */
  async show(marks: RunMarks): Promise<void> {
    this.#marks = marks;
    const editor = await this.open();
    if (editor !== null) {
      show(editor, this.#marksOf(this.#file, editor.source));
    }
  }

  /** Clears the marks of a removed run. */
  clearMarks(): void {
    this.#marks = null;
    this.#editor?.then((editor) => show(editor, NO_MARKS), ignore);
  }

  /** The marks beside a source. */
  #marksOf(file: string, source: string): Marks {
    const { files = [], lines = null, error = null } = this.#marks ?? {};
    return files.some((one) => one.name === file && one.source === source)
      ? { lines: lines?.get(file) ?? null, error: error?.file === file ? error.line : null }
      : NO_MARKS;
  }

  async #make(): Promise<PythonEditor> {
    const { openEditor } = await loadPart('The editor', () => import('./editor.ts'));
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
        // Results of a run refer to lines that may have changed.
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
    try {
      const editor = await this.#editor;
      const [{ lintCachedMethods }, { changedRanges }] = await loadPart(
        'The check of the code',
        () =>
          Promise.all([
            import('../lint/cached-methods.ts'),
            import('../exercises/fixed-ranges.ts'),
          ]),
      );
      if (editor !== null) {
        const { source } = editor;
        editor.showProblems(lintCachedMethods(source));
        editor.showFixedRanges(changedRanges(this.#given, source));
      }
    } catch (error) {
      this.#listener.failed(error, () => this.#check());
    }
  }
}

/** An editor that is not there has no text and no marks; `open` reports the reason. */
function ignore(): void {}

function show(editor: PythonEditor, { lines, error }: Marks): void {
  editor.showMemory(lines);
  editor.showError(error);
}
