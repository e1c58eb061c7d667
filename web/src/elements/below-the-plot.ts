/** What is shown below the plot: it is loaded when the plot has something to show. */

import './challenge-panel.ts';
import './count-plot.ts';
import './holders-section.ts';
import './instant-readout.ts';
import './plot-data.ts';
import './report-panel.ts';
import './results-table.ts';
import './tests-panel.ts';
