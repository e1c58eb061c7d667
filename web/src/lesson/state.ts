/** The saved state of the lesson. */

import { isRecord } from '../util/json-readers.ts';
import { STEPS, type StepId } from './steps.ts';

/** The effect of clearing the cache on a quantity. */
export type Falls = 'falls' | 'stays';

export interface Predictions {
  /** The policy with the highest peak. */
  readonly peak: string | null;
  readonly live: Falls | null;
  readonly linear: Falls | null;
}

export interface LessonState {
  readonly at: StepId;
  /** In the order of the steps. */
  readonly done: readonly StepId[];
  readonly predictions: Predictions;
  /** Names of the opened hints. */
  readonly hints: readonly string[];
  /** Policies of the opened solutions. */
  readonly solutions: readonly string[];
}

export const NO_PREDICTIONS: Predictions = { peak: null, live: null, linear: null };

export const BEGINNING: LessonState = {
  at: 'read',
  done: [],
  predictions: NO_PREDICTIONS,
  hints: [],
  solutions: [],
};

/** The state with more steps done; the same object if they were done already. */
export function withDone(state: LessonState, steps: readonly StepId[]): LessonState {
  const done = STEPS.filter((id) => state.done.includes(id) || steps.includes(id));
  return done.length === state.done.length ? state : { ...state, done };
}

/** The list with a name added, unless it is included already. */
export function including(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}

/** Reads a saved state. Invalid parts are left out. */
export function readState(text: string | null): LessonState {
  const kept = parsed(text);
  const { peak, live, linear } = recordOf(kept.predictions);
  return {
    at: STEPS.find((id) => id === kept.at) ?? BEGINNING.at,
    done: STEPS.filter((id) => textsOf(kept.done).includes(id)),
    predictions: {
      peak: typeof peak === 'string' ? peak : null,
      live: fallsOf(live),
      linear: fallsOf(linear),
    },
    hints: textsOf(kept.hints),
    solutions: textsOf(kept.solutions),
  };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text ?? 'null'));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

function fallsOf(value: unknown): Falls | null {
  return value === 'falls' || value === 'stays' ? value : null;
}
