/** Messages to a page in a frame, from a page around it that is wrong or hostile. */

import fc from 'fast-check';
import { someSettings } from './attributes.ts';
import { anyText } from './texts.ts';

/** Playwright sends no property of this name. */
export const isSent = (key: string) => key !== '__proto__';

/** Any value that a message carries and a test can send. */
const anything = fc.anything({
  key: fc.string().filter(isSent),
  withBigInt: true,
  withDate: true,
  withNullPrototype: false,
  withTypedArray: true,
  maxDepth: 3,
  maxKeys: 5,
});

const id = fc.oneof(
  fc.constantFrom(undefined, null, 0, -1, Number.NaN, 'x', ''),
  anyText,
  fc.double(),
);

const wrongId = fc.constantFrom(true, {}, [], [1]);

const settings = someSettings.map((all) =>
  Object.fromEntries(all.map(({ name, value }) => [name, value])),
);

const request = fc.oneof(
  fc.record({ type: fc.constant('set'), attributes: settings }),
  fc.record({
    type: fc.constant('set'),
    attributes: fc.dictionary(
      fc.oneof(fc.constantFrom('limit', 'embed'), anyText.filter(isSent)),
      anything,
    ),
  }),
  fc.record({ type: fc.constant('set'), attributes: anything }),
  fc.record({ type: fc.constantFrom('run', 'stop', 'stop', 'answer', 'ready') }),
  fc.record({ type: anything }),
);

/** A message, mostly close to a request. */
const message = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.oneof({ weight: 8, arbitrary: id }, { weight: 1, arbitrary: wrongId }), request)
      .map(([id, request]) => ({ highwater: 1, id, ...request })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 2, '1', null, undefined), request)
      .map(([highwater, request]) => ({ highwater, ...request })),
  },
  { weight: 1, arbitrary: anything },
);

/** Messages that are sent at once. */
export const messages: fc.Arbitrary<readonly unknown[]> = fc.array(message, {
  minLength: 1,
  maxLength: 40,
});
