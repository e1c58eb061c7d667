/** An editor for Python files, one at a time. It is large, and loaded after the page. */

import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
} from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Extension, Prec } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import type { LintProblem } from '../lint/syntax.ts';
import { ERROR_LINE, setErrorLine } from './error-line.ts';
import { FIXED_LINES, type FixedLines, setFixedLines } from './fixed-lines.ts';
import { HANGING } from './hanging.ts';
import { LINE_MEMORY, type MemoryByLine, setLineMemory } from './line-memory.ts';
import { PLAIN_SEARCH } from './plain-search.ts';
import { PROBLEMS, problemsShown } from './problems.ts';
import { THEME } from './theme.ts';

export type { FixedLines } from './fixed-lines.ts';
export type { LineMemory, MemoryByLine } from './line-memory.ts';

interface EditorOptions {
  /** The editor's parent element. */
  readonly parent: HTMLElement;
  /** The parent's root. The editor's styles are added to it. */
  readonly root: ShadowRoot | Document;
  readonly source: string;
  /** The editor's accessible name. */
  readonly label: string;
  /** The learner has changed the text, or undone a change. */
  onChange(source: string): void;
  /** The learner has pressed Ctrl-Enter, or Cmd-Enter. */
  onRun?(): void;
}

/** Help for keyboard users. */
const HELP =
  'Tab indents. To leave the editor, press Escape and then Tab. ' + 'F8 moves to the next problem.';

/** The text in place of an empty file. */
const EMPTY = 'Write or paste a program, or drop .py files here.';

/** Milliseconds in which Tab leaves the editor after Escape, without another key. */
const LEAVING = 30_000;

/** Marks a change by the page, as opposed to the learner. */
const fromPage = Annotation.define<true>();

let editors = 0;

/** Opens an editor. Its styles use the custom properties of the page's elements. */
export function openEditor(options: EditorOptions): PythonEditor {
  return new PythonEditor(options);
}

export class PythonEditor {
  readonly #view: EditorView;
  /** The initial state of a file, with its accessible name. */
  readonly #stateOf: (source: string, label: string) => EditorState;
  /** The states of the other files, by their accessible names. */
  readonly #others = new Map<string, EditorState>();
  #label: string;

  constructor({ parent, root, source, label, onChange, onRun }: EditorOptions) {
    const help = document.createElement('p');
    help.className = 'cm-hiddenText';
    help.id = `highwater-editor-help-${++editors}`;
    help.textContent = onRun === undefined ? HELP : `${HELP} Ctrl-Enter runs the program.`;
    this.#stateOf = (source, label) =>
      EditorState.create({
        doc: source,
        extensions: [
          keysOf(onRun),
          EDITING,
          LINE_MEMORY,
          lineNumbers(),
          PROBLEMS,
          ERROR_LINE,
          FIXED_LINES,
          HANGING,
          placeholder(EMPTY),
          THEME,
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-describedby': help.id,
          }),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            if (docChanged && !transactions.every((one) => one.annotation(fromPage))) {
              onChange(state.doc.toString());
            }
          }),
        ],
      });
    this.#label = label;
    this.#view = new EditorView({ parent, root, state: this.#stateOf(source, label) });
    this.#view.dom.append(help);
  }

  /** The text. Setting it is one undo step and does not call `onChange`. */
  get source(): string {
    return this.#view.state.doc.toString();
  }

  set source(text: string) {
    const old = this.source;
    const source = text.replaceAll(/\r\n?/g, '\n');
    // The common start and end stay, and with them the marks and the caret there.
    const [from, common] = commonEnds(old, source);
    if (old !== source) {
      this.#view.dispatch({
        changes: {
          from,
          to: old.length - common,
          insert: source.slice(from, source.length - common),
        },
        annotations: [fromPage.of(true), isolateHistory.of('full')],
        userEvent: 'input.replace',
      });
    }
  }

  /** Shows another file, with the undo history that it had if its text is still the same. */
  begin(source: string, label: string): void {
    this.#others.set(this.#label, this.#view.state);
    const before = this.#others.get(label);
    const same = before !== undefined && before.doc.toString() === source;
    this.#view.setState(same ? before : this.#stateOf(source, label));
    this.#label = label;
  }

  /** Shows the memory of each line, or clears it. */
  showMemory(lines: MemoryByLine | null): void {
    this.#view.dispatch({ effects: setLineMemory.of(lines ?? new Map()) });
  }

  /** Shows these problems in place of the previous ones. */
  showProblems(problems: readonly LintProblem[]): void {
    this.#view.dispatch(problemsShown(this.#view.state, problems));
  }

  /** Marks the line of the exception, from 1, or none. */
  showError(line: number | null): void {
    const exists = line !== null && line >= 1 && line <= this.#view.state.doc.lines;
    this.#view.dispatch({
      effects: [
        setErrorLine.of(exists ? line : null),
        ...(exists ? [EditorView.announce.of(`The program failed at line ${line}.`)] : []),
      ],
    });
  }

  /** Shows the lines that must not be changed. */
  showFixedRanges(ranges: readonly FixedLines[]): void {
    this.#view.dispatch({ effects: setFixedLines.of(ranges) });
  }

  /** Moves to the first non-blank character of a line, from 1. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const { from, text } = doc.line(Math.min(doc.lines, Math.max(1, line)));
    const anchor = from + text.length - text.trimStart().length;
    this.#view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    this.focus();
  }

  focus(): void {
    this.#view.focus();
  }
}

const EDITING: Extension = [
  pythonLanguage,
  indentUnit.of('    '),
  EditorState.tabSize.of(4),
  history(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  PLAIN_SEARCH,
  EditorView.lineWrapping,
  // The default of two seconds for Tab is too short for some users.
  EditorView.domEventObservers({
    keyup({ key }, view) {
      if (key === 'Escape') {
        view.setTabFocusMode(LEAVING);
      }
    },
  }),
  keymap.of([...searchKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
];

/** The keys that run the program; elsewhere in the editor they would insert a line. */
function keysOf(onRun: (() => void) | undefined): Extension {
  if (onRun === undefined) {
    return [];
  }
  const run = () => {
    onRun();
    return true;
  };
  return Prec.highest(
    keymap.of([
      { key: 'Mod-Enter', run, preventDefault: true },
      { key: 'Ctrl-Enter', run, preventDefault: true },
    ]),
  );
}

/** The lengths of the common prefix of two texts, and of their common suffix after it. */
function commonEnds(one: string, other: string): [number, number] {
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) {
    start += 1;
  }
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) {
    end += 1;
  }
  return [start, end];
}
