/** A tree under a state of the view. Parts unaffected by a change are reused. */

import type { DifferenceNode, TreeNode } from '../model/report-answers.ts';
import type { Matches } from '../patterns/matches.ts';
import { type FlamegraphState, samePath } from '../settings/flamegraph-settings.ts';
import { type Frames, framesOf, withoutImports } from './frames.ts';
import { invert } from './inversion.ts';
import { endOf, follow, type Layout, layoutOf, type Range } from './layout.ts';
import { type Search, search, textsOf } from './search.ts';

/** The parts that have changed. */
export interface ModelChanges {
  readonly tree: boolean;
  readonly inverted: boolean;
  readonly metric: boolean;
  readonly layout: boolean;
  readonly zoom: boolean;
}

/** Matches a pattern in texts; `null` while the matches are not known. */
type Match = (pattern: string, texts: readonly string[]) => Matches | null;

export class Model {
  /** `null` while there is no tree. */
  frames: Frames | null = null;
  layout: Layout | null = null;
  found: Search | null = null;
  /** The frame that fills the width. */
  zoomed = 0;
  /** The number of frames of the zoom that the tree lacks. */
  missing = 0;
  #root: TreeNode | DifferenceNode | null = null;
  #difference = false;
  #state: FlamegraphState | null = null;
  #complete: Frames | null = null;
  #upright: Frames | null = null;
  #inverted: Frames | null = null;
  readonly #match: Match;
  /** The texts of the frames, for the search. */
  #texts: readonly string[] = [];
  #matches: Matches | null = null;

  /** `match` is called in each update with a search. */
  constructor(match: Match) {
    this.#match = match;
  }

  update(
    root: TreeNode | DifferenceNode | null,
    difference: boolean,
    state: FlamegraphState,
  ): ModelChanges {
    const before = this.#state;
    const changes = {
      tree:
        root !== this.#root || difference !== this.#difference || before?.imports !== state.imports,
      inverted: before?.inverted !== state.inverted,
      metric: before?.metric !== state.metric,
      layout: before?.layout !== state.layout,
      zoom: before === null || !samePath(before.zoom, state.zoom),
    };
    this.#root = root;
    this.#difference = difference;
    this.#state = state;
    if (changes.tree) {
      this.#complete = root === null ? null : framesOf(root, difference);
      this.#upright =
        root === null || state.imports || !this.hasImports
          ? this.#complete
          : framesOf(withoutImports(root), difference);
      this.#inverted = null;
    }
    if (state.inverted && this.#upright !== null) {
      this.#inverted ??= invert(this.#upright);
    }
    const frames = state.inverted ? this.#inverted : this.#upright;
    const anew = changes.tree || changes.inverted;
    this.frames = frames;
    if (frames === null) {
      this.layout = null;
      this.found = null;
      this.zoomed = 0;
      this.missing = 0;
      return changes;
    }
    if (anew || changes.metric) {
      this.layout = layoutOf(frames, state.metric);
    }
    this.#search(frames, state.search, anew);
    if (anew || changes.zoom) {
      ({ frame: this.zoomed, missing: this.missing } = follow(frames, state.zoom));
    }
    return changes;
  }

  /** True if the tree has frames of the import system, shown or not. */
  get hasImports(): boolean {
    return this.#complete?.imports ?? false;
  }

  #search(frames: Frames, pattern: string, anew: boolean): void {
    if (anew) {
      this.#texts = textsOf(frames);
    }
    const matches = pattern === '' ? null : this.#match(pattern, this.#texts);
    if (anew || matches !== this.#matches) {
      this.#matches = matches;
      this.found = search(frames, pattern, matches);
    }
  }

  /** The reason why there is nothing to draw; empty if there is something. */
  get emptiness(): string {
    if (this.layout === null) {
      return 'Nothing to show yet.';
    }
    return this.layout.weight[0] === 0 ? 'This report has no allocations.' : '';
  }

  /** The range of the width for the zoomed frame, within the full range. */
  rangeWithin(full: number): Range {
    const { layout, zoomed } = this;
    return layout === null || zoomed === 0 || layout.weight[zoomed] === 0
      ? { from: 0, to: full }
      : { from: layout.start[zoomed] as number, to: endOf(layout, zoomed) };
  }
}
