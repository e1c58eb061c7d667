/**
 * Reports of a real run as files, each opened by its format's own reader if npm has one:
 * speedscope's page in Chromium, pprof-format, csv-parse, and JSON schemas.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import { Profile } from 'pprof-format';
import type { ReportKind } from '../../web/src/model/report-answers.ts';
import { Inspector, initSync, list_formats } from '../../web/wasm/inspector/highwater_inspector.js';
import { REPOSITORY } from '../lib/dist.ts';
import { runEngine } from './engine-run.ts';

const SPEEDSCOPE = join(
  createRequire(import.meta.url).resolve('speedscope/package.json'),
  '../dist/release',
);

interface Query {
  kind: ReportKind;
  at?: number | 'end' | 'released';
  threshold?: number;
}

/** The exported queries. */
const QUERIES: readonly Query[] = [
  { kind: 'high-water-mark' },
  { kind: 'leaks' },
  { kind: 'temporary' },
  { kind: 'at', at: 500 },
];

/** The own bytes and allocations of each place, by `function (file:line)`. */
type Places = Map<string, { bytes: number; count: number }>;

let inspector: Inspector;

test.beforeAll(async () => {
  const path = join(REPOSITORY, 'web/wasm/inspector/highwater_inspector_bg.wasm');
  const { memory } = initSync({ module: new Uint8Array(readFileSync(path)) });
  const { capture } = await runEngine({ policy: 'class/unbounded', ranges: '30' });
  inspector = new Inspector(true);
  const address = inspector.reserve(capture.length);
  new Uint8Array(memory.buffer, address, capture.length).set(capture);
  inspector.feed(0);
});

function exported(format: string, query: Query): Buffer {
  return Buffer.from(inspector.export(format, JSON.stringify(query)));
}

// biome-ignore lint/suspicious/noExplicitAny: the tests check the content of a file
function exportedJson(format: string, query: Query): any {
  return JSON.parse(exported(format, query).toString());
}

function label(name: string, file: string, line: number): string {
  return file === '' ? name : `${name} (${file}:${line})`;
}

function add(places: Places, place: string, bytes: number, count: number): void {
  const sums = places.get(place) ?? { bytes: 0, count: 0 };
  places.set(place, { bytes: sums.bytes + bytes, count: sums.count + count });
}

/** The places of a report, from the inspector's tree. */
function reported(query: Query): Places {
  const places: Places = new Map();
  const rest = [JSON.parse(inspector.answer(JSON.stringify(query)))];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.ownCount > 0) {
      add(places, label(node.name, node.file, node.line), node.ownBytes, node.ownCount);
    }
    rest.push(...node.children);
  }
  return places;
}

const bytesOf = (places: Places) => new Map([...places].map(([name, { bytes }]) => [name, bytes]));

test('every format is listed, and exports every kind that it lists', () => {
  const formats = JSON.parse(list_formats());
  expect(formats.map((format: { name: string }) => format.name)).toEqual([
    'stats-json',
    'csv',
    'collapsed',
    'speedscope',
    'dhat',
    'firefox-profiler',
    'pprof',
  ]);
  for (const { name, kinds, extension, mediaType, description } of formats) {
    expect([extension, mediaType, description].every((text) => text.length > 0)).toBe(true);
    for (const kind of kinds) {
      const between = kind === 'difference' ? { between: [0, 'peak'] } : {};
      const file = inspector.export(name, JSON.stringify({ kind, ...between }));
      expect(file.length, `${name} ${kind}`).toBeGreaterThan(0);
    }
  }
  expect(() => inspector.export('svg')).toThrow(/“svg”.*speedscope/);
  const difference = JSON.stringify({ kind: 'difference', between: [0, 'peak'] });
  expect(() => inspector.export('pprof', difference)).toThrow(/“difference”.*pprof/);
});

test('the run is not empty', () => {
  for (const query of QUERIES) {
    expect(reported(query).size, query.kind).toBeGreaterThan(0);
  }
});

test('stats: the figures of the report under the keys of memray', () => {
  const stats = JSON.parse(inspector.answer('{"kind": "stats"}'));
  const file = exportedJson('stats-json', { kind: 'high-water-mark' });
  expect(Object.keys(file).sort()).toEqual([
    'allocation_size_histogram',
    'allocator_type_distribution',
    'metadata',
    'top_allocations_by_count',
    'top_allocations_by_size',
    'total_bytes_allocated',
    'total_num_allocations',
  ]);
  expect(file.total_num_allocations).toBe(stats.totalAllocations);
  expect(file.total_bytes_allocated).toBe(stats.totalBytes);
  expect(file.metadata.peak_memory).toBe(stats.peakBytes);
  expect(file.metadata.command_line).toContain('policy=class/unbounded');
  const counts = file.allocation_size_histogram.map((bin: { count: number }) => bin.count);
  expect(counts).toEqual(stats.histogram.map((bin: { count: number }) => bin.count));
  expect(counts.reduce((a: number, b: number) => a + b)).toBe(stats.totalAllocations);
  const [{ name, file: of, line, bytes }] = stats.topLocationsBySize;
  expect(file.top_allocations_by_size[0]).toEqual({
    location: `${name}:${of}:${line}`,
    size: bytes,
  });
});

for (const query of QUERIES) {
  test.describe(query.kind, () => {
    test('CSV, parsed by csv-parse', () => {
      const rows: Record<string, string>[] = parse(exported('csv', query), {
        columns: true,
        record_delimiter: '\r\n',
      });
      const places: Places = new Map();
      for (const { function: name, file, line, bytes, count } of rows) {
        add(places, label(name ?? '', file ?? '', Number(line)), Number(bytes), Number(count));
      }
      expect(places).toEqual(reported(query));
    });

    test('collapsed stacks, parsed by speedscope', async ({ page }) => {
      const file = exported('collapsed', query);
      await openInSpeedscope(page, `${query.kind}.txt`, file);
      const expected = [...reported(query)].map(([place, { bytes }]) => [place, bytes] as const);
      expect(await ownInSpeedscope(page)).toEqual(
        sorted(expected.filter(([, bytes]) => bytes > 0)),
      );
      // And as text, the only form that other readers support.
      const lines = file.toString().trimEnd().split('\n');
      const places: Places = new Map();
      for (const line of lines) {
        const [, stack, bytes] = /^(.*) (\d+)$/.exec(line) ?? [];
        add(places, stack?.split(';').at(-1) ?? '', Number(bytes), 0);
      }
      expect(bytesOf(places)).toEqual(bytesOf(reported(query)));
    });

    test('speedscope, validated by its schema and opened by speedscope', async ({ page }) => {
      const file = exportedJson('speedscope', query);
      const schema = JSON.parse(readFileSync(join(SPEEDSCOPE, 'file-format-schema.json'), 'utf8'));
      const valid = new Ajv({ strict: false, allErrors: true }).compile(schema);
      expect(valid(file), JSON.stringify(valid.errors)).toBe(true);

      const frames = file.shared.frames.map(
        ({ name, file = '', line = 0 }: { name: string; file?: string; line?: number }) =>
          label(name, file, line),
      );
      const places: Places = new Map();
      const [bytes, counts] = file.profiles;
      bytes.samples.forEach((stack: number[], index: number) => {
        const place = frames[stack.at(-1) ?? -1];
        add(places, place, bytes.weights[index], counts.weights[index]);
      });
      expect(places).toEqual(reported(query));

      await openInSpeedscope(page, 'run.speedscope.json', exported('speedscope', query));
      await expect(page.getByText(/^bytes: .*\(1\/2\)$/)).toBeVisible();
      // The other profile, whose weights speedscope shows without a unit.
      await page.keyboard.press('n');
      await expect(page.getByText(/^allocations: .*\(2\/2\)$/)).toBeVisible();
      const expected = [...places].map(
        ([place, { count }]) => [place.replace(/ \([^(]*\)$/, ''), count] as const,
      );
      expect(await ownInSpeedscope(page)).toEqual(sorted(expected));
    });

    test('DHAT, with every number in range', () => {
      const file = exportedJson('dhat', query);
      expect(file).toMatchObject({ dhatFileVersion: 2, bklt: false, bkacc: false, pid: 0 });
      expect(file.ftbl[0]).toBe('[root]');
      const places: Places = new Map();
      for (const { tb, tbk, fs } of file.pps) {
        for (const frame of fs) expect(file.ftbl[frame]).toBeDefined();
        expect(fs).not.toContain(0);
        add(places, file.ftbl[fs[0]], tb, tbk);
      }
      expect(places).toEqual(reported(query));
    });

    test('Firefox Profiler, with every number in range', () => {
      const file = exportedJson('firefox-profiler', query);
      const { stackTable, frameTable, funcTable, sources, stringArray } = file.shared;
      for (const table of [
        ...Object.values(file.shared).filter((table) => !Array.isArray(table)),
        ...file.threads.flatMap(({ samples, markers }: Record<string, unknown>) => [
          samples,
          markers,
        ]),
        ...file.counters.map((counter: { samples: unknown }) => counter.samples),
      ]) {
        for (const [name, column] of Object.entries(table)) {
          if (Array.isArray(column)) expect(column.length, name).toBe(table.length);
        }
      }
      const text = (number: number): string => {
        expect(stringArray[number]).toEqual(expect.any(String));
        return stringArray[number];
      };
      const place = (stack: number): string => {
        const frame = stackTable.frame[stack];
        const func = frameTable.func[frame];
        const source = funcTable.source[func];
        const file = source === null ? '' : text(sources.filename[source]);
        return label(text(funcTable.name[func]), file, frameTable.line[frame] ?? 0);
      };
      const places: Places = new Map();
      const [bytes, counts] = file.threads;
      expect([bytes.samples.weightType, counts.samples.weightType]).toEqual(['bytes', 'samples']);
      expect(counts.samples.stack).toEqual(bytes.samples.stack);
      bytes.samples.stack.forEach((stack: number, index: number) => {
        add(places, place(stack), bytes.samples.weight[index], counts.samples.weight[index]);
      });
      expect(places).toEqual(reported(query));

      // The tracks are the page's curve.
      const timeline = inspector.timeline();
      for (const [number, column] of [1, 2].entries()) {
        const { samples } = file.counters[number];
        let value = 0;
        const values = samples.count.map((change: number) => {
          value += change;
          return value;
        });
        expect(values).toEqual([...timeline].filter((_, index) => index % 6 === column));
        expect(samples.time).toEqual([...timeline].filter((_, index) => index % 6 === 0));
        expect(samples.time.at(-1)).toBeLessThan(file.meta.profilingEndTime);
      }
    });

    test('pprof, parsed by pprof-format', () => {
      const profile = Profile.decode(gunzipSync(exported('pprof', query)));
      const text = (index: number | bigint) => profile.stringTable.strings[Number(index)] ?? '';
      const types = profile.sampleType.map(({ type, unit }) => `${text(type)}/${text(unit)}`);
      const prefix = query.kind === 'temporary' ? 'temporary' : 'inuse';
      expect(types.slice(-2)).toEqual([`${prefix}_objects/count`, `${prefix}_space/bytes`]);
      expect(text(profile.defaultSampleType)).toBe(`${prefix}_space`);
      const functions = new Map(profile.function.map((func) => [func.id, func]));
      const frames = new Map(
        profile.location.map(({ id, line: [line] }) => {
          const func = functions.get(line?.functionId ?? 0);
          if (func === undefined || line === undefined) throw new Error(`location ${id}`);
          return [id, label(text(func.name), text(func.filename), Number(line.line))];
        }),
      );
      const places: Places = new Map();
      for (const { locationId, value } of profile.sample) {
        expect(value.length).toBe(types.length);
        const place = frames.get(locationId[0] ?? 0);
        const [count, bytes] = value.slice(-2).map(Number);
        if (place === undefined || count === undefined || bytes === undefined) {
          throw new Error('a sample without a place or figures');
        }
        if (count > 0) add(places, place, bytes, count);
        if (prefix === 'inuse') {
          // Live bytes were allocated.
          expect(Number(value[0])).toBeGreaterThanOrEqual(count);
          expect(Number(value[1])).toBeGreaterThanOrEqual(bytes);
        }
      }
      expect(places).toEqual(reported(query));
    });
  });
}

/**
 * Opens a file in the page of the npm package, through its file chooser, in the view of functions.
 */
async function openInSpeedscope(page: Page, name: string, file: Buffer): Promise<void> {
  await page.goto(pathToFileURL(join(SPEEDSCOPE, 'index.html')).href);
  const chooser = page.waitForEvent('filechooser');
  await page.getByText('Browse', { exact: true }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: file });
  await page.getByText('Sandwich').click();
}

/** The functions that speedscope shows with self weights, which are not bytes. */
async function ownInSpeedscope(page: Page): Promise<(readonly [string, number])[]> {
  // The list of profiles has rows too, hidden until it is opened.
  const rows = page.locator('tr').filter({ has: page.locator('td'), visible: true });
  await expect(rows.first()).toBeVisible();
  const cells = await rows.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
  );
  const weight = (own: string) => Number(/^[\d,]+/.exec(own.trim())?.[0].replaceAll(',', ''));
  const own = cells.map(([, own = '', name = '']) => [name.trim(), weight(own)] as const);
  return sorted(own.filter(([, weight]) => weight !== 0));
}

function sorted<T extends readonly [string, number]>(rows: readonly T[]): T[] {
  return [...rows].sort(([a, x], [b, y]) => a.localeCompare(b) || x - y);
}
