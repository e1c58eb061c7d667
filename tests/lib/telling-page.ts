/** A page beside the built one that does something by itself, and tells what came of it. */

import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from './dist.ts';
import { serve } from './serve.mjs';

/**
 * Serves a page whose script is `tell`, the body of an asynchronous function, to the browser that
 * `open` opens, and answers what it returns. Rejects with what it throws.
 */
export async function toldBy<T>(tell: string, open: (url: string) => Promise<unknown>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-telling-'));
  for (const name of readdirSync(DIST)) {
    symlinkSync(join(DIST, name), join(folder, name));
  }
  let resolve: (told: { value?: T; error?: string }) => void = () => {};
  const told = new Promise<{ value?: T; error?: string }>((done) => {
    resolve = done;
  });
  const ear = createServer(async (request, response) => {
    const body = await request.setEncoding('utf8').reduce((all, part) => all + part, '');
    response.end();
    resolve(JSON.parse(body));
  });
  await new Promise<void>((listening) => ear.listen(0, '127.0.0.1', listening));
  const address = ear.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  writeFileSync(
    join(folder, 'telling.html'),
    '<!doctype html><html lang="en"><title>Telling</title><link rel="icon" href="data:,"><body><script type="module" src="./telling.js"></script>',
  );
  writeFileSync(
    join(folder, 'telling.js'),
    `import './highwater.js';
    const tell = async () => {${tell}};
    const told = await tell().then(
      (value) => ({ value }),
      (error) => ({ error: error + '\\n' + error.stack }),
    );
    await fetch('http://127.0.0.1:${address.port}/', {
      method: 'POST',
      mode: 'no-cors',
      body: JSON.stringify(told),
    });`,
  );
  const site = await serve({ folder });
  try {
    await open(`${site.url}telling.html`);
    const { value, error } = await told;
    if (error !== undefined) throw new Error(error);
    return value as T;
  } finally {
    await site.close();
    ear.close();
    ear.closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}
