/** Calls of the element's methods by a script that is wrong or hostile. */

import fc from 'fast-check';
import { isSent } from './messages.ts';
import { anyText } from './texts.ts';

/** A call, and whether it must be refused; others may be. */
export interface Call {
  readonly method: 'open' | 'report' | 'export' | 'capture' | 'test';
  readonly values: readonly unknown[];
  readonly isInvalid: boolean;
}

/** A value of any type. */
const anything = fc.oneof(
  fc.constantFrom(undefined, null, Number.NaN, -1, 5, '', 'text', true),
  fc.anything({
    key: fc.string().filter(isSent),
    withBigInt: true,
    withDate: true,
    withNullPrototype: false,
    maxDepth: 2,
    maxKeys: 4,
  }),
);

/** The name of the only run, of no run, or of none at all. */
const run = fc.oneof(
  { weight: 3, arbitrary: fc.constant('class/lru:5') },
  { weight: 1, arbitrary: anyText },
  { weight: 2, arbitrary: anything },
);

const orAny = (...values: unknown[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: anything },
  );

const query = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: orAny('table', 'tree', 'at', 'difference', 'stats', 'stack', 'constructor'),
        frames: orAny('python', 'native'),
        hide: orAny(['std'], ['allocator', 'std'], ['core'], 'std'),
        only: orAny('num-bigint'),
        at: orAny('peak', 'end', 0, 1e9, Number.NaN, Number.POSITIVE_INFINITY, 1.5),
        between: orAny([0, 'end'], ['end', 0], [0], [Number.NaN, null]),
        threshold: orAny(0, 15, 16, -1),
        more: anything,
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: anything },
);

/** A call whose first value is the name of a run. */
const ofRun = (method: Call['method'], ...values: fc.Arbitrary<unknown>[]): fc.Arbitrary<Call> =>
  fc
    .tuple(run, ...values)
    .map((values) => ({ method, values, isInvalid: typeof values[0] !== 'string' }));

/** Options of a test; a valid limit starts tests, which are short. */
const options = fc.oneof(
  anything,
  fc.record({ limit: orAny('200MB', '1XB', 0), ranges: orAny('20', [1, 2]) }),
);

export const calls: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 1,
    arbitrary: anything.map(
      (value): Call => ({ method: 'open', values: [value], isInvalid: true }),
    ),
  },
  { weight: 4, arbitrary: ofRun('report', query) },
  { weight: 3, arbitrary: ofRun('export', orAny('csv', 'memray', 'pprof', 'dhat'), query) },
  { weight: 1, arbitrary: ofRun('capture', orAny(undefined)) },
  { weight: 1, arbitrary: ofRun('test', options) },
);
