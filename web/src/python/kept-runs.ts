/** The runs of programs as the parts of the page show runs: by a name, in a hue of its own. */

import type { PolicyDescription } from '../model/policy.ts';
import type { RunView } from '../runs/run-view.ts';
import type { RunState } from '../runs/session.ts';
import { freeSlot, PALETTE } from '../util/palette.ts';

/** A run that is kept to be compared with others: of a program, or of a cache policy. */
export interface NamedRun {
  readonly name: string;
  readonly slot: number;
  /** The id of the exercise that it was made for; empty where that is none. */
  readonly exercise: string;
  /** The program's source; of a policy, the Python that it stands for. */
  readonly source: string;
  /** Set where it is a policy that the exercise's own engine runs. */
  readonly description?: PolicyDescription;
}

/** As many as there are hues that are told apart at a glance. */
const MOST_RUNS = 4;

/** A run that has no hue yet. */
export type WantedRun = Omit<NamedRun, 'slot'>;

/** The run among others that is the same, under whatever name. */
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
 * The runs with one more, which keeps its name and hue where it was run before. Where there are
 * too many, the oldest give way.
 */
export function withRun(runs: readonly NamedRun[], wanted: WantedRun): NamedRun[] {
  if (findRun(runs, wanted) !== undefined) {
    return [...runs];
  }
  const kept = runs.slice(-(MOST_RUNS - 1)).filter(({ name }) => name !== wanted.name);
  const slot = freeSlot(kept.map((run) => run.slot)) % PALETTE.length;
  return [...kept, { ...wanted, slot }];
}

/** The name of a run of a source that has none of its own: `edit 1`, `edit 2` and so on. */
export function nameOfEdit(runs: readonly NamedRun[], source: string): string {
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

/** A program has none of a policy's parts. */
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
    summary: 'A program of your own.',
  };
}
