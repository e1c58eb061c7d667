/** The editor without a page: the content of its marks, their movement, and their contrast. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { EditorState } from '../../web/node_modules/@codemirror/state/dist/index.js';
import {
  describeMemory,
  heaviestLine,
  lineMemory,
  setLineMemory,
  shortSize,
} from '../../web/src/python/editor/line-memory.ts';
import { TINTS } from '../../web/src/python/editor/theme.ts';
import { contrast } from './contrast.ts';

test('a size has at most three digits', () => {
  expect(
    [0, 12, 1023, 1200, 48.2 * 1024 ** 2, 677 * 1024 ** 2, 99.96 * 1024].map(shortSize),
  ).toEqual(['0 B', '12 B', '1023 B', '1.2 KiB', '48.2 MiB', '677 MiB', '100 KiB']);
});

test('lines are described in order, and the heaviest is marked', () => {
  const lines = new Map([
    [9, { bytes: 10, share: 0.1 }],
    [3, { bytes: 90, share: 0.9 }],
  ]);
  expect(heaviestLine(lines)).toBe(3);
  expect(heaviestLine(new Map())).toBe(0);
  expect(describeMemory(lines)).toEqual([
    'line 3: 90 B, 90.0% of the peak, the largest of all lines',
    'line 9: 10 B, 10.0% of the peak',
  ]);
});

/**
 * The lines with memory after a change in `a`, `bb`, `ccc`, where the second and third had memory.
 */
function after(from: number, to: number, insert: string): (readonly [number, number])[] {
  const shown = EditorState.create({ doc: 'a\nbb\nccc', extensions: lineMemory }).update({
    effects: setLineMemory.of(
      new Map([
        [2, { bytes: 20, share: 0.4 }],
        [3, { bytes: 30, share: 0.6 }],
      ]),
    ),
  }).state;
  const { state } = shown.update({ changes: { from, to, insert } });
  return [...state.field(lineMemory)].map(([number, { bytes }]) => [number, bytes] as const);
}

test('the memory of a line moves with it', () => {
  expect(after(0, 0, 'x\n')).toEqual([
    [3, 20],
    [4, 30],
  ]);
  expect(after(2, 2, '\n')).toEqual([
    [3, 20],
    [4, 30],
  ]);
  expect(after(4, 4, '\nx')).toEqual([
    [2, 20],
    [4, 30],
  ]);
  expect(after(3, 4, 'c')).toEqual([
    [2, 20],
    [3, 30],
  ]);
  // The second line is deleted; the third takes its place.
  expect(after(2, 5, '')).toEqual([[2, 30]]);
  // Two lines are joined and have the larger of both values.
  expect(after(4, 5, '')).toEqual([[2, 30]]);
});

const TOKENS = readFileSync(new URL('../../web/src/ui/tokens.css', import.meta.url), 'utf8');

/** The light and the dark colour of a custom property. */
function coloursOf(name: string): readonly [string, string] {
  const pattern = new RegExp(`--${name}:[^;]*light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`);
  const [, light, dark] = pattern.exec(TOKENS) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`no colours of ${name}`);
  return [light, dark];
}

function mixed(colour: string, percent: number, ground: string): string {
  const channel = (text: string, at: number) => Number.parseInt(text.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) =>
    Math.round((channel(colour, at) * percent + channel(ground, at) * (100 - percent)) / 100),
  );
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

for (const [theme, index] of [
  ['light', 0],
  ['dark', 1],
] as const) {
  test(`every colour of Python reaches 4.5:1 on every line, ${theme}`, () => {
    const of = (name: string) => coloursOf(name)[index];
    const surface = of('surface');
    const grounds = {
      plain: surface,
      fixed: mixed(of('ink'), TINTS.fixed, surface),
      changed: mixed(of('notice-edge'), TINTS.changed, surface),
      error: mixed(of('fail'), TINTS.error, surface),
    };
    for (const name of ['ink', 'muted', 'keyword', 'string', 'number', 'decorator']) {
      const colour = ['ink', 'muted'].includes(name) ? of(name) : of(`code-${name}`);
      for (const [ground, value] of Object.entries(grounds)) {
        expect(contrast(colour, value), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
}
