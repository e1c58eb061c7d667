/** A gutter with the memory of each line, and a bar for its share. */

import {
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  type Transaction,
} from '@codemirror/state';
import {
  type EditorView,
  GutterMarker,
  gutter,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { formatShare } from '../../util/format.ts';
import { splitSize } from '../../util/size.ts';

/** The memory of one line. */
export interface LineMemory {
  readonly bytes: number;
  /** Its part of the peak, from 0 to 1. */
  readonly share: number;
}

/** By the number of the line, from 1. */
export type MemoryByLine = ReadonlyMap<number, LineMemory>;

const NONE: MemoryByLine = new Map();

/** Shows the memory of these lines, or of none. */
export const setLineMemory = StateEffect.define<MemoryByLine>();

/** The memory of the lines, which moves with them during edits. */
export const lineMemory = StateField.define<MemoryByLine>({
  create: () => NONE,
  update(lines, transaction) {
    const effect = transaction.effects.find((effect) => effect.is(setLineMemory));
    if (effect !== undefined) {
      return effect.value;
    }
    return transaction.docChanged && lines.size > 0 ? moved(lines, transaction) : lines;
  },
});

function moved(lines: MemoryByLine, { startState, changes, state }: Transaction): MemoryByLine {
  const result = new Map<number, LineMemory>();
  for (const [number, memory] of lines) {
    if (number > startState.doc.lines) {
      continue;
    }
    const { from, to } = startState.doc.line(number);
    const [start, end] = [changes.mapPos(from, 1), changes.mapPos(to, -1)];
    // A line deleted as a whole loses its memory.
    if (start >= end && from < to) {
      continue;
    }
    const now = state.doc.lineAt(start).number;
    if (memory.bytes > (result.get(now)?.bytes ?? 0)) {
      result.set(now, memory);
    }
  }
  return result;
}

/** A size of at most three digits and its unit: `677 MiB`, `67.7 MiB`, `12 B`. */
export function shortSize(bytes: number): string {
  const { quantity, unit } = splitSize(bytes);
  const digits = Number(quantity) >= 100 ? Math.round(Number(quantity)).toString() : quantity;
  return `${digits} ${unit}`;
}

/** The number of the line with the most bytes; 0 if there is none. */
export function heaviestLine(lines: MemoryByLine): number {
  let [heaviest, most] = [0, 0];
  for (const [number, { bytes }] of lines) {
    if (bytes > most || (bytes === most && number < heaviest)) {
      [heaviest, most] = [number, bytes];
    }
  }
  return heaviest;
}

/** The gutter's content as text, in the order of lines. */
export function describeMemory(lines: MemoryByLine): string[] {
  const heaviest = heaviestLine(lines);
  return [...lines]
    .sort(([one], [other]) => one - other)
    .map(([number, memory]) => describeLine(number, memory, number === heaviest));
}

function describeLine(number: number, { bytes, share }: LineMemory, most: boolean): string {
  const words = `line ${number}: ${shortSize(bytes)}, ${formatShare(share, 1)} of the peak`;
  return most ? `${words}, the largest of all lines` : words;
}

class MemoryMarker extends GutterMarker {
  constructor(
    readonly number: number,
    readonly memory: LineMemory,
    readonly most: boolean,
  ) {
    super();
  }

  override eq(other: MemoryMarker): boolean {
    return (
      other.number === this.number &&
      other.memory.bytes === this.memory.bytes &&
      other.memory.share === this.memory.share &&
      other.most === this.most
    );
  }

  override toDOM(): HTMLElement {
    const { bytes, share } = this.memory;
    const bar = spanOf('cm-memoryBar', '');
    bar.style.inlineSize = `${100 * Math.max(0, Math.min(1, share))}%`;
    const text = this.most ? `◆ ${shortSize(bytes)}` : shortSize(bytes);
    const element = document.createElement('div');
    element.className = this.most ? 'cm-memory cm-memoryMost' : 'cm-memory';
    element.title = describeLine(this.number, this.memory, this.most);
    element.append(bar, spanOf('cm-memorySize', text));
    return element;
  }
}

/** Keeps the gutter as wide as its widest text, and hidden if empty. */
class WidestMarker extends GutterMarker {
  constructor(readonly text: string) {
    super();
  }

  override eq(other: WidestMarker): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    if (this.text !== '') {
      element.className = 'cm-memory cm-memoryMost';
      element.append(this.text);
    }
    return element;
  }
}

function spanOf(name: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}

function widestOf(state: EditorState): WidestMarker {
  const sizes = [...state.field(lineMemory).values()].map(({ bytes }) => `◆ ${shortSize(bytes)}`);
  return new WidestMarker(
    sizes.reduce((widest, size) => (size.length > widest.length ? size : widest), ''),
  );
}

const GUTTER = gutter({
  class: 'cm-memoryGutter',
  lineMarker(view, { from }) {
    const lines = view.state.field(lineMemory);
    const { number } = view.state.doc.lineAt(from);
    const memory = lines.get(number);
    return memory === undefined
      ? null
      : new MemoryMarker(number, memory, number === heaviestLine(lines));
  },
  lineMarkerChange: isChanged,
  initialSpacer: ({ state }) => widestOf(state),
  updateSpacer(spacer, update) {
    const widest = isChanged(update) ? widestOf(update.state) : spacer;
    return spacer.eq(widest) ? spacer : widest;
  },
});

function isChanged({ startState, state }: ViewUpdate): boolean {
  return startState.field(lineMemory) !== state.field(lineMemory);
}

/** The same as a list, because gutters are hidden from screen readers. */
const LIST = ViewPlugin.fromClass(
  class {
    readonly list = document.createElement('ul');

    constructor(view: EditorView) {
      this.list.className = 'cm-hiddenText';
      this.list.ariaLabel = 'Memory of the lines at the peak';
      this.fill(view.state);
      view.dom.append(this.list);
    }

    update(update: ViewUpdate): void {
      if (isChanged(update)) {
        this.fill(update.state);
      }
    }

    destroy(): void {
      this.list.remove();
    }

    private fill(state: EditorState): void {
      const words = describeMemory(state.field(lineMemory));
      this.list.hidden = words.length === 0;
      this.list.replaceChildren(
        ...words.map((text) => {
          const item = document.createElement('li');
          item.textContent = text;
          return item;
        }),
      );
    }
  },
);

/** The gutter and its text. */
export const LINE_MEMORY: Extension = [lineMemory, GUTTER, LIST];
