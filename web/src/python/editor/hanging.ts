/** Hanging indents: wrapped lines are indented beyond their first line. */

import { type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

/** The indents with styles. */
const MARKS = [0, 4, 8, 12, 16].map((indent) => Decoration.line({ class: `cm-indent-${indent}` }));

function marksOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const indent = line.text.length - line.text.trimStart().length;
      const mark = MARKS[Math.min(MARKS.length - 1, Math.floor(indent / 4))];
      if (mark !== undefined) {
        builder.add(line.from, line.from, mark);
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** Hanging indents of wrapped lines. */
export const HANGING: Extension = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;

    constructor(view: EditorView) {
      this.marks = marksOf(view);
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || viewportChanged) {
        this.marks = marksOf(view);
      }
    }
  },
  { decorations: ({ marks }) => marks },
);
