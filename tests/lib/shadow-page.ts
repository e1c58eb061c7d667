/** A page that runs programs rewritten for a shadow stack, and reports the results. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Run } from './shadow-programs.mjs';
import { OWN, ownShadowed, type Pair, packaged, shadowed, THIRD_PARTY } from './shadow-stack.ts';

/** The results of a program, original and rewritten. */
interface Compared<T> {
  before: T;
  after: T;
}

/** The report of the page. */
export interface Told {
  error?: string;
  sqlite: Compared<Run>;
  resvg: Compared<number[]>;
  own: Partial<Record<OwnProgram, Compared<Run & { restored: boolean }>>>;
}

/** One of the project's own programs, by its name. */
type OwnProgram = keyof typeof OWN;

/** The names of the project's own programs. */
export const OWN_PROGRAMS = Object.keys(OWN) as OwnProgram[];

/** The page's script, which runs these programs. */
const scriptFor = (own: readonly OwnProgram[]) => `
  import { runOwn, runResvg, runSqlite } from './programs.mjs';
  Error.stackTraceLimit = Infinity;

  const program = async (name, form) => {
    const [bytes, offsets] = await Promise.all([
      fetch(name + '-' + form + '.wasm').then((response) => response.arrayBuffer()),
      fetch(name + '-' + form + '.json').then((response) => response.json()),
    ]);
    return { bytes, offsets };
  };
  const compared = async (name, run) => ({
    before: await run(await program(name, 'original'), 'before'),
    after: await run(await program(name, 'rewritten'), 'after'),
  });
  const freshSqlJs = () => new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = 'sql.js';
    script.onload = () => done(window.initSqlJs);
    script.onerror = failed;
    document.head.append(script);
  });

  async function tell() {
    const own = {};
    for (const name of ${JSON.stringify(own)}) own[name] = await compared(name, runOwn);
    return {
      own,
      sqlite: await compared('sqlite', async (program) => runSqlite(program, await freshSqlJs())),
      resvg: await compared('resvg', async (program, instance) =>
        runResvg(program, await import('./resvg.mjs?' + instance))),
    };
  }
  const told = await tell().catch((error) => ({ error: error + '\\n' + error.stack }));
  await fetch('told', { method: 'POST', body: JSON.stringify(told) });
`;

/** The page's files: their types and contents. */
function files(
  own: readonly OwnProgram[],
): Map<string, [type: string, contents: string | Uint8Array]> {
  const found = new Map<string, [string, string | Uint8Array]>();
  const script = (name: string, path: string) =>
    found.set(name, ['text/javascript', readFileSync(path)]);
  found.set('/', ['text/html', '<!doctype html><script type="module" src="main.mjs"></script>']);
  found.set('/main.mjs', ['text/javascript', scriptFor(own)]);
  script('/programs.mjs', fileURLToPath(new URL('shadow-programs.mjs', import.meta.url)));
  script('/sql.js', packaged('sql.js/dist/sql-wasm.js'));
  script('/resvg.mjs', packaged('@resvg/resvg-wasm/index.mjs'));
  const program = (name: string, { original, rewritten }: Pair) => {
    for (const [form, { bytes, offsets }] of Object.entries({ original, rewritten })) {
      found.set(`/${name}-${form}.wasm`, ['application/wasm', bytes]);
      found.set(`/${name}-${form}.json`, ['application/json', JSON.stringify(offsets ?? [])]);
    }
  };
  for (const [name, path] of Object.entries(THIRD_PARTY)) program(name, shadowed(path));
  for (const name of own) program(name, ownShadowed(name));
  return found;
}

/**
 * Serves the page to the browser that `open` opens, and returns its report on the programs of third
 * parties and on the project's own ones.
 */
export async function tellFrom(
  open: (url: string) => Promise<unknown>,
  own: readonly OwnProgram[],
): Promise<Told> {
  const found = files(own);
  let resolve: (told: Told) => void = () => {};
  const told = new Promise<Told>((done) => {
    resolve = done;
  });
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const body = await request.setEncoding('utf8').reduce((all, part) => all + part, '');
      response.end();
      resolve(JSON.parse(body));
      return;
    }
    const [type, contents] = found.get((request.url ?? '').replace(/\?.*/, '')) ?? [];
    response.writeHead(type === undefined ? 404 : 200, { 'Content-Type': type ?? 'text/plain' });
    response.end(contents ?? 'not found');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await open(`http://127.0.0.1:${address.port}/`);
    return await told;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
