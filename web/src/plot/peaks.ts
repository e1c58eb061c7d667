/** Peaks of live bytes in the visible range. */

import type { RunResult } from '../model/run-result.ts';
import { type RunView, resultOf } from '../runs/run-view.ts';
import { MIB } from './scale.ts';

/** The peak of a run. */
interface Peak {
  readonly view: RunView;
  readonly result: RunResult;
  /** The calls made at the peak. */
  readonly calls: number;
  /** Its height on the memory axis, in MiB. */
  readonly height: number;
}

/** The visible peaks of a memory axis from `bottom` to `top`; untraced runs have none. */
export function peaksOf(
  views: readonly RunView[],
  [bottom, top]: readonly [bottom: number, top: number],
): Peak[] {
  return views.flatMap((view) => {
    const result = resultOf(view);
    const { peakLive, peakCall } = result?.memory ?? { peakLive: 0, peakCall: null };
    const height = Math.max(peakLive / MIB, bottom);
    return result === null || peakCall === null || peakLive === 0 || height > top
      ? []
      : [{ view, result, calls: peakCall, height }];
  });
}
