/**
 * A static server with the features of the simplest host: files, their types, and 404 otherwise.
 *
 * By default it sets no header that a course's server might not set (no isolation, no caching, no
 * policy), sends files uncompressed, and serves from a sub-path, so that a page with absolute paths
 * fails.
 *
 * As a program: `node tests/lib/serve.mjs [folder] [base] [port]` prints the URL.
 */

import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.py': 'text/x-python; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The file for a request's path, or `undefined`.
 *
 * @param {string} folder
 * @param {string} base
 * @param {string} pathname
 * @returns {Promise<{path: string, size: number} | undefined>}
 */
async function find(folder, base, pathname) {
  if (!pathname.startsWith(base)) return undefined;
  let path;
  try {
    path = resolve(folder, decodeURIComponent(pathname.slice(base.length)));
  } catch {
    return undefined; // not valid percent-encoding
  }
  if (path !== folder && !path.startsWith(folder + sep)) return undefined;
  if (pathname.endsWith('/')) path = join(path, 'index.html');
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, size: found.size } : undefined;
}

/**
 * The answer to a request for a file.
 *
 * @typedef {{
 *   path: string,
 *   status: number,
 *   headers: Record<string, string>,
 *   content: Buffer,
 * }} Answer
 */

/** @type {Map<string, Buffer>} */
const compressed = new Map();

/**
 * A file compressed by brotli.
 *
 * @param {string} path
 */
function brotli(path) {
  const content = compressed.get(path) ?? brotliCompressSync(readFileSync(path));
  compressed.set(path, content);
  return content;
}

/**
 * Serves `folder` below `base` on this machine; port 0 takes any free one. `change` replaces an
 * answer, as a host with settings of its own does.
 *
 * @param {{
 *   folder?: string | undefined,
 *   base?: string | undefined,
 *   port?: number,
 *   headers?: Record<string, string>,
 *   compress?: boolean,
 *   change?: (answer: Answer) => Answer,
 * }} [options]
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve({
  folder = DIST,
  base = '/some/sub/path/',
  port = 0,
  headers = {},
  compress = false,
  change,
} = {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const readable = request.method === 'GET' || request.method === 'HEAD';
    const file = readable ? await find(root, base, pathname) : undefined;
    if (file === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
      return;
    }
    const type = TYPES[extname(file.path)] ?? 'application/octet-stream';
    if (change !== undefined) {
      const answer = change({
        path: file.path,
        status: 200,
        headers: { ...headers, 'Content-Type': type },
        content: readFileSync(file.path),
      });
      response.writeHead(answer.status, {
        ...answer.headers,
        'Content-Length': answer.content.length,
      });
      response.end(request.method === 'HEAD' ? undefined : answer.content);
      return;
    }
    const content = compress ? brotli(file.path) : undefined;
    response.writeHead(200, {
      ...headers,
      ...(compress ? { 'Content-Encoding': 'br' } : {}),
      'Content-Type': type,
      'Content-Length': content?.length ?? file.size,
    });
    if (request.method === 'HEAD') response.end();
    else if (content !== undefined) response.end(content);
    else createReadStream(file.path).pipe(response);
  });
  await new Promise((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => done(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, base, port] = process.argv.slice(2);
  const { url } = await serve({ folder, base, port: Number(port ?? 0) });
  console.log(`serving at ${url}`);
}
