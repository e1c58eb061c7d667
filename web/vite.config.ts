import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { replacements, withoutPreloader } from './build/bindings.ts';
import { budget } from './build/budget.ts';
import { evaluated } from './build/evaluated.ts';
import { firstChunk } from './build/first-chunk.ts';
import { inlinedPage, inlinedWorkers } from './build/one-file.ts';
import { FILES_POLICY, FRAMES_POLICY } from './build/policy.ts';

/** Bytes that the page may be, compressed, with all that it loads before there is something to see. */
const FIRST_LOAD = 200 * 1024;

/**
 * Writes the policy into the built pages. The development server is left without it,
 * because its hot reloading needs inline styles and a socket.
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

/**
 * Has the page give way to the one that is one file, where only that can work.
 *
 * Its script is before the policy, which holds for what follows it: in WebKit `'self'` matches
 * nothing in a page without an origin.
 */
function wayOut(): Plugin {
  return {
    name: 'way-out',
    apply: 'build',
    transformIndexHtml: (_, { path }) =>
      path === '/index.html'
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

const COMMON: UserConfig = {
  // Relative addresses, so that dist/ works from any sub-path of any static host.
  base: './',
  server: { fs: { allow: ['..'] } },
  define: { 'import.meta.env.HIGHWATER_PYTHON': 'true' },
  worker: { format: 'es', plugins: () => [replacements()] },
};

const FIRST = firstChunk('/src/playground/highwater-playground.ts');

/** The pages, and the script that others load, at an address that stays. */
const PAGES: UserConfig = {
  ...COMMON,
  plugins: [
    evaluated(at('src/python/exercises/built-in.ts')),
    replacements(),
    withoutPreloader(),
    contentSecurityPolicy(),
    wayOut(),
    FIRST.plugin,
    budget('index.html', FIRST_LOAD),
  ],
  build: {
    target: 'es2022',
    // Wasm stays in files of its own, which a browser compiles while they stream in.
    assetsInlineLimit: 0,
    // What the script loads later it imports; the head of somebody's page is left as it is.
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
      },
      output: {
        entryFileNames: ({ name }) =>
          name === 'highwater' ? '[name].js' : 'assets/[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'highwater-playground', test: FIRST.has }] },
      },
    },
  },
};

/** What is one file each is added to the pages. */
function oneFile(entry: string, plugins: Plugin[], entryFileNames: string): UserConfig {
  return {
    ...COMMON,
    plugins: [replacements(), inlinedWorkers(), ...plugins],
    publicDir: false,
    // The interpreter would be many times as large as all the rest.
    define: { 'import.meta.env.HIGHWATER_PYTHON': 'false' },
    build: {
      target: 'es2022',
      emptyOutDir: false,
      assetsInlineLimit: () => true,
      // What is imported later is here already.
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

/** Which of them `vite build --mode` builds; without it, the pages. */
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
    default:
      return PAGES;
  }
});
