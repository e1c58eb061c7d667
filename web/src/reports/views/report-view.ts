/** The descriptor of a report view: everything that the page knows about it. */

import { nothing, type TemplateResult } from 'lit';
import type { ExportFormat } from '../../engine/messages.ts';
import type { Source } from '../../model/places.ts';
import type { ReportAnswer, ReportAnswers, ReportKind } from '../../model/report-answers.ts';
import type { FlamegraphState } from '../../settings/flamegraph-settings.ts';
import type { ReportSettings } from '../../settings/report-settings.ts';
import type { CompareAnswers } from './compare-answers.ts';
import type { ViewQueries } from './queries.ts';

/** A picture of a view as a file. */
export interface Picture extends Omit<ExportFormat, 'kinds'> {
  /** Draws the view somewhere in `root`; `null` if there is none. */
  readonly draw: (root: ParentNode) => Promise<Blob | null>;
}

/** The context in which an answer is rendered. */
export interface RenderContext {
  /** The lines of each file that is known. */
  readonly source: Source;
  /** The accessible name of the report. */
  readonly label: string;
  readonly theme: string;
  readonly flamegraph: FlamegraphState;
  /** The answer of another run shown beside this one, on the same scale. */
  readonly beside: ReportAnswer | null;
  /** Called with the reader's changes of the report settings within the view. */
  readonly change: (change: Partial<ReportSettings>) => void;
}

/** Parts of a view that do not depend on the kinds of its answers. */
interface ViewTraits {
  /** The view's displayed name. */
  readonly title: string;
  /** True if it is offered for runs of Python programs, whose allocations have no causes. */
  readonly ofPrograms: boolean;
  /** True if it shows native frames. */
  readonly nativeFrames: boolean;
  /** The comparison of two runs' answers; `null` if they are only shown side by side. */
  readonly compare: CompareAnswers | null;
  /** The picture formats of the view. */
  readonly pictures: readonly Picture[];
}

/** A view with the kinds of its queries. */
interface ReportViewOf<Kind extends ReportKind> extends ViewTraits {
  /** The kinds of its queries. */
  readonly kinds: readonly Kind[];
  /** Its query about each subject, or the reason why a subject is not supported. */
  readonly queries: ViewQueries<NoInfer<Kind>>;
  readonly render: (answer: ReportAnswers[Kind], context: RenderContext) => TemplateResult;
}

/** A view, whatever the kinds of its queries. */
export interface ReportView extends ViewTraits {
  readonly queries: ViewQueries;
  /** Renders an answer to one of its queries; nothing for any other answer. */
  readonly render: (
    answer: ReportAnswer,
    context: RenderContext,
  ) => TemplateResult | typeof nothing;
}

/** A view of any kind, which checks that an answer is of its kinds. */
export function reportView<Kind extends ReportKind>(view: ReportViewOf<Kind>): ReportView {
  const isMine = (answer: ReportAnswer): answer is ReportAnswers[Kind] => {
    const kinds: readonly ReportKind[] = view.kinds;
    return kinds.includes(answer.kind);
  };
  return {
    ...view,
    render: (answer, context) => (isMine(answer) ? view.render(answer, context) : nothing),
  };
}
