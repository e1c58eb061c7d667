/** Requests that fail, at a server that breaks the connection: each names its file. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { bytesIn, fetchFile, ofFile } from '../../web/src/util/fetch.ts';

let server: Server;
let site: string;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case '/whole':
        response.end('abc');
        break;
      case '/cut':
        response.writeHead(200, { 'Content-Length': 1000 });
        response.write('abc', () => response.destroy());
        break;
      case '/refused':
        response.destroy();
        break;
      default:
        response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.close();
});

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no refusal',
    (error: Error) => error.message,
  );
}

test('a file that arrives is read', async () => {
  const bytes = await bytesIn(await fetchFile(`${site}/whole`));
  expect(Buffer.from(bytes).toString()).toBe('abc');
});

test('a file that is missing, refused or cut off is named', async () => {
  const reading = async (name: string) => bytesIn(await fetchFile(`${site}/${name}`));
  expect(await refusal(reading('missing'))).toBe(
    `${site}/missing could not be fetched: 404 Not Found`,
  );
  expect(await refusal(reading('refused'))).toMatch(`${site}/refused could not be fetched: `);
  expect(await refusal(reading('cut'))).toMatch(`${site}/cut could not be used: `);
});

test('a use of a file that fails names the file once', async () => {
  const failing = (message: string) =>
    refusal(ofFile('x.wasm', Promise.reject(new Error(message))));
  expect(await failing('network error')).toBe('x.wasm could not be used: network error');
  expect(await failing('x.wasm is not a module')).toBe('x.wasm is not a module');
});
