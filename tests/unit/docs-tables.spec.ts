/** Tables of the documentation, compared with the code that they describe. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FORWARDED } from '../../web/src/embed/messages.ts';
import { STEP_TITLES } from '../../web/src/lesson/steps.ts';
import type { PolicyVocabulary } from '../../web/src/model/policy.ts';
import { emptyResult } from '../../web/src/model/run-result.ts';
import { BUILT_IN_NAMES } from '../../web/src/settings/built-in-challenges.ts';
import { readChallenge } from '../../web/src/settings/challenge.ts';
import { HIDABLE, REPORT_VIEW_NAMES, SUBJECTS } from '../../web/src/settings/report-settings.ts';
import { DEFAULTS } from '../../web/src/settings/settings.ts';
import * as engine from '../../web/wasm/engine/highwater_engine.js';
import * as inspector from '../../web/wasm/inspector/highwater_inspector.js';
import { REPOSITORY } from '../lib/dist.ts';
import { blockWith, codesIn, pageText, rowsOf, textOf } from '../lib/docs.ts';
import { UNIT_TESTS } from './unit-tests.ts';

const PLAYGROUND = textOf('web/src/playground/highwater-playground.ts');

/** A module of WebAssembly that is built. */
function wasm(name: string): { module: Uint8Array<ArrayBuffer> } {
  const path = join(REPOSITORY, `web/wasm/${name}/highwater_${name}_bg.wasm`);
  return { module: new Uint8Array(readFileSync(path)) };
}

/** The texts in code style of a table's first column. */
function namesOf(page: string, headers: string): string[] {
  return rowsOf(pageText(page), headers).flatMap(([cell]) => codesIn(cell));
}

function vocabulary(): PolicyVocabulary {
  engine.initSync(wasm('engine'));
  return JSON.parse(engine.list_policies());
}

test('the parts of a policy are those of the engine', () => {
  const { owners, bounds, clear, reclaims } = vocabulary();
  const rows = rowsOf(pageText('policies'), 'part | values | Python equivalent');
  const withParameter = (name: string, parameter: object | null, letter: string) =>
    parameter === null ? name : `${name}:${letter}`;
  expect(rows.flatMap(([, cell]) => codesIn(cell))).toEqual([
    ...owners.map(({ name }) => name),
    ...bounds.map(({ name, parameter }) => withParameter(name, parameter, 'N')),
    withParameter('clear', clear, 'K'),
    ...reclaims.map(({ name }) => name),
  ]);
});

test('the eviction policies are those of the engine', () => {
  const sized = vocabulary().bounds.filter(({ parameter }) => parameter !== null);
  expect(namesOf('policies', 'bound | evicted entry | Python')).toEqual(
    sized.map(({ name }) => name),
  );
});

test('the policies of the exercise are those on arrival', () => {
  expect(namesOf('policies', 'policy | description').sort()).toEqual(
    DEFAULTS.policies.split(',').sort(),
  );
});

test('every setting has its default', () => {
  const rows = rowsOf(pageText('settings'), 'parameter | meaning | default');
  const documented = rows.map(([name, , value]) => [codesIn(name)[0], codesIn(value)[0] ?? '']);
  expect(Object.fromEntries(documented)).toEqual(DEFAULTS);
});

test('reports, views and hidden frames have the names of the settings', () => {
  const rows = rowsOf(pageText('settings'), 'parameter | meaning | default');
  const meaningOf = (parameter: string) =>
    codesIn(rows.find(([name]) => name === `\`${parameter}\``)?.[1]);
  expect(meaningOf('report')).toEqual(SUBJECTS);
  expect(meaningOf('view').slice(0, REPORT_VIEW_NAMES.length)).toEqual(REPORT_VIEW_NAMES);
  expect(meaningOf('hide')).toEqual([...HIDABLE, 'none']);
  expect(namesOf('reports', 'view | content')).toEqual(REPORT_VIEW_NAMES);
  const reports = rowsOf(pageText('reports'), 'report | content').map(([name]) => name);
  expect(reports).toEqual(
    SUBJECTS.map((subject) => (subject === 'at' ? 'at an instant' : subject))
      // The sentence has the term of memray.
      .map((subject) => subject.replace('high-water-mark', 'high-water mark')),
  );
});

test('the steps of the lesson are those of the page', () => {
  const steps = rowsOf(pageText('lesson'), 'step | content').map(([step]) => step);
  expect(steps).toEqual(Object.values(STEP_TITLES));
});

test('formats and kinds of reports are those of the inspector', () => {
  inspector.initSync(wasm('inspector'));
  const formats: { name: string; kinds: string[] }[] = JSON.parse(inspector.list_formats());
  expect(namesOf('captures-and-exports', 'format | content | checked with')).toEqual(
    formats.map(({ name }) => name),
  );
  const fields = rowsOf(pageText('api'), 'field | values');
  const kinds = codesIn(fields.find(([field]) => field === '`kind`')?.[1]);
  // Totals of a run are exported whatever the kind.
  expect([...kinds].sort()).toEqual([...(formats[0]?.kinds ?? [])].sort());
});

test('tests and challenges have the names of the page', () => {
  const tests = rowsOf(pageText('tests-and-challenges'), 'test | comparison');
  expect(tests.map(([name]) => codesIn(name)[0])).toEqual([
    UNIT_TESTS.memory,
    ...UNIT_TESTS.correctness,
  ]);
  expect(namesOf('tests-and-challenges', 'challenge | goal')).toEqual(BUILT_IN_NAMES);
});

test('fields of a challenge are those that it may have', () => {
  const readers = { readRanges: (text: string) => text, unitTests: UNIT_TESTS };
  const { problems } = readChallenge({ title: 'x', limit: '1MB', nonsense: 1 }, readers);
  const [, listed = ''] = /the fields are (.*)$/.exec(problems[0] ?? '') ?? [];
  const fields = namesOf('tests-and-challenges', 'field | meaning | default');
  expect(fields).toEqual(listed.split(', '));
});

/** The names in a text of JSON, without values in quotes. */
function identifiersIn(code: string): string[] {
  return [...new Set(code.replaceAll(/"[^"]*"/g, '').match(/[a-zA-Z]+/g))].sort();
}

/** The keys of a value and of all objects in it. */
function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

test('a result has the documented keys', () => {
  const request = {
    run: 'class/unbounded',
    ranges: [10],
    growth: 'adaptive',
    hardLimit: null,
    traced: true,
    native: false,
  };
  const phase = { range: 10, hits: 0, misses: 0, currsize: 0, lastDigits: [] };
  const keys = [...keysOf(emptyResult(request, 'completed', null)), ...keysOf(phase)];
  expect(identifiersIn(blockWith(pageText('api'), 'text', 'baselineLinear'))).toEqual(
    [...new Set(keys)].sort(),
  );
});

test('events are those that the elements fire', () => {
  const fired = [...PLAYGROUND.matchAll(/@fires (highwater-[\w-]+)/g)].map(([, name]) => name);
  const ofPython = ['highwater-exercise', 'highwater-share'];
  expect(
    namesOf('api', 'event | `detail`')
      .filter((name) => name.startsWith('h'))
      .sort(),
  ).toEqual([...fired, ...ofPython].sort());
  const python = textOf('web/src/python/highwater-python.ts');
  expect(ofPython.filter((name) => !python.includes(`'${name}'`))).toEqual([]);
});

test('methods and properties are those of the element', () => {
  const members = [
    // Not of the element's life cycle, which Lit calls.
    ...PLAYGROUND.matchAll(
      /^ {2}(?!override|static|#|private|readonly|set )(?:async |get )?(\w+)\(/gm,
    ),
  ].map(([, name]) => name);
  const documented = namesOf('api', 'member | result').map((code) => /^\w+/.exec(code)?.[0] ?? '');
  expect(documented.sort()).toEqual([...new Set(members)].sort());
});

/** The sources of all elements, by the name of the element. */
function elements(): Map<string, string> {
  const root = join(REPOSITORY, 'web/src');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'));
  return new Map(
    sources.flatMap((source) =>
      [...source.matchAll(/@customElement\('([\w-]+)'\)/g)].map(([, name = '']) => [name, source]),
    ),
  );
}

test('elements have the documented properties and methods', () => {
  const sources = elements();
  // The rows of tables are a property of their base class.
  const base = textOf('web/src/reports/views/report-rows.ts');
  for (const [cell, members] of rowsOf(pageText('api'), 'element | properties')) {
    const name = codesIn(cell)[0]?.replaceAll(/[<>]/g, '') ?? '';
    const source = sources.get(name) ?? '';
    expect(source, name).not.toBe('');
    for (const member of codesIn(members)) {
      const text = `${source}${source.includes('extends ReportRows') ? base : ''}`;
      const pattern = member.endsWith('()')
        ? new RegExp(`^ {2}(?:async )?${member.replace('()', '')}\\(`, 'm')
        : new RegExp(`@property\\([^)]*\\) ${member}\\b|'${member}'`);
      expect(pattern.test(text), `${name}: ${member}`).toBe(true);
    }
  }
});

test('messages of a frame are those that it sends and reads', () => {
  expect(namesOf('embedding', 'type | sent | `detail`')).toEqual([
    'ready',
    'resize',
    ...Object.keys(FORWARDED),
    'answer',
  ]);
  expect(namesOf('embedding', 'type | fields | effect')).toEqual(['set', 'run', 'stop']);
});

test('custom properties are those of the styles', () => {
  const used = textOf('web/src/ui/tokens.css').match(/--highwater-[\w-]+/g) ?? [];
  expect(namesOf('embedding', 'property | sets').sort()).toEqual([...new Set(used)].sort());
});
