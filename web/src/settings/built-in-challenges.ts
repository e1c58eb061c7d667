/** The built-in challenges of the page. */

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
    text: 'The bug peaks at hundreds of megabytes. Change what owns the cache, how big it may get or when it is cleared, so that the high-water mark of the whole exercise stays below the limit.',
    limit: '70MB',
  },
  'under-1mb': {
    title: 'Under 1 MB, and no hit lost',
    text: 'The unbounded cache answers half of all calls. Find a policy that answers just as many and never has more than 1 MB live.',
    limit: '1MB',
    hits: 'all',
  },
  'smallest-maxsize': {
    title: 'The smallest maxsize that loses no hit',
    text: 'How many results does a cache have to remember so that it answers as many calls as one that forgets nothing? It counts as the smallest when one entry less loses a hit.',
    policies: ['class/lru:*'],
    maxsize: 'smallest',
  },
  'keep-500': {
    title: 'Keep the results of 500 instances',
    text: 'All 250,000 results of 500 instances have to be in caches when the last call has returned, so forgetting is no way out. The results weigh the same wherever they are kept; what is kept with them does not.',
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
    const problem = `“${written.slice(0, 40)}” is neither JSON nor one of ${BUILT_IN_NAMES.join(', ')}`;
    return { challenge: null, problems: [problem] };
  }
  return readChallengeJson(written, readers);
}
