/** Runs from settings. */

import type { Engine } from '../engine/engine.ts';
import type { Job } from '../runs/session.ts';
import { textsOf } from '../settings/chosen-policies.ts';
import type { Settings } from '../settings/settings.ts';
import { previewRanges } from './preview.ts';

/** The runs of the settings. */
export function jobsOf(settings: Settings, engine: Engine): Job[] {
  return jobsOver(engine.rangesOf(settings.ranges), settings, engine);
}

/** Small runs of the same policies. */
export function previewJobsOf(settings: Settings, engine: Engine): Job[] {
  const longest = (ranges: readonly number[]) =>
    Math.max(0, ...jobsOver(ranges, settings, engine).map((job) => job.plannedTicks));
  return jobsOver(previewRanges(engine.rangesOf(settings.ranges), longest), settings, engine);
}

function jobsOver(ranges: readonly number[], settings: Settings, engine: Engine): Job[] {
  return textsOf(settings.policies).map((policy) => ({
    request: {
      run: policy,
      ranges,
      growth: settings.growth,
      hardLimit: settings.hardLimit?.bytes ?? null,
      traced: settings.traced,
      // Untraced runs have no stacks.
      native: settings.native && settings.traced,
    },
    plannedTicks: engine.plannedCalls(policy, ranges.join(',')),
  }));
}

/** The job of the same run with native stacks. */
export function natively({ request, plannedTicks }: Job): Job {
  return { request: { ...request, traced: true, native: true }, plannedTicks };
}
