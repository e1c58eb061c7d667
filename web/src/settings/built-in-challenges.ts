/** The built-in challenges of the page. */

import { quote } from '../util/quote.ts';
import {
  type ChallengeJson,
  type ChallengeReaders,
  type ReadChallenge,
  readChallenge,
  readChallengeJson,
} from './challenge.ts';

export const BUILT_IN = {
  'under-70mb': {
    title: 'Keep the peak under 70 MB',
    text: 'The bug peaks at hundreds of megabytes. Change the owner, the bound or the clearing of the cache so that the high-water mark of the whole exercise stays below the limit.',
    limit: '70MB',
  },
  'under-1mb': {
    title: 'Under 1 MB without losing a hit',
    text: 'Half of all calls are hits of the unbounded cache. Find a policy with as many hits and at most 1 MB of live bytes.',
    limit: '1MB',
    hits: 'all',
  },
  'smallest-maxsize': {
    title: 'The smallest maxsize without a lost hit',
    text: 'How many results does a cache need for as many hits as an unbounded one? A maxsize is the smallest if one entry less loses a hit.',
    policies: ['class/lru:*'],
    maxsize: 'smallest',
  },
  'keep-500': {
    title: 'Keep the results of 500 instances',
    text: 'All 250,000 results of 500 instances must be in caches after the last call, so eviction is no solution. The results take the same memory in every cache; the objects retained with them do not.',
    ranges: '500',
    limit: '62MB',
    entries: 250_000,
  },
} as const satisfies Readonly<Record<string, ChallengeJson>>;

export type BuiltInName = keyof typeof BUILT_IN;

export const BUILT_IN_NAMES = Object.keys(BUILT_IN) as readonly BuiltInName[];

/** The name of a built-in challenge, if the text is one. */
export function writtenName(text: string): BuiltInName | null {
  const word = text.trim().toLowerCase();
  return BUILT_IN_NAMES.find((name) => name === word) ?? null;
}

/** Reads the name of a built-in challenge, or a custom challenge as JSON. */
export function readAnyChallenge(text: string, readers: ChallengeReaders): ReadChallenge {
  const written = text.trim();
  const name = writtenName(written);
  if (name !== null) {
    return readChallenge(BUILT_IN[name], readers);
  }
  if (!written.startsWith('{')) {
    const problem = `${quote(written)} is neither JSON nor one of ${BUILT_IN_NAMES.join(', ')}`;
    return { challenge: null, problems: [problem] };
  }
  return readChallengeJson(written, readers);
}
