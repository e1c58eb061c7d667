/** The script of somebody else's page: it defines `<highwater-playground>` and its parts. */

import './highwater-playground.ts';
// In its own page what is below the plot comes when there is something to show.
import './elements/below-the-plot.ts';
