/** Elements for native frames, loaded when these are first shown. */

import './native-filters.ts';
import './native-notice.ts';
import './native-stack-example.ts';
