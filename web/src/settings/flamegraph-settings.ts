/** The settings of a flamegraph, independent of its content. */

/** The quantity of a frame's width. */
export type Metric = 'bytes' | 'count';

export interface FlamegraphState {
  readonly metric: Metric;
  /** An icicle grows down from its root, a flame up. */
  readonly layout: 'icicle' | 'flame';
  /** True if callers are above the frames that they called. */
  readonly inverted: boolean;
  /** True if frames of Python's import system are shown. */
  readonly imports: boolean;
  /** A regular expression; matching frames are highlighted. */
  readonly search: string;
  /**
   * The keys of the frames from below the root to the zoomed frame; empty for the whole graph. A
   * graph without that frame zooms to the last one that it has.
   */
  readonly zoom: readonly string[];
}

export const INITIAL_STATE: FlamegraphState = {
  metric: 'bytes',
  layout: 'icicle',
  inverted: false,
  imports: false,
  search: '',
  zoom: [],
};

/** True if two paths are equal. */
export function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
