/** Messages between a pattern's worker and its page. */

import type { Trouble } from './matches.ts';

/** A regular expression and the texts to test. */
export interface PatternRequest {
  readonly pattern: string;
  readonly texts: readonly string[];
}

/** Replies to a request: `begun` at once, and one of the others at its end. */
export type PatternReply =
  | { readonly is: 'begun' }
  /** 1 for each text that matches. */
  | { readonly is: 'tested'; readonly matched: Uint8Array<ArrayBuffer> }
  | Trouble;
