/**
 * Events from the parts of an element to the element. None of these leave its shadow root. The
 * types of a feature's own details are added to `PartEvents` by the part that sends them.
 */

import type { PolicyDescription } from '../model/policy.ts';
import type { FlamegraphState } from './flamegraph-settings.ts';
import type { ReportSettings } from './report-settings.ts';
import type { Attributes, Problem } from './settings.ts';

/** Parts of the playground that links lead to. */
export type PartName = 'code' | 'lint' | 'plot' | 'reports' | 'tests' | 'challenge';

export interface PartEvents {
  /** A policy was added. */
  'policy-add': PolicyDescription;
  /** The policy of a slot was changed. */
  'policy-replace': { slot: number; description: PolicyDescription };
  /** The policy of a slot was removed. */
  'policy-remove': number;
  /** A policy was selected, or deselected. */
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
  /** The report settings were changed. */
  'report-change': Partial<ReportSettings>;
  /** A span of calls is being brushed, or has been chosen; `null` clears it. */
  'span-change': { span: readonly [number, number] | null; chosen: boolean };
  /** A request of the reader failed. */
  problem: Problem;
  /** A capture was chosen. */
  'capture-open': File;
  /** Playback is to start, or to pause. */
  'play-request': boolean;
  /** A policy is to be run again with native stacks. */
  'native-run-request': string;
  /** The names of native frames are to be loaded again. */
  'symbols-request': null;
  /** The playground is to be set to these attributes, and to run if `run` is true. */
  'setup-request': { attributes: Attributes; run: boolean };
  /** A part of the playground is to be scrolled into view. */
  'part-request': PartName;
  'run-request': null;
  /** The tests are to be run under a policy, with a limit as text. */
  'test-request': { policy: string; limit: string };
  'test-stop': null;
  'stop-request': null;
  /** The pointer is at an instant, or one was chosen; `null` clears it. */
  'instant-change': { ticks: number | null; chosen: boolean };
  /** The reader has moved along the life of an instance, to a number of calls. */
  'calls-change': number;
  /** A field has a new value, in its canonical form. */
  'value-change': string;
  /** The shown problems were read. */
  dismiss: null;
  /** A policy was completed, or cancelled. */
  apply: PolicyDescription;
  cancel: null;
  /** A program is to be tested. */
  'prove-request': null;
  /** The link to a program is to be copied. */
  'share-request': null;
  /** An exercise was chosen, by its id. */
  'exercise-choose': string;
  /** A program is to be saved as a named version. */
  'version-save': string;
  'version-delete': string;
  /** A run was selected or removed, by its name. */
  'run-select': string;
  'run-remove': string;
  /** A line of a program, from 1, is to be scrolled into view. */
  'line-request': number;
  /** The engine's descriptions of policies are needed. */
  'engine-request': null;
  /** A policy is to be run for comparison with programs. */
  'policy-compare': string;
  /** The solution of a policy was opened. */
  'solution-open': string;
  /** The figures of a lesson card were computed, by its id. */
  'card-computed': string;
  /** The reader has changed the settings of a flamegraph. */
  'flamegraph-change': FlamegraphState;
}

/** Sends one of these events from an element of the playground. */
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

/**
 * Sends one of these events from a nested part: it crosses the shadow roots up to the playground.
 */
export function sendUp<Name extends keyof PartEvents>(
  element: EventTarget,
  name: Name,
  detail: PartEvents[Name],
): void {
  announce(element, name, detail);
}

/** The event type for listeners of `send`. */
export type PartEvent<Name extends keyof PartEvents> = CustomEvent<PartEvents[Name]>;
