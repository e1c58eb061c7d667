/** The report settings, and their conversion from and to attributes. */

import type { HiddenFrames, Instant } from '../model/report-answers.ts';
import { quote } from '../util/quote.ts';
import { type FlamegraphState, INITIAL_STATE } from './flamegraph-settings.ts';
import { listOf, oneOf, type Read, readSwitch } from './readers.ts';

/** The subjects of reports. */
export const SUBJECTS = ['high-water-mark', 'leaks', 'temporary', 'at', 'difference'] as const;

export type Subject = (typeof SUBJECTS)[number];

/** The names of the views, in the order of the list. Each has its file in `reports/views`. */
export const REPORT_VIEW_NAMES = [
  'flamegraph',
  'table',
  'tree',
  'summary',
  'by-cause',
  'stats',
] as const;

export type ReportViewName = (typeof REPORT_VIEW_NAMES)[number];

/** The native frames that can be hidden. */
export const HIDABLE = ['allocator', 'std'] as const satisfies readonly HiddenFrames[];

/** Maximum threshold of temporary allocations. */
export const MOST_THRESHOLD = 15;

export interface ReportSettings {
  readonly subject: Subject;
  readonly view: ReportViewName;
  /** The name of the report's run; `null` for the first. */
  readonly run: string | null;
  /** The name of the run whose report is beside it. */
  readonly beside: string | null;
  /** The instant of the plots and the reports; `null` for their defaults. */
  readonly at: Instant | null;
  /** The two instants of a difference, the earlier first. */
  readonly between: readonly [number, number] | null;
  readonly threshold: number;
  /** The hidden native frames. */
  readonly hide: readonly HiddenFrames[];
  /** The only crate whose native frames are shown; `null` for all. */
  readonly only: string | null;
  readonly flamegraph: FlamegraphState;
}

/** The filter of a report's native frames. */
export type FrameChoice = Pick<ReportSettings, 'hide' | 'only'>;

export const REPORT_ATTRIBUTES = [
  'report',
  'view',
  'of',
  'beside',
  'at',
  'between',
  'threshold',
  'hide',
  'only',
  'metric',
  'layout',
  'inverted',
  'search',
  'zoom',
] as const;

type ReportAttribute = (typeof REPORT_ATTRIBUTES)[number];

export const REPORT_DEFAULTS = {
  report: 'high-water-mark',
  view: 'flamegraph',
  of: 'first',
  beside: 'none',
  at: 'none',
  between: 'none',
  threshold: '1',
  hide: 'allocator',
  only: 'none',
  metric: INITIAL_STATE.metric,
  layout: INITIAL_STATE.layout,
  inverted: '0',
  search: '',
  zoom: '',
} as const satisfies Record<ReportAttribute, string>;

/** Reads the report settings except the view; `policyOf` returns a policy's canonical text. */
export function readReportSettings(
  read: Read<ReportAttribute>,
  policyOf: (text: string) => string,
  view: ReportViewName,
): ReportSettings {
  return {
    subject: read('report', oneOf<Subject>(...SUBJECTS)),
    view,
    run: read('of', (text) => (isWord(text, 'first') ? null : policyOf(text))),
    beside: read('beside', (text) => (isWord(text, 'none') ? null : policyOf(text))),
    at: read('at', readInstant),
    between: read('between', readSpan),
    threshold: read('threshold', readThreshold),
    hide: read('hide', listOf(...HIDABLE)),
    only: read('only', readCrate),
    flamegraph: {
      metric: read('metric', oneOf('bytes', 'count')),
      layout: read('layout', oneOf('icicle', 'flame')),
      inverted: read('inverted', readSwitch),
      imports: INITIAL_STATE.imports,
      search: read('search', (text) => text),
      zoom: read('zoom', readPath),
    },
  };
}

/** The attributes that restore these settings, without the view. */
export function writeReportSettings(
  settings: ReportSettings,
): Omit<Record<ReportAttribute, string>, 'view'> {
  const { flamegraph } = settings;
  return {
    report: settings.subject,
    of: settings.run ?? 'first',
    beside: settings.beside ?? 'none',
    at: settings.at === null ? 'none' : String(settings.at),
    between: settings.between === null ? 'none' : settings.between.join(','),
    threshold: String(settings.threshold),
    hide: settings.hide.length === 0 ? 'none' : settings.hide.join(','),
    only: settings.only ?? 'none',
    metric: flamegraph.metric,
    layout: flamegraph.layout,
    inverted: flamegraph.inverted ? '1' : '0',
    search: flamegraph.search,
    zoom: writePath(flamegraph.zoom),
  };
}

function isWord(text: string, word: string): boolean {
  return text.trim().toLowerCase() === word;
}

function readCalls(text: string): number {
  const calls = Number(text.trim());
  if (text.trim() === '' || !Number.isSafeInteger(calls) || calls < 0) {
    throw new Error(`${quote(text)} is not a number of calls`);
  }
  return calls;
}

function readInstant(text: string): Instant | null {
  const word = text.trim().toLowerCase();
  if (word === 'none') {
    return null;
  }
  if (word === 'peak' || word === 'end' || word === 'released') {
    return word;
  }
  try {
    return readCalls(text);
  } catch {
    throw new Error(`${quote(text)} is not an instant: a number of calls, peak, end or released`);
  }
}

function readSpan(text: string): [number, number] | null {
  if (isWord(text, 'none')) {
    return null;
  }
  const ends = text.split(',').map(readCalls);
  if (ends.length !== 2) {
    throw new Error(`${quote(text)} is not two numbers of calls with a comma between them`);
  }
  const [from = 0, to = 0] = ends;
  return [Math.min(from, to), Math.max(from, to)];
}

function readThreshold(text: string): number {
  const threshold = Number(text.trim());
  if (
    text.trim() === '' ||
    !Number.isInteger(threshold) ||
    threshold < 0 ||
    threshold > MOST_THRESHOLD
  ) {
    throw new Error(`${quote(text)} is not a whole number from 0 to ${MOST_THRESHOLD}`);
  }
  return threshold;
}

function readCrate(text: string): string | null {
  const name = text.trim();
  if (name === '' || isWord(name, 'none')) {
    return null;
  }
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new Error(`${quote(text)} is not the name of a crate`);
  }
  return name;
}

/** A path of frames as one text. A recursive frame is written once, with its count. */
function writePath(path: readonly string[]): string {
  const parts: string[] = [];
  for (let index = 0; index < path.length; ) {
    const key = path[index] ?? '';
    let times = 1;
    while (path[index + times] === key) {
      times += 1;
    }
    parts.push(times === 1 ? escapeKey(key) : `${escapeKey(key)}*${times}`);
    index += times;
  }
  return parts.join('/');
}

/** Maximum number of frames of a path: Python's own limit is 1,000. */
const MOST_FRAMES = 2000;

function readPath(text: string): string[] {
  const path: string[] = [];
  for (const part of text === '' ? [] : text.split('/')) {
    const [key = '', times = '1', ...rest] = part.split('*');
    const count = Number(times);
    if (rest.length > 0 || key === '' || !Number.isInteger(count) || count < 1) {
      throw new Error(`${quote(part)} is not a frame of a path`);
    }
    if (path.length + count > MOST_FRAMES) {
      throw new Error(`the path has more than ${MOST_FRAMES} frames`);
    }
    path.push(...Array<string>(count).fill(unescapeKey(key)));
  }
  return path;
}

/** Escapes the two separators of paths, and the escape character. */
function escapeKey(key: string): string {
  return key.replace(/[~/*]/g, (character) => `~${'~/*'.indexOf(character)}`);
}

function unescapeKey(key: string): string {
  return key.replace(/~([012])/g, (_, index: string) => '~/*'[Number(index)] ?? '');
}
