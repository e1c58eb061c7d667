/** Problems of checks: underlined, marked in a gutter, shown on hover and by keyboard. */

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
  Prec,
  type Text,
  type TransactionSpec,
} from '@codemirror/state';
import {
  type Command,
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  keymap,
} from '@codemirror/view';
import type { LintProblem } from '../lint/syntax.ts';

/** The transaction that replaces the shown problems. */
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

/** Moves to a problem, opens its message and announces it. */
function telling(go: Command): Command {
  return (view) => {
    if (diagnosticCount(view.state) === 0) {
      return false;
    }
    // It returns false if the selection is at the only problem already.
    go(view);
    const { from, to } = view.state.selection.main;
    const words: string[] = [];
    forEachDiagnostic(view.state, ({ source, message }, start, end) => {
      if (start === from && end === to) {
        words.push(`${source}: ${message}`);
      }
    });
    view.dispatch({ effects: EditorView.announce.of(words.join(' ')) });
    return true;
  };
}

function closeMessage(view: EditorView): boolean {
  const isOpen = hasHoverTooltips(view.state);
  if (isOpen) {
    view.dispatch({ effects: closeHoverTooltips });
  }
  return isOpen;
}

/**
 * F8 moves to the next problem, Shift-F8 to the previous one, Ctrl-Shift-M lists all of them, and
 * Escape closes a message.
 */
export const PROBLEMS: Extension = [
  lintGutter(),
  // Escape closes an open message first, and otherwise clears the selection.
  Prec.high(
    keymap.of([
      { key: 'F8', run: telling(nextDiagnostic), shift: telling(previousDiagnostic) },
      { key: 'Escape', run: closeMessage },
      ...lintKeymap,
    ]),
  ),
];
