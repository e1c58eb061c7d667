/** The key of the memory plot: its entries and the drawing of each mark. */

import { LABELS } from './labels.ts';

/** The size of a mark. */
export const MARK = { width: 26, height: 12 } as const;

/** A stroke or a filled area of a mark, in the colour of the text. */
export interface MarkPath {
  readonly d: string;
  /** The stroke width; 0 for an area. */
  readonly stroke: number;
  /** The lengths of dashes and gaps. */
  readonly dash?: string;
  /** The opacity of the area; 0 for a line. */
  readonly fill?: number;
}

/** The names of the entries. */
export type KeyName = 'live' | 'linear' | 'free' | 'peak' | 'limit' | 'collection';

/** An entry of the key. */
export interface KeyEntry {
  readonly name: KeyName;
  readonly label: string;
  readonly mark: readonly MarkPath[];
}

function entry(name: KeyName, ...mark: readonly MarkPath[]): KeyEntry {
  return { name, label: LABELS[name], mark };
}

const ENTRIES: readonly KeyEntry[] = [
  entry('live', { d: 'M1 5h24V12H1z', stroke: 0, fill: 0.18 }, { d: 'M1 5h24', stroke: 2 }),
  entry('linear', { d: 'M1 6h24', stroke: 1.5, dash: '5 3.5' }),
  entry('free', { d: 'M1 11L9 1M7 11L15 1M13 11L21 1M19 11L25 3', stroke: 1.1 }),
  entry('peak', { d: 'M8.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z', stroke: 0, fill: 1 }),
  entry('limit', { d: 'M1 6h24', stroke: 1.5 }),
  entry('collection', { d: 'M7 12V8M13 12V4.5M19 12V1', stroke: 1.5 }),
];

/** The entries of a picture with these marks, in the order of the key. */
export function keyOf(shows: Readonly<Record<KeyName, boolean>>): readonly KeyEntry[] {
  return ENTRIES.filter(({ name }) => shows[name]);
}
