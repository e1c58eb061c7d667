/**
 * The programs of tests/parity/programs in the page's interpreter, compared with recordings of
 * CPython: what they print and how they end, how much they need at most, and which line has most.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ReportQuery, TableAnswer } from '../../web/src/model/report-answers.ts';
import { REPOSITORY } from '../lib/dist.ts';
import { cpython, MAIN, NO_CPYTHON, type PythonRun, runPython } from './python-run.ts';

const PROGRAMS = join(REPOSITORY, 'tests/parity/programs');

/** The answers of CPython to a program, as record_programs.py describes them. */
interface Recording {
  readonly status: number;
  readonly stdout: string;
  readonly stderr?: string;
  readonly report?: string;
  /** In KiB. */
  readonly peak?: number;
  readonly heaviest?: number;
}

/** The kinds whose heaviest line is compared: their temporaries have the type of what is kept. */
const NAMED_LINE = ['blamed-line'];

/** The kinds whose peak is compared. In the others it is a matter of the sizes of objects. */
const MEASURED = ['growth', 'iterators', 'builtins'];

/** Objects may be twice as large as CPython's, and a small program may need more. */
const most = (kib: number) => 2 * 1024 * kib + 256 * 1024;

const questions: readonly ReportQuery[] = [{ kind: 'table', at: 'end' }];

/** The bytes that imports of a program take at once and leave; they are the interpreter's own. */
async function bytesOfImports(source: string): Promise<{ peak: number; left: number }> {
  const imports = source.split('\n').filter((line) => /^(import|from) /.test(line));
  const { result } = await runPython(`${imports.join('\n')}\n`);
  const { peakLive, endLive, startUp = 0 } = result.memory;
  return { peak: peakLive - startUp, left: endLive - startUp };
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** The status of a program that a `KeyboardInterrupt` ends. */
const INTERRUPTED = 130;

/** The frames of the program in a standard error, and its other lines, without addresses. */
function reportOf(stderr: string): string {
  let isHidden = false;
  const kept = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => {
      const [, file] = /^[ |]*File "([^"]*)"/.exec(line) ?? [];
      if (file !== undefined) {
        isHidden = !/\.py$|^<string>$/.test(file);
      } else if (!/^([ |]*\| )? {4}|^ {2}\[/.test(line)) {
        isHidden = false;
      }
      return !isHidden;
    });
  return kept.join('\n').replaceAll(/0x[0-9a-f]+/g, '0x0');
}

/** The standard error of a run, with the error that ended it in the place where CPython has it. */
function withError({ stderr, error }: PythonRun, recorded: string): string {
  const report = reportOf(stderr);
  const traceback = reportOf(error?.traceback ?? '');
  const index = recorded.indexOf(traceback);
  if (report === recorded) {
    // The program's own hook has printed the error.
    return report;
  }
  if (traceback === '' || index < 0) {
    return [report, traceback].filter((part) => part !== '').join('\n');
  }
  const parts = [report.slice(0, index).trimEnd(), traceback, report.slice(index).trimStart()];
  return parts.filter((part) => part !== '').join('\n');
}

for (const kind of readdirSync(PROGRAMS)) {
  for (const file of readdirSync(join(PROGRAMS, kind)).filter((name) => name.endsWith('.py'))) {
    const name = basename(file, '.py');
    const path = join(PROGRAMS, kind, file);
    const recording = JSON.parse(
      readFileSync(join(PROGRAMS, kind, `${name}.json`), 'utf8'),
    ) as Recording;

    test(`${kind}/${name} does what it does in CPython`, async () => {
      const source = readFileSync(path, 'utf8');
      const run = await runPython(source, { questions });
      expect(run.thrown).toBeNull();
      expect(run.stdout).toBe(recording.stdout);
      if (recording.report === undefined) {
        expect(lastLine(run.stderr)).toBe(recording.stderr);
      } else {
        expect(withError(run, recording.report)).toBe(recording.report);
      }
      expect(run.outcome === 0).toBe(recording.status === 0);

      if (recording.peak !== undefined && MEASURED.includes(kind)) {
        const imports = await bytesOfImports(source);
        const { peakLive, startUp = 0 } = run.result.memory;
        const allowed = Math.max(imports.peak, imports.left + most(recording.peak));
        expect(peakLive - startUp, 'bytes at most').toBeLessThanOrEqual(allowed + 4096);
      }
      if (NAMED_LINE.includes(kind)) {
        const { rows } = run.answers[0] as TableAnswer;
        const own = rows.filter((row) => row.file === MAIN);
        const heaviest = own.reduce((most, row) => (row.bytes > most.bytes ? row : most));
        expect(heaviest.line, 'the line with most bytes').toBe(recording.heaviest);
      }
    });

    test(`the recording of ${kind}/${name} is what CPython does`, () => {
      test.skip(NO_CPYTHON !== '', NO_CPYTHON);
      const { stdout, stderr, status } = cpython([path]);
      expect(status ?? INTERRUPTED).toBe(recording.status);
      if (recording.report === undefined) {
        expect([stdout, lastLine(stderr)]).toEqual([recording.stdout, recording.stderr]);
      } else {
        const named = (text: string) => text.replaceAll(`"${path}"`, `"${MAIN}"`);
        expect(named(stdout)).toBe(recording.stdout);
        expect(reportOf(named(stderr).replaceAll(/"[/].*\.py"/g, '"library"'))).toBe(
          recording.report,
        );
      }
    });
  }
}
