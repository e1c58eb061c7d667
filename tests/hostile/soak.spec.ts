/**
 * The soak: hostile inputs in one tab, with runs in between, for `HIGHWATER_SOAK_MINUTES`. Writes
 * the tab's memory to `target/soak/`, and fails if it grew.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Conversation, openEmbedding } from '../browser/lib/embedding.ts';
import type { PlaygroundElement } from '../browser/lib/playground.ts';
import type { PythonElement } from '../browser/lib/python.ts';
import { REPOSITORY } from '../lib/dist.ts';
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
import { pictureOf } from './lib/soak-picture.ts';
import { type Sample, tableOf, trendOf } from './lib/soak-record.ts';
import { TabMemoryMeter } from './lib/tab-memory.ts';
import { REFUSED, WatchedPage } from './lib/watched-page.ts';

const MINUTES = Number(process.env.HIGHWATER_SOAK_MINUTES || 10);
const FOLDER = join(REPOSITORY, 'target', 'soak');

/** Seconds of each kind in a round. */
const SECONDS = { addresses: 5, attributes: 4, messages: 5, captures: 4, programs: 8, calls: 3 };

const POLICIES = 'class/unbounded,class/lru:5';
const SMALL = `policies="${POLICIES}" ranges="100" preview="0"`;

/** As many programs as are stored, so that each round ends with the same ones. */
const PROGRAMS = [1, 2, 3, 4].map((number) => `x = [[] for _ in range(${number}0_000)]\n`);

test.use({ allowedProblems: REFUSED });

test('the memory of a tab under attack does not grow', async ({ page, problems }) => {
  const around = await new Conversation(page).listen();
  const watched = await WatchedPage.of(page, problems, REFUSED);
  await openEmbedding(
    page,
    `<highwater-playground id="policies" ${SMALL}></highwater-playground>
      <highwater-playground id="python" engine="python"></highwater-playground>
      <iframe title="Highwater" src="./index.html?embed=1&view=plot&policies=class/lru:5&ranges=20&preview=0"></iframe>`,
    { head: '<script src="./listening.js"></script>' },
  );
  await around.expectType('ready');
  const playground = page.locator('#policies');
  const python = page.locator('highwater-python');
  const meter = await TabMemoryMeter.of(watched);
  // Addresses are visited in another tab: a navigation releases all memory.
  const visitor = await WatchedPage.of(await page.context().newPage(), problems, REFUSED);

  /** Runs that are the same in each round; returns their number. */
  const runAll = async (): Promise<number> => {
    const results = await playground.evaluate(async (element, policies) => {
      // An opened capture has added its policy.
      element.removeAttribute('policies');
      element.setAttribute('policies', policies);
      await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete;
      return (element as PlaygroundElement).run();
    }, POLICIES);
    expect(results.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
    for (const source of PROGRAMS) {
      const result = await python.evaluate((element, source) => {
        const host = element as PythonElement;
        host.source = source;
        host.hardLimit = null;
        return host.run();
      }, source);
      expect(result?.outcome).toBe('completed');
    }
    return results.length + PROGRAMS.length;
  };

  const made = new Map<string, number>();
  const samples: Sample[] = [];
  const start = Date.now();
  let runs = 0;
  const go = async <T>(attack: Attack<T>): Promise<void> => {
    const { kind } = attack;
    const from = made.get(kind) ?? 0;
    const { cases } = await assail(attack, SECONDS[kind as keyof typeof SECONDS], { from });
    made.set(kind, from + cases);
  };
  const attacks = [
    () => go(attackByAttribute(watched, playground)),
    () => go(attackByMessage(watched, around)),
    () => go(attackByCapture(watched, playground, captureSeeds())),
    () => go(attackByCall(watched, playground)),
    () => go(attackByProgram(watched, python)),
    () => go(attackByAddress(visitor)),
  ];
  while (Date.now() - start < MINUTES * 60_000) {
    for (const attack of attacks) await attack();
    runs += await runAll();
    // Opened captures and messages of the frame are not the page's own.
    await page.evaluate('told.length = 0');
    const memory = await meter.measure();
    const minute = (Date.now() - start) / 60_000;
    const cases = [...made.values()].reduce((sum, count) => sum + count, 0);
    const sample = { ...memory, minute, cases, runs };
    samples.push(sample);
    write(samples, made);
    console.log(
      `${minute.toFixed(1)} min: ${cases} cases, ${runs} runs, heap ${mebibytes(sample.heap)}, resident ${mebibytes(sample.resident)}, ${sample.nodes} nodes, ${sample.workers} workers`,
    );
  }
  for (const size of ['heap', 'resident'] as const) {
    const trend = trendOf(samples, size);
    console.log(
      `${size}, second half: ${trend === null ? 'too few samples' : mebibytes(trend.perHour)} per hour`,
    );
    expect(trend?.isGrowth ?? false, `growth of the ${size} memory`).toBe(false);
  }
});

/** Writes the record after each round, so that a soak that is ended has one too. */
function write(samples: readonly Sample[], made: ReadonlyMap<string, number>): void {
  mkdirSync(FOLDER, { recursive: true });
  const summary = {
    seed: SEED,
    minutes: samples.at(-1)?.minute,
    cases: Object.fromEntries(made),
    runs: samples.at(-1)?.runs,
    heap: trendOf(samples, 'heap'),
    resident: trendOf(samples, 'resident'),
  };
  writeFileSync(join(FOLDER, 'soak.json'), `${JSON.stringify(summary, null, 1)}\n`);
  writeFileSync(join(FOLDER, 'soak.tsv'), tableOf(samples));
  writeFileSync(join(FOLDER, 'soak.svg'), pictureOf(samples));
}

function mebibytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
