/** The setting `view`: the view of reports and, on an embedded page, the visible part. */

import { quote } from '../util/quote.ts';
import { isSwitchedOn } from './readers.ts';
import { REPORT_VIEW_NAMES, type ReportViewName } from './report-settings.ts';

/** A part of the page; a report is a part too, named by its view. */
export type Part = 'full' | 'plot' | 'lesson' | 'tests' | 'report';

interface VisiblePart {
  readonly part: Part;
  readonly report: ReportViewName;
}

/** The names of parts. */
const PARTS = ['full', 'lesson', 'plot', 'tests'] as const satisfies readonly Part[];

/** The default part and view. */
export const WHOLE: VisiblePart = { part: 'full', report: 'flamegraph' };

/**
 * Reads a view. On a page that is not embedded it is the view of its reports. On an embedded one,
 * it is a part, or the view of a report, which then is the part; separated by a comma, the part and
 * the view of its reports.
 */
export function readVisiblePart(text: string, embed: boolean): VisiblePart {
  const words = text
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  const allowed: readonly string[] = embed ? [...PARTS, ...REPORT_VIEW_NAMES] : REPORT_VIEW_NAMES;
  const parts = PARTS.filter((part) => words.includes(part));
  const reports = REPORT_VIEW_NAMES.filter((view) => words.includes(view));
  if (!words.every((word) => allowed.includes(word))) {
    throw new Error(`${quote(text)} is not one of ${allowed.join(', ')}`);
  }
  if (words.length !== parts.length + reports.length || parts.length > 1 || reports.length > 1) {
    throw new Error(
      embed
        ? `${quote(text)} is not a part of the page, a view of a report, or one of each`
        : `${quote(text)} is more than one view`,
    );
  }
  const [report] = reports;
  return {
    part: parts[0] ?? (embed ? 'report' : 'full'),
    report: report ?? WHOLE.report,
  };
}

/** The part in attributes, if they are valid. */
export function partOf({ embed, view }: { readonly embed?: string; readonly view?: string }): Part {
  try {
    return view === undefined ? WHOLE.part : readVisiblePart(view, isSwitchedOn(embed)).part;
  } catch {
    return WHOLE.part;
  }
}

/** The text of this view. */
export function writeVisiblePart({ part, report }: VisiblePart, embed: boolean): string {
  if (!embed || part === 'report') {
    return report;
  }
  return report === WHOLE.report ? part : `${part},${report}`;
}
