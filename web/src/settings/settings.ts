/** The settings of the playground, and their conversion from and to attributes. */

import type { PolicyDescription } from '../model/policy.ts';
import { messageOf } from '../util/errors.ts';
import { quote } from '../util/quote.ts';
import { parseSize, type Size } from '../util/size.ts';
import type { ChallengeReaders } from './challenge.ts';
import { type ChosenChallenge, readChallengeSetting } from './challenge-setting.ts';
import { addPolicy, type ChosenPolicies, textsOf } from './chosen-policies.ts';
import { oneOf, readSwitch } from './readers.ts';
import {
  REPORT_ATTRIBUTES,
  REPORT_DEFAULTS,
  type ReportSettings,
  readReportSettings,
  writeReportSettings,
} from './report-settings.ts';
import { type Part, readVisiblePart, WHOLE, writeVisiblePart } from './visible-part.ts';

/** The attributes of the element, which are also the parameters of the page's address. */
export const ATTRIBUTES = [
  'policies',
  'ranges',
  'limit',
  'hard-limit',
  'growth',
  'traced',
  'native',
  'scale',
  'theme',
  'autorun',
  'preview',
  'challenge',
  'lesson',
  'embed',
  'engine',
  'exercise',
  ...REPORT_ATTRIBUTES,
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

/** Attributes as written; an absent one has its default. */
export type Attributes = Readonly<Partial<Record<Attribute, string>>>;

export type Theme = 'auto' | 'light' | 'dark';

/** The y axis: linear, logarithmic, or linear up to the selected policy's peak. */
export type Scale = 'linear' | 'log' | 'fit';

/** The engine: the exercise under cache policies, or a program in Python. */
type EngineName = 'caches' | 'python';

export interface Settings {
  readonly engine: EngineName;
  /** The exercise of the Python engine: its id, its URL, or its JSON. */
  readonly exercise: string;
  readonly policies: ChosenPolicies;
  /** Canonical text. */
  readonly ranges: string;
  /** The limit of the peak. */
  readonly limit: Size | null;
  /** The limit of linear memory. */
  readonly hardLimit: Size | null;
  /** Canonical text. */
  readonly growth: string;
  readonly traced: boolean;
  /** True if runs record native stacks, and reports show native frames. */
  readonly native: boolean;
  readonly scale: Scale;
  readonly theme: Theme;
  readonly autorun: boolean;
  readonly preview: boolean;
  readonly challenge: ChosenChallenge | null;
  /** True if the lesson is open. */
  readonly lesson: boolean;
  /** True if the page is embedded in another page. */
  readonly embed: boolean;
  /** The visible part of the page. */
  readonly part: Part;
  readonly report: ReportSettings;
}

export const DEFAULTS = {
  engine: 'caches',
  exercise: 'lru-cache',
  policies: 'class/unbounded,instance/unbounded/gc,class/lru:128,class/unbounded/clear:10',
  ranges: '500,1000',
  limit: '70MB',
  'hard-limit': 'none',
  growth: 'adaptive',
  traced: '1',
  native: '0',
  scale: 'linear',
  theme: 'auto',
  autorun: '0',
  preview: '1',
  challenge: 'none',
  lesson: '1',
  embed: '0',
  ...REPORT_DEFAULTS,
} as const satisfies Required<Attributes>;

/** The readers of the engine; each throws an error that names the problem. */
export interface Readers extends ChallengeReaders {
  describePolicy(text: string): PolicyDescription;
  /** Canonical text of the growth step. */
  readGrowth(text: string): string;
}

/** An attribute or parameter that is invalid, and the reason. */
export interface Problem {
  readonly name: string;
  readonly message: string;
}

/** Reads every attribute. An invalid one is added to the problems and has its default. */
export function readSettings(
  attributes: Attributes,
  readers: Readers,
): { settings: Settings; problems: Problem[] } {
  const problems: Problem[] = [];
  function read<T>(
    name: Attribute,
    reader: (text: string) => T,
    fallback: string = DEFAULTS[name],
  ): T {
    const written = attributes[name];
    if (written !== undefined) {
      try {
        return reader(written);
      } catch (error) {
        problems.push({ name, message: messageOf(error) });
      }
    }
    return reader(fallback);
  }
  const embed = read('embed', readSwitch);
  const view = read('view', (text) => readVisiblePart(text, embed), defaultsOf(embed).view);
  const settings: Settings = {
    engine: read('engine', oneOf<EngineName>('caches', 'python')),
    exercise: read('exercise', (text) => text.trim()),
    policies: readPolicies(attributes.policies ?? DEFAULTS.policies, readers, problems),
    ranges: read('ranges', readers.readRanges),
    limit: read('limit', readOptionalSize),
    hardLimit: read('hard-limit', readHardLimit),
    growth: read('growth', readers.readGrowth),
    traced: read('traced', readSwitch),
    native: read('native', readSwitch),
    scale: read('scale', oneOf<Scale>('linear', 'log', 'fit')),
    theme: read('theme', oneOf<Theme>('auto', 'light', 'dark')),
    autorun: read('autorun', readSwitch),
    preview: read('preview', readSwitch),
    challenge: read('challenge', (text) => readChallengeSetting(text, readers)),
    lesson: read('lesson', readSwitch),
    embed,
    part: view.part,
    report: readReportSettings(read, (text) => readers.describePolicy(text).policy, view.report),
  };
  return { settings, problems };
}

/** The attributes that restore these settings, without defaults. */
export function writeSettings(settings: Settings): Attributes {
  const { embed } = settings;
  const defaults = defaultsOf(embed);
  const all: Required<Attributes> = {
    engine: settings.engine,
    exercise: settings.exercise,
    policies: textsOf(settings.policies).join(','),
    ranges: settings.ranges,
    limit: settings.limit?.text ?? 'none',
    'hard-limit': settings.hardLimit?.text ?? 'none',
    growth: settings.growth,
    traced: settings.traced ? '1' : '0',
    native: settings.native ? '1' : '0',
    scale: settings.scale,
    theme: settings.theme,
    autorun: settings.autorun ? '1' : '0',
    preview: settings.preview ? '1' : '0',
    challenge: settings.challenge?.written ?? 'none',
    lesson: settings.lesson ? '1' : '0',
    embed: embed ? '1' : '0',
    ...writeReportSettings(settings.report),
    view: writeVisiblePart({ part: settings.part, report: settings.report.view }, embed),
  };
  const entries = ATTRIBUTES.filter(
    (name) => ALWAYS_WRITTEN.has(name) || all[name] !== defaults[name],
  );
  return Object.fromEntries(entries.map((name) => [name, all[name]]));
}

/** The defaults of absent attributes. */
function defaultsOf(embed: boolean): Required<Attributes> {
  return embed ? { ...DEFAULTS, view: writeVisiblePart(WHOLE, true) } : DEFAULTS;
}

/** Written even with their default, because readers expect them in a shared address. */
const ALWAYS_WRITTEN: ReadonlySet<Attribute> = new Set(['policies', 'ranges', 'limit']);

/** Reads a size or `none`. */
export function readOptionalSize(text: string): Size | null {
  return text.trim().toLowerCase() === 'none' ? null : parseSize(text);
}

/** Maximum bytes of a 32-bit linear memory. */
const ADDRESSABLE = 4 * 1024 ** 3;

/** Reads a limit of linear memory or `none`. */
export function readHardLimit(text: string): Size | null {
  const size = readOptionalSize(text);
  if (size !== null && size.bytes > ADDRESSABLE) {
    throw new Error(`${quote(text)} is above the maximum of a 32-bit linear memory (4GB)`);
  }
  return size;
}

function readPolicies(text: string, readers: Readers, problems: Problem[]): ChosenPolicies {
  let policies: ChosenPolicies = [];
  for (const part of text.split(',').map((policy) => policy.trim())) {
    if (part === '') {
      continue;
    }
    try {
      policies = addPolicy(policies, readers.describePolicy(part));
    } catch (error) {
      problems.push({ name: 'policies', message: `${quote(part)}: ${messageOf(error)}` });
    }
  }
  if (policies.length === 0 && text.trim() !== '') {
    return readPolicies(DEFAULTS.policies, readers, problems);
  }
  return policies;
}
