/** The interpreter's file as hosts send it: compressed, decompressed on the way, or another file. */

import { expect, test } from '@playwright/test';
import { bytesOf, type DownloadProgress } from '../../web/src/engine/interpreter-bytes.ts';

const MODULE = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 7, 7, 7, 7]);
const COMPRESSED = Uint8Array.from([0x5b, 1, 2, 3, 4, 5]);

/** A response whose body arrives in chunks of these lengths, and the rest in the last one. */
function inChunks(bytes: Uint8Array, ...lengths: readonly number[]): Response {
  let at = 0;
  const chunks = [...lengths, bytes.length].map((length) => {
    const chunk = bytes.slice(at, at + length);
    at += length;
    return chunk;
  });
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    }),
  );
}

async function read(response: Response, size = COMPRESSED.length) {
  const reports: DownloadProgress[] = [];
  const bytes = await bytesOf(response, size, (progress) => reports.push(progress));
  return { bytes, last: reports.at(-1) };
}

for (const lengths of [[], [1], [0, 3], [1, 1, 1], [2, 2], [4], [5]]) {
  const chunks = `in chunks of ${[...lengths, 'the rest'].join(', ')} bytes`;

  test(`a module decompressed on the way is recognised ${chunks}`, async () => {
    const { bytes, last } = await read(inChunks(MODULE, ...lengths));
    expect([...bytes]).toEqual([...MODULE]);
    expect(last).toEqual({ loaded: MODULE.length, total: MODULE.length });
  });

  test(`a compressed file is read ${chunks}`, async () => {
    const { bytes, last } = await read(inChunks(COMPRESSED, ...lengths));
    expect([...bytes]).toEqual([...COMPRESSED]);
    expect(last).toEqual({ loaded: COMPRESSED.length, total: COMPRESSED.length });
  });
}

test('a file of another size is refused with the reason', async () => {
  await expect(read(new Response(COMPRESSED), 7)).rejects.toThrow(
    'the interpreter is incomplete: the connection was lost',
  );
  await expect(read(new Response(COMPRESSED), 5)).rejects.toThrow(
    'the interpreter is of another build than this page: reload the page',
  );
  await expect(read(new Response(null))).rejects.toThrow('the interpreter is incomplete');
});

for (const size of [10, 1000]) {
  test(`a page in place of a file of ${size} bytes is named as such`, async () => {
    const page = new Response('<!doctype html><title>My course</title>');
    await expect(read(page, size)).rejects.toThrow(
      'the host sent a page of HTML in place of the interpreter',
    );
  });
}
