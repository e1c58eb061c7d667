/** Removals from third-party code on its way into the build. */

import type { Plugin } from 'vite';

/** A replaced piece of code, in the modules whose path matches. */
interface Replacement {
  readonly path: RegExp;
  readonly code: RegExp;
  readonly by: string;
}

const REPLACEMENTS: readonly Replacement[] = [
  {
    // Lit keeps a list of its versions in a global variable. Pages that embed the playground are
    // kept free of it.
    path: /\/node_modules\/(?:lit-html|lit-element|@lit\/reactive-element)\/[\w-]+\.js$/,
    code: /\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\s*\?\?=\s*\[\]\)\.push\([^)]*\)/,
    by: 'void 0',
  },
  {
    // The same for a list of properties that only decorators of the newer kind use.
    path: /\/node_modules\/@lit\/reactive-element\/reactive-element\.js$/,
    code: /\w+\.litPropertyMetadata\s*\?\?=\s*new WeakMap/,
    by: 'void 0',
  },
  {
    path: /\/node_modules\/@lit\/reactive-element\/reactive-element\.js$/,
    code: /litPropertyMetadata\.get\(\w+\)/,
    by: 'void 0',
  },
  {
    // uPlot takes its numbers' locale from the system. WebKitGTK calls that of `C.UTF-8` "C", which
    // no formatter accepts: the script would throw while it loads.
    path: /\/node_modules\/uplot\/dist\/uPlot\.esm\.js$/,
    code: /domEnv \? nav\.language : 'en-US'/,
    by: "'en-US'",
  },
];

/** Applies the replacements. */
export function replacements(): Plugin {
  return {
    name: 'replacements',
    enforce: 'pre',
    transform(code, id) {
      const [path = ''] = id.split('?');
      const due = REPLACEMENTS.filter((one) => one.path.test(path) && one.code.test(code));
      return due.length === 0
        ? null
        : { code: due.reduce((text, one) => text.replace(one.code, one.by), code), map: null };
    },
  };
}
