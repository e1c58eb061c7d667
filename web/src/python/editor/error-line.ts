/** The line of the exception. */

import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, lineNumberMarkers } from '@codemirror/view';

/** Marks a line by its number, from 1, or none. */
export const setErrorLine = StateEffect.define<number | null>();

const LINE = Decoration.line({ class: 'cm-error' });

const NUMBER = new (class extends GutterMarker {
  override elementClass = 'cm-errorGutter';
})();

/** The start of the marked line; `null` for none. It moves with edits. */
const errorLine = StateField.define<number | null>({
  create: () => null,
  update(at, { effects, docChanged, changes, state }) {
    const effect = effects.find((effect) => effect.is(setErrorLine));
    if (effect !== undefined) {
      const { value } = effect;
      return value === null || value > state.doc.lines ? null : state.doc.line(value).from;
    }
    return at === null || !docChanged ? at : state.doc.lineAt(changes.mapPos(at, 1)).from;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (at) =>
      at === null ? Decoration.none : Decoration.set([LINE.range(at)]),
    ),
    lineNumberMarkers.from(field, (at) =>
      at === null ? RangeSet.empty : RangeSet.of([NUMBER.range(at)]),
    ),
  ],
});

/** Marks the line, and its number. */
export const ERROR_LINE: Extension = errorLine;
