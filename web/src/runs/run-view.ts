/** A policy as the parts of the page show it: what was chosen, and what came of it. */

import { type Collections, NO_COLLECTIONS } from '../model/gc-collections.ts';
import type { RunResult } from '../model/run-result.ts';
import { EMPTY_TIMELINE, type Timeline } from '../model/timeline.ts';
import type { Clock } from '../plot/axes.ts';
import { type ChosenPolicies, type ChosenPolicy, textOf } from '../settings/chosen-policies.ts';
import type { PolicyRun } from './session.ts';

export interface PolicyView extends ChosenPolicy {
  readonly policy: string;
  /** `null` where it has not been run. */
  readonly run: PolicyRun | null;
}

export function viewsOf(
  policies: ChosenPolicies,
  runs: ReadonlyMap<string, PolicyRun>,
): PolicyView[] {
  return policies.map((chosen) => {
    const policy = textOf(chosen);
    return { ...chosen, policy, run: runs.get(policy) ?? null };
  });
}

export function timelineOf(view: PolicyView): Timeline {
  return view.run?.snapshot?.timeline ?? EMPTY_TIMELINE;
}

export function collectionsOf(view: PolicyView): Collections {
  return view.run?.snapshot?.collections ?? NO_COLLECTIONS;
}

/** The result so far, of a run that goes on or has ended. */
export function resultOf(view: PolicyView): RunResult | null {
  return view.run?.snapshot?.result ?? null;
}

/** Whether every allocation is on record, so that live bytes are known throughout. */
export function isTraced(view: PolicyView): boolean {
  return view.run?.request.traced ?? true;
}

/** What a run counts as it goes on: the interpreter knows of no calls but of allocations. */
export function clockOf({ run }: PolicyView): Exclude<Clock, 'share'> {
  return run?.request.program === undefined ? 'calls' : 'allocations';
}

/** How many calls a run makes in all; 0 as long as nobody knows. */
export function callsInAll({ phase, snapshot, plannedCalls }: PolicyRun): number {
  return phase === 'finished' ? (snapshot?.result.calls ?? 0) : plannedCalls;
}

/**
 * Where the shared x axis ends: the most calls that any run makes or will make. One of which nobody
 * knows how many they will be has room ahead of it.
 */
export function endOfCalls(views: readonly PolicyView[]): number {
  return views.reduce((end, { run }) => {
    if (run === null) {
      return end;
    }
    const calls = callsInAll(run) || roundedUp(run.snapshot?.result.calls ?? 0);
    return Math.max(end, calls);
  }, 0);
}

/** The next of 1, 2, 5, 10, 20, 50 and so on, so that an axis grows seldom; 0 of 0. */
function roundedUp(calls: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, calls)));
  return calls === 0 ? 0 : ([1, 2, 5].find((digit) => digit * power >= calls) ?? 10) * power;
}
