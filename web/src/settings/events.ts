/**
 * Events by which the parts of an element report to the whole. None of these leave its shadow root.
 * Details of a feature's own types are added to `PartEvents` by the part that sends them.
 */

import type { PolicyDescription } from '../model/policy.ts';
import type { FlamegraphState } from './flamegraph-settings.ts';
import type { ReportSettings } from './report-settings.ts';
import type { Attributes, Problem } from './settings.ts';

/** Parts of the playground that a reader can be led to. */
export type PartName = 'code' | 'lint' | 'plot' | 'reports' | 'tests' | 'challenge';

export interface PartEvents {
  /** A policy was added. */
  'policy-add': PolicyDescription;
  /** The policy of a slot was changed. */
  'policy-replace': { slot: number; description: PolicyDescription };
  /** The policy of a slot was removed. */
  'policy-remove': number;
  /** A policy was selected, or the selection taken back. */
  'policy-select': string | null;
  /** The pointer is over a policy, or has left it. */
  'policy-hover': string | null;
  /** A setting was changed, by the name of its attribute. */
  'setting-change': {
    name:
      | 'ranges'
      | 'limit'
      | 'hard-limit'
      | 'growth'
      | 'traced'
      | 'native'
      | 'scale'
      | 'challenge'
      | 'lesson';
    value: string;
  };
  /** What the reports show was changed. */
  'report-change': Partial<ReportSettings>;
  /** A span of calls is being brushed, or was brushed to stay; `null` lets go of it. */
  'span-change': { span: readonly [number, number] | null; chosen: boolean };
  /** Something that the reader asked for could not be done. */
  problem: Problem;
  /** A capture was picked. */
  'capture-open': File;
  /** The instant is to walk along by itself, or to stand. */
  'play-request': boolean;
  /** A policy is to be run once more, with native stacks. */
  'native-run-request': string;
  /** The playground is to be set to these attributes, and to run where that is asked for. */
  'setup-request': { attributes: Attributes; run: boolean };
  /** A part of the playground is to be brought into view. */
  'part-request': PartName;
  'run-request': null;
  /** The tests are to be run under a policy, with a limit as text. */
  'test-request': { policy: string; limit: string };
  'test-stop': null;
  'stop-request': null;
  /** An instant was looked at (in passing) or chosen (to stay); `null` lets go of it. */
  'instant-change': { ticks: number | null; chosen: boolean };
  /** The reader has moved along the life of an instance, to so many calls. */
  'calls-change': number;
  /** A field has another value, in its canonical form. */
  'value-change': string;
  /** Problems that are shown were read. */
  dismiss: null;
  /** A policy was written to its end, or is not to be written. */
  apply: PolicyDescription;
  cancel: null;
  /** A program is to be tested. */
  'prove-request': null;
  /** The link to a program is to be copied. */
  'share-request': null;
  /** An exercise was chosen, by its id. */
  'exercise-choose': string;
  /** A program is to be saved as a version of a name. */
  'version-save': string;
  'version-delete': string;
  /** A run was selected or removed, by its name. */
  'run-select': string;
  'run-remove': string;
  /** A line of a program, from 1, is to be brought into view. */
  'line-request': number;
  /** The engine's descriptions of policies are wanted. */
  'engine-request': null;
  /** A policy is to be run beside programs. */
  'policy-compare': string;
  /** The solution of a policy was opened. */
  'solution-open': string;
  /** The figures of a card of the lesson were computed, by its id. */
  'card-computed': string;
  /** The reader has set something on a flamegraph. */
  'flamegraph-change': FlamegraphState;
}

/** Sends one of them from an element of the playground. */
export function send<Name extends keyof PartEvents>(
  element: EventTarget,
  name: Name,
  detail: PartEvents[Name],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Sends a documented event of an element, which bubbles and crosses shadow roots to the page. */
export function announce(element: EventTarget, name: string, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** Sends one of them from a part of a part: it comes up to the playground through the shadow roots between. */
export function sendUp<Name extends keyof PartEvents>(
  element: EventTarget,
  name: Name,
  detail: PartEvents[Name],
): void {
  announce(element, name, detail);
}

/** The listener's side of `send`. */
export type PartEvent<Name extends keyof PartEvents> = CustomEvent<PartEvents[Name]>;
