/** The panels below the plot, loaded when there is a run to show. */

import '../challenges/challenge-panel.ts';
import '../plot/count-plot.ts';
import '../references/references-section.ts';
import '../plot/instant-readout.ts';
import '../plot/plot-table.ts';
import '../reports/report-panel.ts';
import './results-table.ts';
import '../exercise-tests/tests-panel.ts';
