import { html } from 'lit';
import type { ReportAnswer } from '../../model/report-answers.ts';
import type { PartEvent } from '../../settings/events.ts';
import type { FlamegraphState } from '../../settings/flamegraph-settings.ts';
import { SUBJECTS } from '../../settings/report-settings.ts';
import { svgFile } from '../../util/images.ts';
import { compareTrees } from './compare-answers.ts';
import { TREE_QUERIES } from './queries.ts';
import { type Picture, reportView } from './report-view.ts';
import '../../flamegraph/flamegraph-element.ts';

const graphIn = (root: ParentNode) => root.querySelector('highwater-flamegraph');

const PICTURES: readonly Picture[] = [
  {
    name: 'svg',
    title: 'Flamegraph as SVG',
    extension: 'svg',
    mediaType: 'image/svg+xml',
    description: 'The flamegraph at its present zoom as a drawing, for texts and slides.',
    draw: async (root) => {
      const graph = graphIn(root);
      return graph && svgFile(graph.toSVG());
    },
  },
  {
    name: 'png',
    title: 'Flamegraph as PNG',
    extension: 'png',
    mediaType: 'image/png',
    description: 'The flamegraph at its present zoom as a picture, for everything else.',
    draw: async (root) => (await graphIn(root)?.toPNG()) ?? null,
  },
];

/** Callers and callees, each as wide as its allocations. */
export const FLAMEGRAPH = reportView({
  title: 'Flamegraph',
  ofPrograms: true,
  nativeFrames: true,
  compare: compareTrees,
  pictures: PICTURES,
  kinds: SUBJECTS,
  queries: TREE_QUERIES,
  render: (root, { beside, change, flamegraph, label, source, theme }) => html`<highwater-flamegraph
    .root=${root}
    .difference=${root.kind === 'difference'}
    .state=${flamegraph}
    .total=${beside === null ? null : Math.max(widthOf(root, flamegraph), widthOf(beside, flamegraph))}
    .source=${source}
    .theme=${theme}
    .label=${label}
    @flamegraph-change=${(event: PartEvent<'flamegraph-change'>) =>
      change({ flamegraph: event.detail })}
  ></highwater-flamegraph>`,
});

/** The quantity of a graph's full width. */
function widthOf(answer: ReportAnswer, { metric }: FlamegraphState): number {
  if (answer.kind === 'difference') {
    return Math.max(answer.beforeBytes, answer.afterBytes);
  }
  return 'count' in answer ? answer[metric] : 0;
}
