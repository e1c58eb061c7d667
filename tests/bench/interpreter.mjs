/** Measurements of the interpreter: the exercise's original file, and its start. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, medianRatio } from './figures.mjs';
import { REPOSITORY, runPython } from './machine.mjs';
import { inTurn, run, whole } from './samples.mjs';

/** Maximum number of whole runs of the exercise: each takes several times as long as CPython. */
const MOST_ROUNDS = 5;

const NAME = 'lru_cache.py in the interpreter';

/**
 * @param {Awaited<ReturnType<typeof import('./browser.mjs').openBrowser>>} browser
 * @param {number} rounds
 * @param {boolean} isPythonThere Whether CPython is available for comparison.
 * @param {(bench: string, value: number, unit: string, aim?: number) => void} figure
 */
export async function measureInterpreter(browser, rounds, isPythonThere, figure) {
  const folder = join(REPOSITORY, 'web', 'exercises', 'lru-cache');
  const source = readFileSync(join(folder, 'lru_cache.py'), 'utf8');
  const times = Math.min(rounds, MOST_ROUNDS);
  /** @type {Record<string, () => Promise<import('./samples.mjs').Sample>>} */
  const contestants = {
    traced: () => browser.runProgram({ traced: true }),
    untraced: () => browser.runProgram({ traced: false }),
    stacks: () => browser.runProgram({ traced: true, stacks: true }),
    ...(isPythonThere ? { python: () => runPython(source) } : {}),
  };
  const { traced = [], untraced = [], stacks = [], python } = await inTurn(times, contestants);
  figure(`${NAME}: traced in Chromium`, median(run(traced)), 'ms');
  figure(`${NAME}: untraced in Chromium`, median(run(untraced)), 'ms');
  figure(`${NAME}: traced in Chromium, from fetch to result`, median(whole(traced)), 'ms');
  figure(`${NAME}: traced to untraced`, medianRatio(run(traced), run(untraced)), 'ratio', 1.25);
  figure(`${NAME}: native stacks to traced`, medianRatio(run(stacks), run(traced)), 'ratio');
  if (python !== undefined) {
    const result = /** @type {import('../../web/src/model/program-result.ts').ProgramResult} */ (
      traced[0]?.result
    );
    if (result.stdout !== `${python[0]?.printed?.join('\n')}\n`) {
      throw new Error('the outputs of CPython and the interpreter differ');
    }
    figure(`${NAME}: CPython, the program`, median(run(python)), 'ms');
    figure(`${NAME}: CPython, the process`, median(whole(python)), 'ms');
    figure(`${NAME}: traced to CPython`, medianRatio(run(traced), run(python)), 'ratio', 4);
  }
  const starts = [];
  for (let round = 0; round < rounds; round += 1) starts.push(await browser.startInterpreter());
  figure('start of the interpreter, already downloaded', median(starts), 'ms', 1000);
}
