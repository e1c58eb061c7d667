/** The elements that only native frames need, loaded when these are first shown. */

import './native-filters.ts';
import './native-notice.ts';
import './native-stack-example.ts';
