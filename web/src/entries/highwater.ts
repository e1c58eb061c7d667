/** The script of somebody else's page: it defines `<highwater-playground>` and its parts. */

import '../playground/highwater-playground.ts';
// In its own page what is below the plot comes when there is something to show.
import '../playground/deferred-panels.ts';
