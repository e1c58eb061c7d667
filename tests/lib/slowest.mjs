/**
 * The slowest tests of a test run, from Playwright's reports and the logs of Rust's test runners. Those
 * give no time for each test: a program of tests counts as one.
 *
 * As a program: `node tests/lib/slowest.mjs <count> <folder>` prints them, from the reports (`.json`)
 * and logs (`.log`) in the folder.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ seconds: number, name: string }} Timed
 * @typedef {{ duration: number }} Result
 * @typedef {{ projectName: string, results: Result[] }} Test
 * @typedef {{ title: string, file: string, tests: Test[] }} Spec
 * @typedef {{ title: string, file: string, specs: Spec[], suites?: Suite[] }} Suite
 */

/**
 * The tests of a report of Playwright, each with its project, file and title.
 *
 * @param {{ suites: Suite[] }} report
 * @returns {Timed[]}
 */
export function playwrightTests({ suites }) {
  /** @param {Suite} suite @param {string[]} titles @returns {Timed[]} */
  const testsOf = (suite, titles) => [
    ...suite.specs.flatMap(({ title, file, tests }) =>
      tests.map(({ projectName, results }) => ({
        seconds: results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
        name: `${projectName}: ${file}: ${[...titles, title].join(' › ')}`,
      })),
    ),
    ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, [...titles, inner.title])),
  ];
  return suites.flatMap((file) => testsOf(file, []));
}

/**
 * The programs of tests in the output of `cargo test` or `wasm-pack test`.
 *
 * @param {string} log
 * @returns {Timed[]}
 */
export function rustTests(log) {
  const found = [];
  let name = '';
  for (const line of log.split('\n')) {
    const program = /^ *Running (?:unittests )?(\S+) \(.*?([^/\\]+?)-[0-9a-f]{16}(?:\.\w+)?\)/.exec(
      line,
    );
    const documentation = /^ *Doc-tests (\S+)/.exec(line);
    if (program) name = `${program[2]}: ${program[1]}`;
    if (documentation) name = `${documentation[1]}: documentation`;
    const time = /test result: .*finished in ([\d.]+)s/.exec(line);
    if (time) found.push({ seconds: Number(time[1]), name });
  }
  return found;
}

/**
 * The slowest first, a line each.
 *
 * @param {readonly Timed[]} tests
 * @param {number} count
 */
export function slowest(tests, count) {
  return [...tests]
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ seconds, name }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, folder = '.'] = process.argv.slice(2);
  const tests = readdirSync(folder).flatMap((name) => {
    const text = () => readFileSync(join(folder, name), 'utf8');
    if (name.endsWith('.json')) return playwrightTests(JSON.parse(text()));
    return name.endsWith('.log') ? rustTests(text()) : [];
  });
  const lines = slowest(tests, Number(count));
  if (lines.length > 0) console.log(['\nslowest tests:', ...lines].join('\n'));
}
