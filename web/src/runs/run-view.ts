/** A run as the parts of the page show it: its name, hue and state. */

import { type Collections, NO_COLLECTIONS } from '../model/gc-collections.ts';
import type { RunResult } from '../model/run-result.ts';
import type { TickUnit } from '../model/ticks.ts';
import { EMPTY_TIMELINE, type Timeline } from '../model/timeline.ts';
import { type ChosenPolicies, type ChosenPolicy, textOf } from '../settings/chosen-policies.ts';
import type { RunState } from './session.ts';

export interface RunView extends ChosenPolicy {
  readonly name: string;
  /** `null` if it has not been run. */
  readonly run: RunState | null;
}

export function viewsOf(policies: ChosenPolicies, runs: ReadonlyMap<string, RunState>): RunView[] {
  return policies.map((chosen) => {
    const name = textOf(chosen);
    return { ...chosen, name, run: runs.get(name) ?? null };
  });
}

export function timelineOf(view: RunView): Timeline {
  return view.run?.snapshot?.timeline ?? EMPTY_TIMELINE;
}

export function collectionsOf(view: RunView): Collections {
  return view.run?.snapshot?.collections ?? NO_COLLECTIONS;
}

/** The result so far, of a run in progress or a finished one. */
export function resultOf(view: RunView): RunResult | null {
  return view.run?.snapshot?.result ?? null;
}

/** True if every allocation is recorded, so that live bytes are known throughout. */
export function isTraced(view: RunView): boolean {
  return view.run?.request.traced ?? true;
}

/** The unit of a run's ticks: a program counts allocations, the exercise counts calls. */
export function unitOf({ run }: RunView): Exclude<TickUnit, 'share'> {
  return run?.request.program === undefined ? 'calls' : 'allocations';
}

/** The ticks of a whole run; 0 if unknown. */
export function ticksInAll({ phase, snapshot, plannedTicks }: RunState): number {
  return phase === 'finished' ? (snapshot?.result.calls ?? 0) : plannedTicks;
}

/** The end of the shared x axis, in ticks. Runs of unknown length get spare room on the axis. */
export function endOfTicks(views: readonly RunView[]): number {
  return views.reduce((end, { run }) => {
    if (run === null) {
      return end;
    }
    const ticks = ticksInAll(run) || roundedUp(run.snapshot?.result.calls ?? 0);
    return Math.max(end, ticks);
  }, 0);
}

/** The next of 1, 2, 5, 10, 20, 50 and so on, so that an axis changes rarely; 0 for 0. */
function roundedUp(ticks: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, ticks)));
  return ticks === 0 ? 0 : ([1, 2, 5].find((digit) => digit * power >= ticks) ?? 10) * power;
}
