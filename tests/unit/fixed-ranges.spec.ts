/** The fixed parts of an exercise. */

import { expect, test } from '@playwright/test';
import { changedRanges, fixedRanges } from '../../web/src/python/exercises/fixed-ranges.ts';
import { exerciseIn, IDS } from './exercise-folders.ts';

const GIVEN = `import x

# DO NOT CHANGE
def a():
    return 1
# END DO NOT CHANGE

def mine():
    return 0

    # do not change
    print(1)
    # End Do Not Change
done
`;

/** The ranges of the edited file; a changed range has an exclamation mark. */
function checked(edited: string): string[] {
  return changedRanges(GIVEN, edited).map(
    ({ first, last, changed }) => `${first}-${last}${changed ? '!' : ''}`,
  );
}

const replaced = (text: string, by: string) => GIVEN.replace(text, by);

test('ranges are found by their comments, in any case and at any indent', () => {
  expect(fixedRanges(GIVEN)).toEqual([
    { first: 3, last: 6 },
    { first: 11, last: 13 },
  ]);
  expect(fixedRanges('x = 1\n')).toEqual([]);
  expect(fixedRanges('# END DO NOT CHANGE\nx = 1 # DO NOT CHANGE\n')).toEqual([]);
  expect(fixedRanges('a\n#do not change \n# DO NOT CHANGE\nb\n')).toEqual([{ first: 2, last: 4 }]);
});

test('edits elsewhere change no range', () => {
  expect(checked(GIVEN)).toEqual(['3-6', '11-13']);
  expect(checked(GIVEN.replaceAll('\n', '\r\n'))).toEqual(['3-6', '11-13']);
  expect(checked(GIVEN.trimEnd())).toEqual(['3-6', '11-13']);
  expect(checked(`# first\n${replaced('return 0', 'x = 5\n    return x')}`)).toEqual([
    '4-7',
    '13-15',
  ]);
  expect(checked(replaced('import x\n\n', ''))).toEqual(['1-4', '9-11']);
  expect(checked(replaced('def mine():\n    return 0\n', ''))).toEqual(['3-6', '9-11']);
});

test('a changed range is reported with the rest of it', () => {
  expect(checked(replaced('return 1', 'return 2'))).toEqual(['3-6!', '11-13']);
  expect(checked(replaced('    return 1\n', ''))).toEqual(['3-5!', '10-12']);
  expect(checked(replaced('def a():', '\ndef a():'))).toEqual(['3-7!', '12-14']);
  expect(checked(replaced('    print(1)', '  print(1)'))).toEqual(['3-6', '11-13!']);
  expect(checked(replaced('# END DO NOT CHANGE\n', ''))).toEqual(['3-5!', '10-12']);
});

test('a deleted range is reported at its place', () => {
  expect(checked(replaced(/# DO[\s\S]*?# END DO NOT CHANGE\n/.exec(GIVEN)?.[0] ?? '', ''))).toEqual(
    ['3-3!', '7-9'],
  );
  expect(checked('')).toEqual(['1-1!', '1-1!']);
  expect(checked(GIVEN.slice(0, GIVEN.indexOf('    # do')))).toEqual(['3-6', '10-10!']);
});

test('the order of ranges must not change', () => {
  const [first = '', second = ''] = [/# DO[\s\S]*?# END.*\n/, / {4}# do[\s\S]*?Change\n/].map(
    (pattern) => pattern.exec(GIVEN)?.[0] ?? '',
  );
  const results = changedRanges(GIVEN, `${second}${first}`).map(({ changed }) => changed);
  expect(results).toEqual([false, true]);
});

test('the solutions of each exercise do not change its ranges', () => {
  for (const id of IDS) {
    const { file, solutions } = exerciseIn(id);
    expect(fixedRanges(file.source).length, id).toBeGreaterThan(0);
    for (const { title, source } of solutions) {
      const changed = changedRanges(file.source, source).filter((range) => range.changed);
      expect(changed, `${id}, ${title}`).toEqual([]);
    }
  }
});

/** Pseudo-random numbers below a bound, reproducible by seed. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

interface Line {
  readonly text: string;
  /** The number of its range, from 0; `null` outside. */
  readonly range: number | null;
}

function randomFile(roll: (bound: number) => number): Line[] {
  const lines: Line[] = [];
  const free = (count: number) => {
    for (let index = 0; index < count; index += 1) {
      // Few different texts, so that they repeat inside and outside ranges.
      lines.push({ text: `free ${roll(4)}`, range: null });
    }
  };
  const ranges = 1 + roll(4);
  for (let range = 0; range < ranges; range += 1) {
    free(roll(4));
    const inner = Array.from({ length: roll(4) }, () => `free ${roll(4)}`);
    const texts = ['# DO NOT CHANGE', `own ${range}`, ...inner, '# END DO NOT CHANGE'];
    lines.push(...texts.map((text) => ({ text, range })));
  }
  free(roll(3));
  return lines;
}

const textOf = (lines: readonly Line[]) => lines.map(({ text }) => text).join('\n');

/** Adds lines outside the ranges, and removes some there. */
function editedOutside(lines: readonly Line[], roll: (bound: number) => number): Line[] {
  return lines.flatMap((line, index) => {
    const isInside = line.range !== null && line.range === lines[index - 1]?.range;
    const added = isInside
      ? []
      : Array.from({ length: roll(3) }, () => ({ text: `new ${roll(3)}`, range: null }));
    return line.range === null && roll(3) === 0 ? added : [...added, line];
  });
}

test('in any file, edits outside move the ranges, and one inside is detected', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const roll = dice(seed);
    const given = randomFile(roll);
    const edited = editedOutside(given, roll);
    const results = changedRanges(textOf(given), textOf(edited));
    for (const [range, result] of results.entries()) {
      const first = edited.findIndex((line) => line.range === range) + 1;
      const last = edited.findLastIndex((line) => line.range === range) + 1;
      expect(result, `seed ${seed}`).toMatchObject({ changed: false, first, last });
    }

    const inside = edited.flatMap(({ range }, index) => (range === null ? [] : [index]));
    const at = inside[roll(inside.length)] ?? 0;
    const touched = edited.with(at, { text: 'touched', range: edited[at]?.range ?? null });
    const changed = changedRanges(textOf(given), textOf(touched));
    expect(
      changed.map((result) => result.changed),
      `seed ${seed}`,
    ).toEqual(results.map((_, range) => range === edited[at]?.range));
    for (const { first, last } of changed) {
      expect(1 <= first && first <= last && last <= touched.length, `seed ${seed}`).toBe(true);
    }
  }
});

test('files too long for a comparison by line are still judged', () => {
  const given = `${'x\n'.repeat(3000)}# DO NOT CHANGE\na\n# END DO NOT CHANGE\n`;
  const edited = given.replace('a\n', 'b\n');
  expect(changedRanges(given, `y\n${given}`)).toMatchObject([{ changed: false, first: 3002 }]);
  expect(changedRanges(given, edited)).toMatchObject([{ changed: true, first: 1, last: 1 }]);
});
