/** The Python of the page's exercises on CPython: output, test results and peak. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { REPOSITORY } from '../lib/dist.ts';
import { EXERCISES } from './exercise-folders.ts';

/**
 * The minimum distance of both sides from the limit: object sizes differ between Python versions.
 */
const MARGIN = 2;

/** Maximum run time of a file. A quiet machine takes less than a tenth of it. */
const SECONDS = 60;

interface Outcome {
  readonly name: string;
  readonly limit: string | null;
  readonly peak: number;
  readonly failure: string | null;
  readonly output: string;
}

const RUNNER = fileURLToPath(new URL('exercise_tests.py', import.meta.url));
const PYTEST = join(REPOSITORY, 'crate/python/src/library/pytest');
const HAS_PYTHON =
  spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 9)']).status === 0;

function python(args: readonly string[], seconds: number): string {
  return execFileSync('python3', args, { encoding: 'utf8', timeout: 1000 * seconds });
}

/** The side of the limit on which a program's peak must be. */
function sideOf(limit: number | null, isGiven: boolean): string {
  return limit === null ? 'not limited' : `${isGiven ? 'over' : 'under'} the limit`;
}

for (const { id, file, tests, limit, solutions } of EXERCISES) {
  const programs = [{ title: 'the original file', source: file.source }, ...solutions];
  let printed: string | null = null;

  for (const [index, { title, source }] of programs.entries()) {
    const given = index === 0;
    test(`${id}, ${title}: the output is the same, its tests pass, and the peak is ${sideOf(limit, given)}`, () => {
      test.skip(!HAS_PYTHON, 'there is no python3 from 3.9 on');
      const folder = test.info().outputPath('exercise');
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, file.name), source);
      writeFileSync(join(folder, tests.name), tests.source);

      const output = python([join(folder, file.name)], SECONDS);
      expect(output).not.toBe('');
      printed ??= output;
      expect(output).toBe(printed);

      const outcomes: Outcome[] = JSON.parse(
        python([RUNNER, folder, tests.name, PYTEST], 4 * SECONDS),
      );
      expect(outcomes.filter(({ failure }) => failure !== null)).toEqual([]);
      const marked = outcomes.filter((outcome) => outcome.limit !== null);
      expect(marked).toHaveLength(limit === null ? 0 : 1);
      for (const { peak } of marked) {
        if (given) {
          expect(peak).toBeGreaterThan(MARGIN * (limit ?? 0));
        } else {
          expect(peak).toBeLessThan((limit ?? 0) / MARGIN);
        }
      }
    });
  }
}
