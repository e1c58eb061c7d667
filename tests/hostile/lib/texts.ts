/** Texts that a page may not expect. */

import fc from 'fast-check';

/** Texts that have broken pages before. */
const KNOWN = [
  '',
  ' ',
  '\0',
  '\u202e\u0007',
  '\ud800',
  '\ufeff70MB',
  '<img src=x onerror=alert(1)>',
  '"><script>throw 1</script>',
  'javascript:alert(1)',
  '{{constructor.constructor("throw 1")()}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e309',
  '9007199254740993',
  '../../../etc/passwd',
  '//example.com/x.json',
  '%',
  '%00%ff',
  '{',
  '[[[[[[[[',
  '{"__proto__":{"title":"x"}}',
] as const;

/** A text of any code units, lone halves of surrogate pairs included. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 24 })
  .map((codes) => String.fromCharCode(...codes));

/** Any text, mostly short. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: units },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', '(', '/', '*', ',', '9', '[', '"', 'é'), fc.nat(1500))
      .map(([text, times]) => text.repeat(times)),
  },
);

/** A text with some of its characters removed, repeated or replaced. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(6),
    by: fc.oneof(fc.constant(''), fc.string({ maxLength: 4 }), fc.constantFrom(...KNOWN)),
  });
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 3 })).map(([whole, changes]) =>
    changes.reduce((changed, { at, length, by }) => {
      const from = Math.floor(at * changed.length);
      return changed.slice(0, from) + by + changed.slice(from + length);
    }, whole),
  );
}
