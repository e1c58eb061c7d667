/** The exercises in the page's interpreter: they print what CPython prints, and the limit parts them. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { exerciseIn, IDS } from './exercise-folders.ts';
import { cpython, listTests, NO_CPYTHON, type PythonRun, runPython } from './python-run.ts';

/** How an exercise's file is made to do a tenth of its work, so that it can be run often. */
const SMALLER: Record<string, (source: string) => string> = {
  'lru-cache': (source) => source.replace('(500, 1000)', '(50, 100)'),
  'a-name-that-outlives': (source) => source.replace('READINGS = 70_000', 'READINGS = 7_000'),
  'a-list-for-a-sum': (source) => source.replace('REQUESTS = 150_000', 'REQUESTS = 15_000'),
};

/**
 * How a file is made to do less before it comes to its peak, where that is known. A cache of the
 * class grows with each instance; that of one instance, or of ten, is as large for a hundred.
 */
function lighter(id: string, source: string, given: boolean): string {
  return id === 'lru-cache'
    ? source
        .replace('(500, 1000)', '(1000,)')
        .replace('last_digit(size, size)', `last_digit(${given ? 400 : 100}, size)`)
    : source;
}

/** What the program itself had live at its peak. */
function peakOf({ result }: PythonRun): number {
  return result.memory.peakLive - (result.memory.startUp ?? 0);
}

for (const id of IDS) {
  const { file, tests, limit, solutions } = exerciseIn(id);
  const programs = [{ title: 'the given file', source: file.source }, ...solutions];

  for (const [index, { title, source }] of programs.entries()) {
    const given = index === 0;
    const files = [{ name: file.name, source }, tests];

    test(`${id}, ${title}: it prints what CPython prints`, async () => {
      test.skip(NO_CPYTHON !== '', NO_CPYTHON);
      const smaller = SMALLER[id]?.(source) ?? source;
      expect(smaller).not.toBe(source);
      const folder = test.info().outputPath('exercise');
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/${file.name}`, smaller);
      const { stdout, status } = cpython([file.name], folder);
      expect(status).toBe(0);
      const run = await runPython([{ name: file.name, source: smaller }], { traced: false });
      expect(run.outcome).toBe(0);
      expect(stdout).not.toBe('');
      expect(run.stdout).toBe(stdout);
      expect(run.stderr).toBe('');
    });

    test(`${id}, ${title}: ${given ? 'its memory test alone fails' : 'its tests pass'}`, async () => {
      const listed = await listTests(files, tests.name);
      expect(listed.error).toBeNull();
      const named = [...tests.source.matchAll(/^def (test_\w+)/gm)].map(([, name]) => name);
      expect(listed.tests.map(({ name }) => name)).toEqual(named);
      expect(listed.tests.flatMap(({ limit }) => limit ?? [])).toEqual([limit]);

      const failed: string[] = [];
      const light = [{ name: file.name, source: lighter(id, source, given) }, tests];
      expect(light[0]?.source === source).toBe(id !== 'lru-cache');
      for (const { name, limit } of listed.tests) {
        const run = await runPython(light, { main: tests.name, test: name, traced: false });
        const isOver = limit !== null && peakOf(run) > limit;
        if (run.outcome !== 0 || isOver) failed.push(`${name}${isOver ? ', over' : ''}`);
      }
      const memoryTest = listed.tests.find(({ limit }) => limit !== null)?.name;
      expect(failed).toEqual(given ? [`${memoryTest}, over`] : []);
    });
  }
}
