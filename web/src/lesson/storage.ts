/** Where the lesson's state is kept: in the browser, or nowhere where that is not allowed. */

import { BEGINNING, type LessonState, readState } from './state.ts';

const KEY = 'highwater-lesson';

/** The state that was kept; the beginning where there is none. */
export function loadState(): LessonState {
  try {
    return readState(localStorage.getItem(KEY));
  } catch {
    // A frame in a sandbox has no storage: the lesson then lasts as long as the page.
    return BEGINNING;
  }
}

export function keepState(state: LessonState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // See above; a full storage is no reason to end a lesson either.
  }
}
