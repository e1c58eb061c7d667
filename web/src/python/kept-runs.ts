/** The stored runs of programs, each with a name and a hue. */

import type { PolicyDescription } from '../model/policy.ts';
import type { RunView } from '../runs/run-view.ts';
import type { RunState } from '../runs/session.ts';
import { freeSlot, PALETTE } from '../util/palette.ts';
import type { Origin } from './source-controller.ts';

/** A run stored for comparison: of a program, or of a cache policy. */
export interface NamedRun {
  readonly name: string;
  readonly slot: number;
  /** The id of the run's exercise; empty if there is none. */
  readonly exercise: string;
  /** The program's files as one text; for a policy, its Python. */
  readonly source: string;
  /** Set for a policy run by the exercise's engine. */
  readonly description?: PolicyDescription;
}

/** The number of hues that are easily told apart. */
const MOST_RUNS = 4;

/** A run without a hue. */
export type WantedRun = Omit<NamedRun, 'slot'>;

/** The same run among others, under any name. */
export function findRun(runs: readonly NamedRun[], wanted: WantedRun): NamedRun | undefined {
  const { exercise, source, description } = wanted;
  return runs.find(
    (run) =>
      run.exercise === exercise &&
      run.source === source &&
      run.description?.policy === description?.policy,
  );
}

/**
 * The runs with one more, which keeps its name and hue if it was run before. Above the maximum, the
 * oldest are removed.
 */
export function withRun(runs: readonly NamedRun[], wanted: WantedRun): NamedRun[] {
  if (findRun(runs, wanted) !== undefined) {
    return [...runs];
  }
  const kept = runs.slice(-(MOST_RUNS - 1)).filter(({ name }) => name !== wanted.name);
  const slot = freeSlot(kept.map((run) => run.slot)) % PALETTE.length;
  return [...kept, { ...wanted, slot }];
}

/** The name of the run of a source by its origin. */
export function nameOfRun(origin: Origin, runs: readonly NamedRun[], source: string): string {
  switch (origin.is) {
    case 'given':
      return 'as given';
    case 'solution':
      return origin.title;
    case 'version':
      return origin.name;
    case 'edit':
      return nameOfEdit(runs, source);
  }
}

/** The name of the run of an unnamed source: `edit 1`, `edit 2` and so on. */
function nameOfEdit(runs: readonly NamedRun[], source: string): string {
  const known = runs.find((run) => run.source === source && run.description === undefined);
  const numbers = runs.map(({ name }) => Number(/^edit (\d+)$/.exec(name)?.[1] ?? 0));
  return known?.name ?? `edit ${Math.max(0, ...numbers) + 1}`;
}

export function viewsOfRuns(
  named: readonly NamedRun[],
  runs: ReadonlyMap<string, RunState>,
): RunView[] {
  return named.map(({ name, slot, description = descriptionOf(name) }) => ({
    description,
    slot,
    name,
    run: runs.get(name) ?? null,
  }));
}

/** A program has no policy parts. */
function descriptionOf(name: string): PolicyDescription {
  return {
    policy: name,
    owner: 'none',
    bound: 'unbounded',
    boundName: 'unbounded',
    parameter: null,
    maxsize: null,
    clear: null,
    reclaim: 'gc',
    python: name,
    summary: 'Your program.',
  };
}
