/** The progress of the interpreter's compilation, from what it prints. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { afterLine, begin, stateOf } from '../../web/build/interpreter/progress.mjs';
import { REPOSITORY } from '../lib/dist';

const bar = (done: number, total: number, label = '    Building ') =>
  `${label}[=======>                    ] ${done}/${total}: serde, syn(build)...   `;

/** The state at a time after lines, each with the time at which it was printed. */
function stateAfter(lines: readonly (readonly [number, string])[], now: number) {
  const last = lines.reduce((progress, [at, line]) => afterLine(progress, line, at), begin(0));
  return stateOf(last, now);
}

test('the crates are counted as cargo counts them', () => {
  const state = stateAfter(
    [
      [0, '== interpreter: crates'],
      [5, '   Compiling serde v1.0.229'],
      [95, bar(215, 430, '')],
    ],
    95,
  );
  // Half of the first step's 190 s took 95 s: the rest takes as long as the table says.
  expect(state).toEqual({
    state: 'compiling',
    step: 'compiling its crates',
    done: 215,
    total: 430,
    share: 95 / 485,
    secondsLeft: 390,
  });
});

test('without enough of the first step there is no estimate', () => {
  expect(stateAfter([], 3)).toMatchObject({ done: 0, total: 0, share: 0, secondsLeft: null });
  expect(stateAfter([[3, bar(42, 430)]], 3)).toMatchObject({ done: 42, secondsLeft: null });
});

test('the last unit is a step of its own, at the pace of the first', () => {
  const lines = [
    [0, bar(1, 430)],
    [380, bar(429, 430)],
  ] as const;
  const step = 'optimising the whole program';
  // A machine of half the speed: 340 s for what the table has 170 s for.
  expect(stateAfter(lines, 380)).toMatchObject({ step, total: 0, share: 190 / 485 });
  expect(stateAfter(lines, 380).secondsLeft).toBe(590);
  expect(stateAfter(lines, 380 + 170)).toMatchObject({ share: 275 / 485, secondsLeft: 420 });
  // A step that takes longer than expected is never more than done.
  expect(stateAfter(lines, 9999)).toMatchObject({ share: 360 / 485, secondsLeft: 250 });
});

test('steps follow each other, and none begins again', () => {
  const lines = [
    [190, '== interpreter: bindings'],
    [200, bar(3, 7)],
    [210, '== interpreter: compression'],
    [220, '== interpreter: crates'],
    [230, '== interpreter: unknown'],
  ] as const;
  expect(stateAfter(lines, 230)).toMatchObject({ step: 'compressing it', done: 0, total: 0 });
});

test('the state is written for the page, and the output to a log without the bars', () => {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-progress-'));
  try {
    const [state, log] = [join(folder, 'interpreter.json'), join(folder, 'interpreter.log')];
    const input = `one\n${bar(1, 4)}\r${bar(2, 4)}\r   Compiling two\n\n== interpreter: page\nlast`;
    const { status } = spawnSync('node', ['web/build/interpreter/watch.mjs', state, log], {
      cwd: REPOSITORY,
      input,
    });
    expect(status).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe('one\n   Compiling two\n== interpreter: page\nlast\n');
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ state: 'compiling' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
