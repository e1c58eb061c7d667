import { homedir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { distFiles, memoryLimits, REPOSITORY } from '../lib/dist';

/** The content of a built file: the build compresses some. */
function unpacked(name: string, bytes: Buffer): Buffer {
  if (name.endsWith('.br')) {
    return brotliDecompressSync(bytes);
  }
  return name.endsWith('.symbols') ? gunzipSync(bytes) : bytes;
}

/** The modules built by the project, without those of npm packages. */
const modules = () =>
  distFiles()
    .filter(({ name }) => /highwater_\w+\b.*\.(wasm|br)$/.test(name))
    .map(({ name, bytes }) => ({ name, bytes: unpacked(name, bytes) }));

test('the built page contains its modules, and each compiles', async () => {
  const files = modules();
  expect(
    files.map(({ name }) => name.match(/highwater_[a-z]+(_tools)?(_[a-z]+)?/)?.[0]).sort(),
  ).toEqual([
    // With the policies of functools, and with all.
    'highwater_engine_bg',
    'highwater_engine_bg',
    'highwater_engine_native',
    'highwater_engine_native',
    'highwater_exercise_tools_bg',
    'highwater_inspector_bg',
    'highwater_python',
    'highwater_python_native',
    'highwater_symbolizer_bg',
  ]);
  for (const { bytes } of files) await WebAssembly.compile(new Uint8Array(bytes));
});

test('each module declares the maximum memory of wasm32', () => {
  for (const { bytes } of modules()) {
    expect(memoryLimits(bytes)).toEqual([{ min: expect.any(Number), max: 65536 }]);
  }
});

test('no built file contains a path of the build machine', () => {
  const places = [
    homedir(),
    REPOSITORY,
    process.env.CARGO_HOME ?? join(homedir(), '.cargo'),
    process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
    ...(process.env.CARGO_TARGET_DIR ? [process.env.CARGO_TARGET_DIR] : []),
  ].filter((place) => place !== '/');
  const leaks = distFiles().flatMap(({ name, bytes: sent }) => {
    const bytes = unpacked(name, sent);
    return places
      .filter((place) => bytes.includes(`${place}/`))
      .map((place) => `${name}: ${place}`);
  });
  expect(leaks).toEqual([]);
});

test("the page's first file refers to its own files by relative paths only", () => {
  const index = distFiles().find(({ name }) => name === 'index.html');
  const html = index?.bytes.toString('utf8') ?? '';
  const references = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(references.filter((reference) => /\.js$/.test(reference))).not.toEqual([]);
  expect(references.filter((reference) => /^(\/|[a-z]+:\/\/)/i.test(reference))).toEqual([]);
});
