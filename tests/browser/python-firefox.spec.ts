/** The interpreter in Firefox: what a learner does, by the element's own methods. */

import { expect, test } from '@playwright/test';
import type { ProgramResult } from '../../web/src/model/program-result';
import type { ProgramTestReport } from '../../web/src/python/program-tests-controller';
import { EXERCISE_OUTPUT } from '../lib/exercise-output';
import { inFirefox, NO_FIREFOX } from '../lib/firefox';
import { toldBy } from '../lib/telling-page';
import { exerciseIn } from '../unit/exercise-folders';

/** An element with an exercise, and how a program of its own is run in it. */
const ELEMENT = `
  const playground = (attributes) => {
    const element = document.createElement('highwater-playground');
    element.setAttribute('engine', 'python');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    return element;
  };
  const run = async (source, attributes = {}) => {
    const element = playground(attributes);
    element.source = source;
    const [result] = await element.run();
    element.remove();
    return result;
  };
`;

test.beforeEach(() => {
  test.skip(NO_FIREFOX !== '', NO_FIREFOX);
  // Firefox starts anew for each, and is slower on some machines.
  test.setTimeout(600_000);
});

test('the file as given prints what CPython prints, and its line 18 holds the memory', async () => {
  const { result, share } = await inFirefox((open) =>
    toldBy<{ result: ProgramResult; share: number }>(
      `${ELEMENT}
      const element = playground({});
      const [result] = await element.run();
      const { rows, bytes } = await element.report(result.policy, { kind: 'table' });
      const line = rows.find(({ file, line }) => file === 'lru_cache.py' && line === 18);
      return { result, share: line.bytes / bytes };`,
      open,
    ),
  );
  expect(result).toMatchObject({ outcome: 'completed', error: null, stdout: EXERCISE_OUTPUT });
  expect(share).toBeGreaterThan(0.85);
});

test('the tests part the file as given from each kind of solution', async () => {
  const exercise = exerciseIn('lru-cache');
  const variants = [{ title: 'as given', source: exercise.file.source }, ...exercise.solutions];
  const exercises = variants.map(({ source }, index) => ({
    ...exercise,
    id: `variant-${index}`,
    file: { ...exercise.file, source },
  }));
  const reports = await inFirefox((open) =>
    toldBy<ProgramTestReport[]>(
      `${ELEMENT}
      const reports = [];
      for (const exercise of ${JSON.stringify(exercises)}) {
        const element = playground({ exercise: JSON.stringify(exercise) });
        reports.push(await element.test());
        element.remove();
      }
      return reports;`,
      open,
    ),
  );
  expect(reports.map(({ passed, failed }) => [passed, failed])).toEqual(
    variants.map((_, index) => (index === 0 ? [5, 1] : [6, 0])),
  );
});

test('whatever can go wrong ends in words, and the page is whole', async () => {
  const results = await inFirefox((open) =>
    toldBy<Record<string, ProgramResult>>(
      `${ELEMENT}
      const stopped = async (source) => {
        const element = playground({});
        element.source = source;
        const begun = new Promise((resolve) => {
          element.addEventListener('highwater-progress', resolve, { once: true });
        });
        const running = element.run();
        await begun;
        element.stop();
        const [result] = await running;
        element.remove();
        return result;
      };
      return {
        syntax: await run('x = 1\\nprint(x\\n'),
        recursion: await run('def f(n):\\n    return f(n + 1)\\n\\n\\nf(0)\\n'),
        large: await run('x = [0] * (10 * 10**9 // 8)\\n'),
        limit: await run('kept = []\\nwhile True:\\n    kept.append("x" * 1000)\\n', {
          'hard-limit': '64MB',
        }),
        printing: await stopped('while True:\\n    print("on and on")\\n'),
        endless: await stopped('kept = [0]\\nwhile True:\\n    kept = [kept[0]]\\n'),
        builtin: await run('import builtins\\ndel builtins.print\\nprint(1)\\n'),
        whole: await run('print("whole")\\n'),
      };`,
      open,
    ),
  );
  const { syntax, recursion, large, limit, printing, endless, builtin, whole } = results;
  expect(syntax?.error).toMatchObject({ type: 'SyntaxError', line: 2 });
  expect(recursion?.error?.type).toBe('RecursionError');
  expect(large?.error?.type).toBe('MemoryError');
  expect([limit?.outcome, limit?.error?.line]).toEqual(['out-of-memory', 3]);
  expect(printing?.outcome).toBe('stopped');
  expect(printing?.stdout).toContain('on and on\n');
  expect(endless?.outcome).toBe('stopped');
  expect(builtin?.error?.type).toBe('NameError');
  expect(whole).toMatchObject({ outcome: 'completed', stdout: 'whole\n' });
});
