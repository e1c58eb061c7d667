/** What checks have to say: underlined, marked in a gutter, told on hover and by keyboard. */

import {
  type Diagnostic,
  diagnosticCount,
  forEachDiagnostic,
  lintGutter,
  lintKeymap,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
} from '@codemirror/lint';
import {
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  type Text,
  type TransactionSpec,
} from '@codemirror/state';
import { type Command, EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { LintProblem } from '../python/problem.ts';

/** The change that shows these problems instead of those before. */
export function problemsShown(
  state: EditorState,
  problems: readonly LintProblem[],
): TransactionSpec {
  return setDiagnostics(
    state,
    problems
      .filter(({ line }) => line >= 1 && line <= state.doc.lines)
      .map((problem) => diagnosticOf(state.doc, problem)),
  );
}

function diagnosticOf(
  doc: Text,
  { line, column, endColumn, code, message }: LintProblem,
): Diagnostic {
  const { from, to } = doc.line(line);
  const at = (column: number) => Math.min(to, from + Math.max(0, column));
  return {
    from: at(column),
    to: Math.max(at(column), at(endColumn)),
    severity: 'warning',
    source: code,
    message,
  };
}

/** Opens the message at the caret, or closes it. */
const tellHere = StateEffect.define<Tooltip | null>();

/** The message that was gone to by keyboard, up to the next move or edit. */
const told = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, { effects, docChanged, selection }) {
    const effect = effects.find((effect) => effect.is(tellHere));
    if (effect !== undefined) {
      return effect.value;
    }
    return docChanged || selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/** Goes to a problem, and then says what it is, on the screen and aloud. */
function telling(go: Command): Command {
  return (view) => {
    if (diagnosticCount(view.state) === 0 || !go(view)) {
      return false;
    }
    const { from, to } = view.state.selection.main;
    const here: Diagnostic[] = [];
    forEachDiagnostic(view.state, (diagnostic, start, end) => {
      if (start === from && end === to) {
        here.push(diagnostic);
      }
    });
    const words = here.map(({ source, message }) => `${source}: ${message}`);
    view.dispatch({
      effects: [
        tellHere.of({ pos: from, above: true, create: () => ({ dom: messageOf(here) }) }),
        EditorView.announce.of(words.join('. ')),
      ],
    });
    return true;
  };
}

function messageOf(diagnostics: readonly Diagnostic[]): HTMLElement {
  const element = document.createElement('div');
  element.className = 'cm-tooltip-lint';
  for (const { source = '', message } of diagnostics) {
    const one = document.createElement('div');
    one.className = 'cm-diagnostic cm-diagnostic-warning';
    const code = document.createElement('span');
    code.className = 'cm-diagnosticSource';
    code.textContent = source;
    one.append(`${message} `, code);
    element.append(one);
  }
  return element;
}

/** F8 goes to the next problem, Shift-F8 to the one before, Ctrl-Shift-M opens all of them. */
export const PROBLEMS: Extension = [
  lintGutter(),
  told,
  keymap.of([
    { key: 'F8', run: telling(nextDiagnostic), shift: telling(previousDiagnostic) },
    {
      key: 'Escape',
      run(view) {
        const open = view.state.field(told) !== null;
        if (open) {
          view.dispatch({ effects: tellHere.of(null) });
        }
        return open;
      },
    },
    ...lintKeymap,
  ]),
];
