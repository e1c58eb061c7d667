/** Lines that must not be changed. */

import {
  type Extension,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** Fixed lines by number, from 1, both included. */
export interface FixedLines {
  readonly first: number;
  readonly last: number;
  /** True if they differ from the original. */
  readonly changed: boolean;
}

/** Shows these lines as fixed. */
export const setFixedLines = StateEffect.define<readonly FixedLines[]>();

const FIXED = Decoration.line({ class: 'cm-fixed' });
const CHANGED = Decoration.line({ class: 'cm-fixed cm-changed' });

const NOTE = Decoration.widget({
  side: 1,
  widget: new (class extends WidgetType {
    override eq(): boolean {
      return true;
    }

    override toDOM(): HTMLElement {
      const note = document.createElement('span');
      note.className = 'cm-changedNote';
      note.textContent = 'changed';
      note.title = 'These lines differ from the original.';
      return note;
    }
  })(),
});

const fixedLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, state }) {
    const effect = effects.find((effect) => effect.is(setFixedLines));
    return effect === undefined ? marks.map(changes) : marksOf(effect.value, state.doc);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(ranges: readonly FixedLines[], doc: Text): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let free = 1;
  for (const { first, last, changed } of [...ranges].sort((a, b) => a.first - b.first)) {
    // A deleted range is marked at its place.
    const start = Math.min(Math.max(first, free), doc.lines);
    const end = Math.min(Math.max(last, start), doc.lines);
    if (start < free) {
      continue;
    }
    for (let number = start; number <= end; number += 1) {
      const line = doc.line(number);
      builder.add(line.from, line.from, changed ? CHANGED : FIXED);
      if (changed && number === start) {
        builder.add(line.to, line.to, NOTE);
      }
    }
    free = end + 1;
  }
  return builder.finish();
}

/** Shades the lines, and labels changed ones. */
export const FIXED_LINES: Extension = fixedLines;
