/**
 * The exercises in the page's interpreter: their output equals CPython's, and the limit separates
 * them.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { replaced } from '../../web/src/python/exercises/quick-edits.ts';
import { EXERCISES } from './exercise-folders.ts';
import { cpython, listTests, NO_CPYTHON, type PythonRun, runPython } from './python-run.ts';

/** The program's own peak. */
function peakOf({ result }: PythonRun): number {
  return result.memory.peakLive - (result.memory.startUp ?? 0);
}

/** The name of a test's function, without its class and its parameters. */
function functionOf({ name }: { readonly name: string }): string {
  return name.replace(/\[.*/s, '').replace(/.*::/, '');
}

for (const { id, file, tests, limit, solutions, quick } of EXERCISES) {
  const programs = [{ title: 'the original file', source: file.source }, ...solutions];

  for (const [index, { title, source }] of programs.entries()) {
    const isOver = index === 0 && limit !== null;

    test(`${id}, ${title}: the output equals CPython’s`, async () => {
      test.skip(NO_CPYTHON !== '', NO_CPYTHON);
      const smaller = replaced(source, quick?.output ?? []);
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

    test(`${id}, ${title}: ${isOver ? 'its memory test alone fails' : 'its tests pass'}`, async () => {
      const lighter = replaced(source, quick?.tests ?? []);
      const files = [{ name: file.name, source: lighter }, tests];
      const listed = await listTests(files, tests.name);
      expect(listed.error).toBeNull();
      const named = [...tests.source.matchAll(/^\s*def (test_\w+)/gm)].map(([, name]) => name);
      expect([...new Set(listed.tests.map(functionOf))]).toEqual(named);
      const memoryTests = listed.tests.filter(({ limit }) => limit !== null);
      expect(memoryTests.map(({ limit }) => limit)).toEqual(limit === null ? [] : [limit]);

      const failed: string[] = [];
      for (const { name, limit } of listed.tests) {
        const run = await runPython(files, { main: tests.name, test: name, traced: false });
        const isOver = limit !== null && peakOf(run) > limit;
        if (run.outcome !== 0 || isOver) failed.push(`${name}${isOver ? ', over' : ''}`);
      }
      expect(failed).toEqual(isOver ? memoryTests.map(({ name }) => `${name}, over`) : []);
    });
  }
}
