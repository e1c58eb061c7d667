/** The script of somebody else's page: it defines `<highwater-playground>` and its parts. */

import './highwater-playground.ts';
// In its own page the reports come when there is something to report on.
import './elements/report-panel.ts';
