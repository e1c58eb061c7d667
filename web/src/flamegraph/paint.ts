/** Colours and labels of frames. */

import { isNative } from '../model/places.ts';
import type { Metric } from '../settings/flamegraph-settings.ts';
import { formatCount } from '../util/format.ts';
import { formatSize } from '../util/size.ts';
import type { Colours } from './colours.ts';
import { type Frames, numberOf, placeOf } from './frames.ts';
import { labelOf } from './layout.ts';
import type { Scene } from './picture.ts';
import type { Search } from './search.ts';
import { signed, WHOLE } from './wording.ts';

type Paint = Pick<Scene, 'fill' | 'label' | 'marked' | 'edged'>;

/**
 * During a search, only matches are coloured in a tree. In a difference, colours show the change,
 * and matches are outlined. If colours do not mark native frames, an edge does.
 */
export function paintOf(
  frames: Frames,
  metric: Metric,
  colours: Colours,
  found: Search | null,
  zoomed: number,
): Paint {
  const write = metric === 'bytes' ? formatSize : formatCount;
  const matched = found?.problem === null ? found.matched : null;
  const places = colours.ofPlaces(frames.places);
  const outer = frames.row[zoomed] as number;
  const fill = (frame: number): string => {
    if (frames.difference) {
      const weight = numberOf(frames.total, `${metric}Weight`, frame);
      return colours.ofChange(weight === 0 ? 0 : numberOf(frames.total, metric, frame) / weight);
    }
    if (matched !== null) {
      return matched[frame] === 1 ? colours.match : colours.plain;
    }
    // The root is not a function, and the callers of the zoomed frame are only context.
    return frame === 0 || (frames.row[frame] as number) < outer
      ? colours.plain
      : (places[frames.place[frame] as number] as string);
  };
  const label = (frame: number): string => {
    const text = frame === 0 ? WHOLE : labelOf(frames, frame);
    const amount = numberOf(frames.total, metric, frame);
    if (frames.difference) {
      return `${signed(amount, write)} ${text}`;
    }
    return frame === 0 && metric === 'bytes' ? `${text} ${write(amount)}` : text;
  };
  const uncoloured = frames.native && (frames.difference || matched !== null);
  return {
    fill,
    label,
    marked: (frame) => matched?.[frame] === 1,
    edged: (frame) => uncoloured && isNative(placeOf(frames, frame)),
  };
}
