/** The exercise's unit tests as the engine lists them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnitTests } from '../../web/src/model/test-report.ts';
import { REPOSITORY } from '../lib/dist.ts';

const PYTHON = join(REPOSITORY, 'web/exercises/lru-cache/test_lru_cache.py');
const text = readFileSync(PYTHON, 'utf8');
const [memory = '', ...correctness] = [...text.matchAll(/^def (\w+)\(\):$/gm)].map(
  ([, name = '']) => name,
);

export const UNIT_TESTS: UnitTests = {
  file: 'tests/test_exercise_3.py',
  memory,
  correctness,
};
