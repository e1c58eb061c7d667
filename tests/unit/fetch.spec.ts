/** Downloads that fail, stall or take long, from a real server. */

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { messageOf } from '../../web/src/util/errors.ts';
import { fetchFile } from '../../web/src/util/fetch.ts';

/** Milliseconds of silence that are allowed here. */
const SILENCE = 400;

const read = (response: Response) => response.text();

/** Calls `use` with the address of a server that answers so. */
async function withServer(
  answer: RequestListener,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/file`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a request that is never answered is given up, with the file and the reason', async () => {
  let given = '';
  await withServer(
    (request) =>
      request.once('close', () => {
        given = 'up';
      }),
    async (url) => {
      await expect(fetchFile(url, read, SILENCE)).rejects.toThrow(
        `${url} could not be fetched: no data arrived in 0.4 seconds`,
      );
      // The connection is released too.
      await expect.poll(() => given).toBe('up');
    },
  );
});

test('an answer that stalls in the middle is given up', async () => {
  await withServer(
    (_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('the beginning');
    },
    async (url) => {
      await expect(fetchFile(url, read, SILENCE)).rejects.toThrow('no data arrived');
    },
  );
});

test('an answer that is slow, but arrives, is read to its end', async () => {
  const pieces = Array.from({ length: 8 }, (_, index) => `piece ${index}\n`);
  await withServer(
    (_, response) => {
      let next = 0;
      const timer = setInterval(() => {
        response.write(pieces[next]);
        next += 1;
        if (next === pieces.length) {
          clearInterval(timer);
          response.end();
        }
      }, SILENCE / 4);
    },
    async (url) => {
      const started = performance.now();
      expect(await fetchFile(url, read, SILENCE)).toBe(pieces.join(''));
      expect(performance.now() - started).toBeGreaterThan(SILENCE);
    },
  );
});

test('the use of a whole answer may take any time', async () => {
  await withServer(
    (_, response) => response.end('text'),
    async (url) => {
      const slowly = async (response: Response) => {
        const text = await response.text();
        await new Promise((resolve) => setTimeout(resolve, 2 * SILENCE));
        return text;
      };
      expect(await fetchFile(url, slowly, SILENCE)).toBe('text');
    },
  );
});

test('refusals and lost connections are reported with the file', async () => {
  await withServer(
    (_, response) => response.writeHead(404, 'Not Found').end(),
    async (url) => {
      await expect(fetchFile(url, read)).rejects.toThrow(
        `${url} could not be fetched: 404 Not Found`,
      );
    },
  );
  await withServer(
    (request) => request.socket.destroy(),
    async (url) => {
      await expect(fetchFile(url, read)).rejects.toThrow(`${url} could not be fetched: `);
    },
  );
});

test('an answer that is cut off is reported with the file', async () => {
  await withServer(
    (_, response) => {
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('abc', () => response.destroy());
    },
    async (url) => {
      await expect(fetchFile(url, read)).rejects.toThrow(`${url} could not be used: `);
    },
  );
});

test('a use of a file that fails names the file once', async () => {
  await withServer(
    (_, response) => response.end('text'),
    async (url) => {
      const failing = (message: string) =>
        fetchFile(url, () => Promise.reject(new Error(message))).catch(messageOf);
      expect(await failing('network error')).toBe(`${url} could not be used: network error`);
      expect(await failing(`${url} is not a module`)).toBe(`${url} is not a module`);
    },
  );
});
