/** The solutions of the exercise: the effect, cost and limits of each. */

export interface Solution {
  readonly policy: string;
  readonly title: string;
  readonly idea: string;
  readonly cost: string;
  readonly wrong: string;
}

export const SOLUTIONS: readonly Solution[] = [
  {
    policy: 'instance/unbounded/gc',
    title: 'A cache for each instance',
    idea: 'Each object creates its own cache, with numbers alone as keys. The results are freed with the object.',
    cost: 'Every object needs a table and a wrapper. Object and wrapper form a reference cycle, so dead objects wait for the cyclic collector: that is the sawtooth.',
    wrong: 'If many objects live at the same time, or equal objects should share results.',
  },
  {
    policy: 'class/lru:128',
    title: 'A maxsize',
    idea: 'The cache stays with the class, and keeps the most recently used results. An evicted entry also releases its object.',
    cost: 'The number has to be chosen. Each new result evicts an old one, which takes a little time, and the remaining entries still refer to their objects.',
    wrong:
      'If old results are requested repeatedly over a range wider than maxsize: each is then computed again just after its eviction.',
  },
  {
    policy: 'class/unbounded/clear:10',
    title: 'cache_clear() at intervals',
    idea: 'The cache is unchanged, and is cleared after every ten objects.',
    cost: 'The program has to know when to clear. Until then everything is retained, and linear memory stays at the largest size of the cache.',
    wrong:
      'If several callers share the cache: one clears results that another still needs, and no single place knows when all are done.',
  },
];
