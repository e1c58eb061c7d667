/**
 * Hostile inputs to the page: generated addresses, attributes, messages, captures, programs and calls
 * in a real browser. `HIGHWATER_SEED` sets the seed, `HIGHWATER_CASE` the only case, such as
 * `captures:12`, and `HIGHWATER_HOSTILE_SECONDS` the time.
 */

import { Conversation } from '../browser/lib/embedding.ts';
import { Playground } from '../browser/lib/playground.ts';
import { PythonPage } from '../browser/lib/python.ts';
import { expect, test } from '../lib/fixtures.ts';
import { type Attack, assail } from './lib/assail.ts';
import {
  attackByAddress,
  attackByAttribute,
  attackByCall,
  attackByCapture,
  attackByMessage,
  attackByProgram,
  captureSeeds,
} from './lib/attacks.ts';
import { SEED } from './lib/seed.ts';
import { REFUSED, WatchedPage } from './lib/watched-page.ts';

/** Seconds of the whole bench, and the shares of its kinds. */
const SECONDS = Number(process.env.HIGHWATER_HOSTILE_SECONDS || 110);
const SHARES = {
  addresses: 0.25,
  attributes: 0.12,
  messages: 0.13,
  captures: 0.1,
  programs: 0.3,
  calls: 0.1,
};

/** A page with one small run, whose worker stays. */
const SMALL = '?policies=class/lru:5&ranges=20&preview=0';

async function made<T>(attack: Attack<T>, watched: WatchedPage): Promise<void> {
  const { kind } = attack;
  const seconds = SECONDS * SHARES[kind as keyof typeof SHARES];
  const { cases } = await assail(attack, seconds);
  const longest = Math.round(watched.longest);
  console.log(`${kind}: ${cases} cases of the seed ${SEED}, longest task at most ${longest} ms`);
}

test.describe('addresses', () => {
  test.use({ allowedProblems: REFUSED });

  test('any address shows a page, with a sentence for each refusal', async ({ page, problems }) => {
    const watched = await WatchedPage.of(page, problems, REFUSED);
    await made(attackByAddress(watched), watched);
  });

  test('any attribute is applied or refused by a sentence', async ({ page, problems }) => {
    const watched = await WatchedPage.of(page, problems, REFUSED);
    const playground = await new Playground(page).open(SMALL);
    // With a result, there are reports that patterns search, and a policy that challenges judge.
    await playground.runToEnd();
    await made(attackByAttribute(watched, playground.root), watched);
  });

  test('any message is answered if it is a request, and ignored otherwise', async ({
    page,
    problems,
  }) => {
    const watched = await WatchedPage.of(page, problems, REFUSED);
    const around = await (await new Conversation(page).listen()).open(`${SMALL}&embed=1&view=plot`);
    await around.expectType('ready');
    await made(attackByMessage(watched, around), watched);
  });
});

test('any capture is opened or refused by a sentence', async ({ page, problems }) => {
  const watched = await WatchedPage.of(page, problems);
  const playground = await new Playground(page).open(SMALL);
  const [result] = await playground.runToEnd();
  expect(result?.outcome).toBe('completed');
  await made(attackByCapture(watched, playground.root, captureSeeds()), watched);
});

test('any call is answered or refused by a sentence', async ({ page, problems }) => {
  const watched = await WatchedPage.of(page, problems);
  const playground = await new Playground(page).open(SMALL);
  await playground.runToEnd();
  await made(attackByCall(watched, playground.root), watched);
  // Nothing of it has changed the page.
  expect((await playground.results()).length).toBe(1);
  await expect(playground.problems).toBeHidden();
});

test('any program ends or is stopped, and the next one runs', async ({ page, problems }) => {
  const watched = await WatchedPage.of(page, problems);
  const python = await new PythonPage(page).open();
  await made(attackByProgram(watched, python.root), watched);
  const last = await python.root.evaluate((element) => {
    const host = element as unknown as { source: string; run(): Promise<unknown> };
    host.source = 'print("still here")\n';
    return host.run();
  });
  expect(last).toMatchObject({ outcome: 'completed', stdout: 'still here\n' });
});
