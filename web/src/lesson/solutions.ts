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
    idea: 'Each object makes a cache of its own, whose keys are numbers alone. When the object goes, its results go with it.',
    cost: 'Every object pays for a table and a wrapper. The two hold each other in a cycle, so dead objects wait until the cyclic collector comes by: that is the sawtooth.',
    wrong:
      'Wrong where many objects live at the same time, or where equal objects should share what one of them has worked out.',
  },
  {
    policy: 'class/lru:128',
    title: 'A maxsize',
    idea: 'The cache stays with the class, and keeps the results used last. What falls out lets go of its object too.',
    cost: 'Somebody has to choose the number. Each new result pushes an old one out, which takes a little time, and the entries that stay still hold their objects.',
    wrong:
      'Wrong where old results are asked for again and again over a range wider than maxsize: then each is worked out anew just after it was thrown away.',
  },
  {
    policy: 'class/unbounded/clear:10',
    title: 'cache_clear() now and then',
    idea: 'The cache stays as it is, and is emptied whenever ten objects are done with it.',
    cost: 'Somebody has to know when. Until then everything is kept, and linear memory stays as large as the cache once was.',
    wrong:
      'Wrong where several callers share the cache: one clears what another still needs, and no one place knows when all are done.',
  },
];
