/** What is shown below the plot: it is loaded when the plot has something to show. */

import '../challenges/challenge-panel.ts';
import '../plot/count-plot.ts';
import '../references/references-section.ts';
import '../plot/instant-readout.ts';
import '../plot/plot-table.ts';
import '../reports/report-panel.ts';
import './results-table.ts';
import '../exercise-tests/tests-panel.ts';
