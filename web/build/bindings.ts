/** What is left out of other people's code on its way into the build. */

import type { Plugin } from 'vite';

/** A piece of code that is replaced, in the modules whose path matches. */
interface Replacement {
  readonly path: RegExp;
  readonly code: RegExp;
  readonly by: string;
}

const REPLACEMENTS: readonly Replacement[] = [
  {
    // The bindings are always given their module. Left in, its address would bring one more copy
    // of the module into each script that is one file.
    path: /\/(?:wasm\/\w+|python)\/highwater_\w+\.js$/,
    code: /new URL\('highwater_\w+_bg\.wasm', import\.meta\.url\)/,
    by: 'undefined',
  },
  {
    // Lit keeps a list of its versions as a global variable. A page that somebody embeds the
    // playground in is left without it.
    path: /\/node_modules\/(?:lit-html|lit-element|@lit\/reactive-element)\/[\w-]+\.js$/,
    code: /\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\s*\?\?=\s*\[\]\)\.push\([^)]*\)/,
    by: 'void 0',
  },
  {
    // And a list of properties, by which only decorators of the newer kind find them.
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

/** Makes the replacements. */
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

/** The module by which Vite's bundles import what is loaded later. */
const PRELOADER = '\0vite/preload-helper.js';

/**
 * The import alone in place of Vite's preloader. A script that is loaded later names what it imports
 * itself, and no stylesheet comes with one, so there is nothing to preload.
 */
export function withoutPreloader(): Plugin {
  return {
    name: 'without-preloader',
    enforce: 'pre',
    apply: 'build',
    load: (id) => (id === PRELOADER ? 'export const __vitePreload = (load) => load();' : null),
  };
}
