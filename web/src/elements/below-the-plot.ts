/** What is shown below the plot: it is loaded when the plot has something to show. */

import './challenge-panel.ts';
import './holders-section.ts';
import './report-panel.ts';
import './tests-panel.ts';
