/** A learner's code in a URL. */

import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { readFragment, writeFragment } from '../../web/src/python/share-link.ts';
import { exerciseIn } from './exercise-folders.ts';

const DAMAGED = 'the code in the address is damaged: copy the whole address again';

const SOURCES = {
  'an exercise': exerciseIn('lru-cache').file.source,
  nothing: '',
  'every kind of character': 'x = "ünïcödé 🙂 \\u0000"\r\n\tpass\n\n# ➊\u0000',
  'as much as may be': 'x'.repeat(64 * 1024),
};

for (const [what, source] of Object.entries(SOURCES)) {
  test(`${what} survives a round trip through a URL`, async () => {
    const fragment = await writeFragment({ exercise: 'lru-cache', source });
    expect(fragment).toMatch(/^#code=1\.[\w-]+$/);
    expect(await readFragment(fragment)).toEqual({ exercise: 'lru-cache', source });
    // Among other parameters, and without the `#`.
    expect((await readFragment(`view=a&${fragment.slice(1)}`))?.source).toBe(source);
  });
}

test('the URL of an exercise is short enough to share', async () => {
  const source = SOURCES['an exercise'];
  expect((await writeFragment({ exercise: 'lru-cache', source })).length).toBeLessThan(1200);
});

test('a URL without code has none', async () => {
  for (const fragment of ['', '#', '#other=1', '#codes=1.x']) {
    expect(await readFragment(fragment)).toBeNull();
  }
});

test('a source that is too long is refused with a message, by bytes', async () => {
  const share = (source: string) => writeFragment({ exercise: 'a', source });
  await expect(share('x'.repeat(65_537))).rejects.toThrow(
    'the code has 65,537 bytes; a link holds at most 65,536 bytes of code',
  );
  await expect(share('ü'.repeat(32_769))).rejects.toThrow('the code has 65,538 bytes');
});

test('a changed or lost character is detected, or has no effect', async () => {
  const shared = { exercise: 'a', source: 'for n in range(5):\n    print(n)\n' };
  const fragment = await writeFragment(shared);
  let unnoticed = 0;
  for (let at = '#code=1.'.length; at < fragment.length; at += 1) {
    const other = fragment[at] === 'A' ? 'B' : 'A';
    const changed = fragment.slice(0, at) + other + fragment.slice(at + 1);
    const read = await readFragment(changed).catch((error: Error) => error.message);
    // The last bits pad a byte and a character.
    unnoticed += read === DAMAGED ? 0 : 1;
    expect([DAMAGED, shared], `changed at ${at}`).toContainEqual(read);
    await expect(readFragment(fragment.slice(0, at)), `cut at ${at}`).rejects.toThrow(DAMAGED);
  }
  expect(unnoticed).toBeLessThanOrEqual(2);
});

test('invalid code is reported as damaged, and another format by its number', async () => {
  for (const text of ['', '1', 'x.abc', '1.%%%', '1.ä', '1.A', '1.', '.abc', '1.abc.d']) {
    await expect(readFragment(`#code=${text}`), text).rejects.toThrow(DAMAGED);
  }
  await expect(readFragment('#code=2.abc')).rejects.toThrow(
    'the code in the address has format 2; this page supports format 1',
  );
});

test('a small input that inflates to a huge output is not read to its end', async () => {
  const bomb = Buffer.concat([Buffer.alloc(4), deflateRawSync(Buffer.alloc(50_000_000, 'x'))]);
  await expect(readFragment(`#code=1.${bomb.toString('base64url')}`)).rejects.toThrow(
    'the code in the address is too long: a link holds at most 65,536 bytes of code',
  );
});
