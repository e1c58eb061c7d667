/** Parsing of messages and views: no input causes an error or passes an invalid value. */

import { expect, test } from '@playwright/test';
import { envelope, readRequest } from '../../web/src/embed/messages.ts';
import {
  ATTRIBUTES,
  DEFAULTS,
  readSettings,
  writeSettings,
} from '../../web/src/settings/settings.ts';
import { startOf } from '../../web/src/settings/start-mode.ts';
import { partOf, readVisiblePart, writeVisiblePart } from '../../web/src/settings/visible-part.ts';
import { chance } from './flamegraph-trees.ts';

/** Any value that a message can contain, usually close to a valid one. */
function anything(next: (below: number) => number, depth = 0): unknown {
  const kinds = depth > 3 ? 7 : 9;
  switch (next(kinds)) {
    case 0:
      return null;
    case 1:
      return next(2) === 0;
    case 2:
      return next(4);
    case 3:
      return ['run', 'set', 'stop', 'ready', ''][next(5)];
    case 4:
      return ATTRIBUTES[next(ATTRIBUTES.length)];
    case 5:
      return undefined;
    case 6:
      return Number.NaN;
    case 7:
      return Array.from({ length: next(4) }, () => anything(next, depth + 1));
    default: {
      const names = ['highwater', 'type', 'id', 'attributes', '__proto__', 'embed', ...ATTRIBUTES];
      return Object.fromEntries(
        Array.from({ length: next(6) }, () => [
          names[next(names.length)],
          anything(next, depth + 1),
        ]),
      );
    }
  }
}

test('among arbitrary values, only valid requests are accepted', () => {
  const next = chance(7);
  let read = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const loose = anything(next);
    const data =
      next(2) === 0 ? loose : { highwater: 1, type: 'set', attributes: loose, id: anything(next) };
    const request = readRequest(data);
    if (request === null) continue;
    read += 1;
    expect((data as { highwater: unknown }).highwater).toBe(1);
    expect(['string', 'number', 'object']).toContain(typeof request.id);
    if (request.type === 'set') {
      for (const [name, value] of Object.entries(request.attributes)) {
        expect(ATTRIBUTES).toContain(name);
        expect(name).not.toBe('embed');
        expect(value === null || typeof value === 'string').toBe(true);
      }
    }
  }
  // Of both kinds of generated messages, some are valid.
  expect(read).toBeGreaterThan(100);
});

test('additional fields of a request are ignored', () => {
  for (const type of ['run', 'stop'] as const) {
    expect(readRequest({ highwater: 1, type, more: true })).toEqual({ type, id: null });
    expect(readRequest({ highwater: 1, type, id: 'x' })).toEqual({ type, id: 'x' });
  }
  const attributes = { limit: '1MB', at: null };
  expect(readRequest({ highwater: 1, type: 'set', id: 3, attributes })).toEqual({
    type: 'set',
    id: 3,
    attributes,
  });
});

test('an outbound message is not a request', () => {
  const told = envelope({ type: 'answer', id: 1, detail: { to: 'stop' } });
  expect(told).toEqual({ highwater: 1, type: 'answer', id: 1, detail: { to: 'stop' } });
  expect(readRequest(told)).toBe(null);
});

test('every view of an embedded page survives a round trip', () => {
  for (const part of ['full', 'lesson', 'plot', 'tests', 'report'] as const) {
    for (const report of ['flamegraph', 'table', 'tree', 'summary', 'by-cause', 'stats'] as const) {
      const text = writeVisiblePart({ part, report }, true);
      expect(readVisiblePart(text, true)).toEqual({ part, report });
      expect(partOf({ embed: '1', view: text })).toBe(part);
    }
  }
  expect(writeVisiblePart({ part: 'full', report: 'table' }, false)).toBe('table');
  expect(partOf({ view: 'plot' })).toBe('full');
  for (const bad of ['plot,tests', 'table,tree', 'plot,plot', '', 'plot,', 'nothing']) {
    expect(() => readVisiblePart(bad, true), bad).toThrow();
  }
  expect(() => readVisiblePart('plot', false)).toThrow('not one of flamegraph');
});

const READERS = {
  describePolicy: (policy: string) => ({ policy }) as never,
  readRanges: (text: string) => text,
  readGrowth: (text: string) => text,
  unitTests: { values: [], generators: [] } as never,
};

test('settings of an embedded page survive a round trip', () => {
  for (const attributes of [
    { embed: '1' },
    { embed: '1', view: 'plot' },
    { embed: '1', view: 'flamegraph' },
    { embed: '1', view: 'full,table' },
    { view: 'table' },
  ]) {
    const { settings, problems } = readSettings(attributes, READERS);
    expect(problems).toEqual([]);
    const { policies, ranges, limit, ...rest } = writeSettings(settings);
    expect([policies, ranges, limit]).toEqual([DEFAULTS.policies, DEFAULTS.ranges, DEFAULTS.limit]);
    expect(rest).toEqual(attributes);
  }
});

test('an element starts at once, when visible, or on request', () => {
  expect(startOf({})).toBe('at-once');
  expect(startOf({ autorun: '0' })).toBe('at-once');
  expect(startOf({ embed: 'maybe', autorun: '0' })).toBe('at-once');
  expect(startOf({ embed: '1' })).toBe('seen');
  expect(startOf({ embed: '', autorun: '1' })).toBe('seen');
  expect(startOf({ embed: '1', autorun: '0' })).toBe('asked');
});
