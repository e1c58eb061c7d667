/** The script for other pages: it defines `<highwater-playground>` and its parts. */

import '../playground/highwater-playground.ts';
// The playground's own page loads these panels when there is a report to show.
import '../playground/deferred-panels.ts';
