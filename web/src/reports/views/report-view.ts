/** The descriptor of a view of reports: all that the page knows of it. */

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
  /** Draws the view that is somewhere in `root`; `null` where there is none. */
  readonly draw: (root: ParentNode) => Promise<Blob | null>;
}

/** The surroundings in which an answer is rendered. */
export interface RenderContext {
  /** The lines of each file that is known. */
  readonly source: Source;
  /** The accessible name of the report. */
  readonly label: string;
  readonly theme: string;
  readonly flamegraph: FlamegraphState;
  /** The answer of another run that is shown beside this one, on the same scale. */
  readonly beside: ReportAnswer | null;
  /** Called with what the reader changes of the reports within the view. */
  readonly change: (change: Partial<ReportSettings>) => void;
}

/** Parts of a view that do not depend on the kinds of its answers. */
interface ViewTraits {
  /** The view's name as a reader sees it. */
  readonly title: string;
  /** Whether it is offered for runs of Python programs, whose allocations have no causes. */
  readonly ofPrograms: boolean;
  /** Whether it shows native frames. */
  readonly nativeFrames: boolean;
  /** The comparison of two runs' answers; `null` where they are shown side by side alone. */
  readonly compare: CompareAnswers | null;
  /** The pictures that can be exported of it. */
  readonly pictures: readonly Picture[];
}

/** A view by the kinds of question that it asks. */
interface ReportViewOf<Kind extends ReportKind> extends ViewTraits {
  /** The kinds of its questions. */
  readonly kinds: readonly Kind[];
  /** Its question about each subject; a reason in the place of one that it does not support. */
  readonly queries: ViewQueries<NoInfer<Kind>>;
  readonly render: (answer: ReportAnswers[Kind], context: RenderContext) => TemplateResult;
}

/** A view, whatever the kinds of its questions. */
export interface ReportView extends ViewTraits {
  readonly queries: ViewQueries;
  /** Renders an answer to one of its questions; nothing of any other. */
  readonly render: (
    answer: ReportAnswer,
    context: RenderContext,
  ) => TemplateResult | typeof nothing;
}

/** A view as one among others, which checks that an answer is of its kinds. */
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
