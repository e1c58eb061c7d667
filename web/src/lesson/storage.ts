/** Storage of the lesson's state: localStorage, if available. */

import { BEGINNING, type LessonState, readState } from './state.ts';

const KEY = 'highwater-lesson';

/** The saved state; the initial state if there is none. */
export function loadState(): LessonState {
  try {
    return readState(localStorage.getItem(KEY));
  } catch {
    // A sandboxed frame has no storage: the lesson lasts as long as the page.
    return BEGINNING;
  }
}

export function keepState(state: LessonState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // As above; full storage must not end a lesson either.
  }
}
