import { defineConfig, type Plugin } from 'vite';

/** The page asks for nothing but its own files, and runs no inline script or style. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Writes the policy into the built page. The development server is left without it,
 * because its hot reloading needs inline styles and a socket.
 */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  // Relative addresses, so that dist/ works from any sub-path of any static host.
  base: './',
  plugins: [contentSecurityPolicy()],
  server: { fs: { allow: ['..'] } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Wasm stays in files of its own, which a browser compiles while they stream in.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What is loaded late must not bring the page's own style sheet into a page of others.
      resolveDependencies: (_, dependencies) =>
        dependencies.filter((file) => !file.endsWith('.css')),
    },
  },
});
