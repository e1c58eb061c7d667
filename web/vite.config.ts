import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { replacements } from './build/bindings.ts';
import { budget } from './build/budget.ts';
import { docs, docsInputs } from './build/docs/plugin.ts';
import { evaluated } from './build/evaluated.ts';
import { firstChunk } from './build/first-chunk.ts';
import { lateImports } from './build/late-imports.ts';
import { inlinedPage, inlinedWorkers } from './build/one-file.ts';
import { FILES_POLICY, FRAMES_POLICY } from './build/policy.ts';

/**
 * Maximum compressed bytes of the first load: the page with everything that it loads before it
 * shows something.
 */
const FIRST_LOAD = 200 * 1024;

/**
 * Adds the policy to the built pages. The development server has none, because its hot reloading
 * needs inline styles and a socket.
 */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: (_, { path }) => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: path === '/gallery.html' ? FRAMES_POLICY : FILES_POLICY,
        },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** The pages that cannot run without an origin of their own. */
const NEEDS_ORIGIN = ['/index.html', '/python.html'];

/**
 * Redirects the page to the single-file one if only that can work, or shows the page's advice.
 *
 * Its script is before the policy, which holds for what follows it: in WebKit `'self'` matches
 * nothing in a page without an origin.
 */
function wayOut(): Plugin {
  return {
    name: 'way-out',
    apply: 'build',
    transformIndexHtml: (_, { path }) =>
      NEEDS_ORIGIN.includes(path)
        ? [
            {
              tag: 'script',
              attrs: { defer: true, src: './opaque-origin.js' },
              injectTo: 'head-prepend',
            },
          ]
        : [],
  };
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Marks of the build: whether it has the interpreter, and whether that comes only later. */
const marks = (python: boolean, awaitsPython: boolean) => ({
  'import.meta.env.HIGHWATER_PYTHON': String(python),
  'import.meta.env.HIGHWATER_AWAITS_PYTHON': String(awaitsPython),
});

const COMMON: UserConfig = {
  // Relative URLs, so that dist/ works from any sub-path of any static host.
  base: './',
  server: { fs: { allow: ['..'] } },
  define: marks(true, false),
  worker: { format: 'es', plugins: () => [replacements()] },
};

const FIRST = firstChunk('/src/playground/highwater-playground.ts');

const PAGE_PLUGINS = [
  evaluated(at('src/python/exercises/built-in.ts')),
  docs(at('.')),
  replacements(),
  lateImports(),
  contentSecurityPolicy(),
  wayOut(),
  FIRST.plugin,
];

/** The pages, and the script for other pages, at a stable URL. */
const PAGES: UserConfig = {
  ...COMMON,
  plugins: [...PAGE_PLUGINS, budget('index.html', FIRST_LOAD)],
  build: {
    target: 'es2022',
    // Wasm stays in separate files, which a browser compiles while they stream in.
    assetsInlineLimit: 0,
    // Chunks loaded later are imported by the script; the head of an embedding page is not changed.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, names, { hostType }) => (hostType === 'html' ? names : []),
    },
    rolldownOptions: {
      input: {
        index: at('index.html'),
        gallery: at('gallery.html'),
        python: at('python.html'),
        highwater: at('src/entries/highwater.ts'),
        ...docsInputs(at('.')),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === 'highwater' ? '[name].js' : 'assets/[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'highwater-playground', test: FIRST.has }] },
      },
    },
  },
};

/** The single-file builds are added to the pages. */
function oneFile(entry: string, plugins: Plugin[], entryFileNames: string): UserConfig {
  return {
    ...COMMON,
    plugins: [replacements(), inlinedWorkers(), ...plugins],
    publicDir: false,
    // The interpreter would be many times as large as everything else.
    define: marks(false, false),
    build: {
      target: 'es2022',
      emptyOutDir: false,
      assetsInlineLimit: () => true,
      // Everything imported later is included already.
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: {
        input: at(entry),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false, entryFileNames },
      },
    },
  };
}

/**
 * `vite build --mode` selects one of these builds; the default is the pages. Those of the mode
 * `awaiting` need no interpreter: they are served while it is compiled, and load it when it is ready.
 */
export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'page':
      return oneFile(
        'index.html',
        [inlinedPage('highwater.html', at('public/favicon.svg'))],
        '[name].js',
      );
    case 'widget':
      return oneFile('src/entries/anywidget.ts', [], 'anywidget.js');
    case 'awaiting':
      return { ...PAGES, define: marks(true, true), plugins: PAGE_PLUGINS };
    default:
      return PAGES;
  }
});
