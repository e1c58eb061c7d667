/** What a reader can set on a flamegraph. It is independent of what the graph shows. */

/** What the width of a frame stands for. */
export type Metric = 'bytes' | 'count';

export interface FlamegraphState {
  readonly metric: Metric;
  /** An icicle grows down from its root, a flame up. */
  readonly layout: 'icicle' | 'flame';
  /** Whether frames stand on those that they were called by. */
  readonly inverted: boolean;
  /** A regular expression; frames that it matches are highlighted. */
  readonly search: string;
  /**
   * The keys of the frames from below the root to the one that fills the width; empty for the
   * whole. A graph that has no such frame shows the last one of them that it has.
   */
  readonly zoom: readonly string[];
}

export const INITIAL_STATE: FlamegraphState = {
  metric: 'bytes',
  layout: 'icicle',
  inverted: false,
  search: '',
  zoom: [],
};

/** Whether two paths lead to the same frame. */
export function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
