/** The page of Python programs: the exercise, errors, Stop and native stacks. */

import { Key } from 'selenium-webdriver';
import { isNative } from '../../web/src/model/places';
import type { ProgramResult } from '../../web/src/model/program-result';
import type {
  ReportQuery,
  TableAnswer,
  TreeAnswer,
  TreeNode,
} from '../../web/src/model/report-answers';
import type { ProgramTestReport } from '../../web/src/python/program-tests-controller';
import { differenceFromCPython } from '../lib/exercise-lines';
import { EXERCISE_OUTPUT } from '../lib/exercise-output';
import { exerciseIn } from '../unit/exercise-folders';
import { type Session, WHOLE_EXERCISE } from './lib/session';
import { expect, test } from './lib/test';

interface PythonElement extends HTMLElement {
  source: string;
  hardLimit: number | null;
  native: boolean;
  exercise: string;
  readonly results: ProgramResult[];
  run(): Promise<ProgramResult | null>;
  test(): Promise<ProgramTestReport>;
  report(query: ReportQuery): Promise<TableAnswer | TreeAnswer>;
}

const OUTPUT = '[data-testid=output]';

/** Runs a program in the element of the page. */
function run(session: Session, source: string, hardLimit: number | null = null) {
  return session.call(
    async (source, hardLimit) => {
      const element = document.querySelector('highwater-python') as PythonElement;
      element.source = source;
      element.hardLimit = hardLimit;
      return element.run();
    },
    source,
    hardLimit,
  );
}

test.describe('the page of Python', () => {
  test.beforeAll(async ({ session }) => {
    await session.open('./python.html');
    await session.find('.cm-content');
  });

  test('the exercise prints what CPython prints, and its line 18 holds the memory', async ({
    session,
  }) => {
    await session.click('highwater-python >>> button', 'Run');
    await session.expectText('[data-testid=program-status]', /^(?!Running)./, WHOLE_EXERCISE);
    const { result, table } = await session.call(async () => {
      const element = document.querySelector('highwater-python') as PythonElement;
      const table = (await element.report({ kind: 'table' })) as TableAnswer;
      return { result: element.results.at(-1), table };
    });
    expect(result).toMatchObject({ outcome: 'completed', error: null, stderr: '' });
    expect(result?.stdout).toBe(EXERCISE_OUTPUT);
    expect(table.rows[0]).toMatchObject({ file: 'lru_cache.py', line: 18 });
    expect(differenceFromCPython(table.rows, table.bytes)).toBeLessThan(0.05);
    await session.picture('python');
  });

  test('a program is typed and run by the keyboard', async ({ session }) => {
    await run(session, 'print("before")\n');
    await session.click('.cm-content');
    await session.chord(Key.CONTROL, 'a');
    await session.press('for n in range(3):', Key.ENTER, 'print(n * 7)');
    // Tab indents until Escape is pressed.
    await session.press(Key.ESCAPE);
    await session.tabTo(/^button Run$/, { back: true });
    await session.press(Key.SPACE);
    await session.expectText(OUTPUT, /^0 7 14$/);
    // The output is there before the run has ended, and the next test starts one.
    await session.expectText('[data-testid=program-status]', / ended, peak /);
  });

  for (const [what, source, type, line] of [
    ['a syntax error', 'x = 1\nprint(x\n', 'SyntaxError', 2],
    ['recursion without end', 'def f(n):\n    return f(n + 1)\n\n\nf(0)\n', 'RecursionError', 2],
    ['a list of 10 GB', 'x = [0] * (10 * 10**9 // 8)\n', 'MemoryError', 1],
    ['a deleted builtin', 'import builtins\ndel builtins.print\nprint(1)\n', 'NameError', 3],
  ] as const) {
    test(`${what} is an error with its line, and the page goes on`, async ({ session }) => {
      const result = await run(session, source);
      expect(result?.error).toMatchObject({ type, line });
      expect(await run(session, 'print("whole")\n')).toMatchObject({
        outcome: 'completed',
        stdout: 'whole\n',
      });
    });
  }

  test('the hard limit ends a program with its line', async ({ session }) => {
    const source = 'kept = []\nwhile True:\n    kept.append("x" * 1000)\n';
    const result = await run(session, source, 64 * 1024 ** 2);
    expect([result?.outcome, result?.error?.line]).toEqual(['out-of-memory', 3]);
    const { rows } = await session.call(
      () =>
        (document.querySelector('highwater-python') as PythonElement).report({
          kind: 'table',
        }) as Promise<TableAnswer>,
    );
    expect(rows[0]).toMatchObject({ file: 'program.py', line: 3 });
    expect((await run(session, 'print("whole")\n'))?.stdout).toBe('whole\n');
  });

  for (const [what, source] of [
    ['prints without end', 'while True:\n    print("on and on")\n'],
    [
      'allocates without end',
      'print("on and on")\nkept = [0]\nwhile True:\n    kept = [kept[0]]\n',
    ],
    ['only computes without end', 'print("on and on")\nwhile True:\n    pass\n'],
  ] as const) {
    test(`a program that ${what} is stopped with what it printed`, async ({ session }) => {
      await session.call((source) => {
        const element = document.querySelector('highwater-python') as PythonElement;
        element.source = source;
        element.run();
      }, source);
      await session.expectText(OUTPUT, /^on and on/);
      await session.click('highwater-python >>> button', 'Stop');
      await session.expectText('[data-testid=program-status]', /stopped/i);
      const result = await session.call(() =>
        (document.querySelector('highwater-python') as PythonElement).results.at(-1),
      );
      expect(result?.outcome).toBe('stopped');
      expect(result?.stdout).toMatch(/^on and on\n/);
    });
  }

  test('500 MB before a loop without allocations are there after Stop', async ({ session }) => {
    const bytes = 500 * 1024 ** 2;
    await session.call((source) => {
      const element = document.querySelector('highwater-python') as PythonElement;
      element.source = source;
      element.run();
    }, `kept = bytearray(${bytes})\nprint("begun", end="")\nwhile True:\n    pass\n`);
    await session.expectText(OUTPUT, /^begun$/);
    await session.click('highwater-python >>> button', 'Stop');
    await session.expectText('[data-testid=program-status]', /stopped/i);
    const result = await session.call(() =>
      (document.querySelector('highwater-python') as PythonElement).results.at(-1),
    );
    expect(result).toMatchObject({ outcome: 'stopped', error: null, stdout: 'begun' });
    expect(result?.memory.peakLive).toBeGreaterThanOrEqual(bytes);
  });

  test('all lines of a program that was stopped are kept', async ({ session }) => {
    const source = 'for n in range(1000):\n    print(n)\nwhile True:\n    pass\n';
    const all = Array.from({ length: 1000 }, (_, n) => `${n}\n`).join('');
    await session.call((source) => {
      const element = document.querySelector('highwater-python') as PythonElement;
      element.source = source;
      element.run();
    }, source);
    await session.expectText(OUTPUT, / 998 999$/);
    await session.click('highwater-python >>> button', 'Stop');
    await session.expectText('[data-testid=program-status]', /stopped/i);
    const result = await session.call(() =>
      (document.querySelector('highwater-python') as PythonElement).results.at(-1),
    );
    expect([result?.outcome, result?.stdout]).toEqual(['stopped', all]);
  });

  test('native stacks name what allocates below a line', async ({ session }) => {
    const source = 'kept = [bytearray(10**6), [n * 1000003 for n in range(20000)]]\n';
    const plain = await run(session, source);
    const { native, tree } = await session.call(async () => {
      const element = document.querySelector('highwater-python') as PythonElement;
      element.native = true;
      const native = await element.run();
      return {
        native,
        tree: (await element.report({ kind: 'tree', frames: 'native' })) as TreeAnswer,
      };
    });
    expect(native?.memory).toEqual(plain?.memory);
    const names = (node: TreeAnswer | TreeNode): string[] =>
      node.children.flatMap((child) => [...(isNative(child) ? [child.name] : []), ...names(child)]);
    expect(names(tree).join('\n')).toMatch(/bytearray|bytes_inner/i);
    expect(names(tree).filter((name) => name.startsWith('wasm+'))).toEqual([]);
  });
});

test.describe('the tests of the exercise', () => {
  const { file, solutions, tests, ...exercise } = exerciseIn('lru-cache');
  // Smaller ranges and a smaller limit: the whole takes an engine several minutes.
  const smaller = (source: string) => source.replace(/\b500\b/g, '60').replace(/\b1000\b/g, '120');
  const programs = [
    { title: 'the original file', source: file.source, expected: [5, 1] },
    ...solutions.map(({ title, source }) => ({ title, source, expected: [6, 0] })),
  ];

  // A test for each: on busy processors WebKit starts the interpreter in 20 s, once for each of six.
  for (const [index, { title, source, expected }] of programs.entries()) {
    const [passed, failed] = expected;
    test(`${title}: passed ${passed}, failed ${failed}`, async ({ session }) => {
      await session.open('./?policies=class/lru:1&ranges=20&preview=0');
      const counts = await session.call(
        async (exercise) => {
          await customElements.whenDefined('highwater-playground');
          const element = document.createElement('highwater-playground') as PythonElement;
          element.setAttribute('engine', 'python');
          element.setAttribute('exercise', exercise);
          document.body.append(element);
          const { passed, failed } = await element.test();
          return [passed, failed];
        },
        JSON.stringify({
          ...exercise,
          id: `variant-${index}`,
          file: { ...file, source: smaller(source) },
          tests: { ...tests, source: tests?.source.replace('200 MB', '2 MB') },
          solutions: [],
        }),
      );
      expect(counts).toEqual(expected);
    });
  }
});
