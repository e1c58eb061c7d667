/** Captures and reports as files: saved, opened, refused, exported. */

import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import type { TableAnswer, TreeAnswer } from '../../web/src/model/report-answers';
import { expect, test } from '../lib/fixtures';
import { seal } from '../lib/xxh64';
import { hold } from './lib/held-requests';
import { Playground, type PlaygroundElement } from './lib/playground';

const POLICY = 'class/unbounded';
const QUERY = `?policies=${POLICY},class/lru:5&ranges=60,80&preview=0`;

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** Presses Save capture and waits for the file. */
async function saved(playground: Playground): Promise<Download> {
  const [download] = await Promise.all([
    playground.page.waitForEvent('download'),
    playground.reports.getByRole('button', { name: 'Save capture' }).click(),
  ]);
  return download;
}

async function pick(playground: Playground, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    playground.page.waitForEvent('filechooser'),
    playground.reports.getByRole('button', { name: 'Open a capture…' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

test('a saved capture opens with the same results and reports', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const [run] = await playground.runToEnd();
  const reports = () =>
    Promise.all([
      playground.report(POLICY, { kind: 'high-water-mark' }),
      playground.report(POLICY, { kind: 'leaks', at: 'released' }),
      playground.report(POLICY, { kind: 'stats' }),
      playground.report(POLICY, { kind: 'difference', between: [1000, 9000] }),
      playground.report(POLICY, { kind: 'temporary', threshold: 3 }),
    ]);
  const before = await reports();
  const download = await saved(playground);
  expect(download.suggestedFilename()).toBe('highwater-class-unbounded.hwcapture');
  const capture = await bytesOf(download);

  // A page without the policy shows it, beside its own.
  await playground.open('?policies=class/lru:5&ranges=20&preview=0');
  const [own] = await playground.runToEnd();
  await pick(playground, 'mine.hwcapture', capture);
  await expect(playground.status).toHaveText('Opened mine.hwcapture: class/unbounded');
  expect(await playground.results()).toEqual([own, run]);
  expect(await reports()).toEqual(before);
  expect(await playground.policies()).toEqual(['class/lru:5', POLICY]);
  await expect(playground.reports.getByTestId('report-policy')).toHaveValue(POLICY);
  // Saving it again gives the same file.
  expect((await bytesOf(await saved(playground))).equals(capture)).toBe(true);
});

test('an incomplete capture is refused with a message, and the page is unchanged', async ({
  page,
}) => {
  const playground = await new Playground(page).open(QUERY);
  const results = await playground.runToEnd();
  const capture = await bytesOf(await saved(playground));
  const newer = Buffer.from(capture);
  newer.writeUInt16LE(7, 8);
  const older = Buffer.from(capture);
  older.writeUInt16LE(1, 8);
  const damaged = Buffer.concat([capture.subarray(0, 500), Buffer.alloc(200, 0xff)]);
  for (const [name, bytes, words] of [
    ['notes.txt', Buffer.from('no capture at all'), 'this is not a Highwater capture'],
    ['cut.hwcapture', capture.subarray(0, 2000), 'the capture is cut off'],
    ['newer.hwcapture', newer, 'format version 7'],
    ['older.hwcapture', older, 'reads version 3: record the run again'],
    ['damaged.hwcapture', damaged, 'the capture is damaged'],
    ['empty.hwcapture', Buffer.alloc(0), 'the capture is cut off'],
  ] as const) {
    await pick(playground, name, bytes);
    await expect(playground.problems, name).toContainText(`${name}: `);
    await expect(playground.problems, name).toContainText(words);
    expect(await playground.results(), name).toEqual(results);
    await playground.problems.getByRole('button').click();
    await expect(playground.problems).toHaveCount(0);
  }
  await expect(playground.subjects).toHaveText(/Live at the high-water mark/);
});

/** A capture with a text in place of another one of the same length, and with a right checksum. */
function changed(capture: Buffer, from: string, to: string): Buffer {
  const at = capture.indexOf(from);
  expect([at > 0, from.length]).toEqual([true, to.length]);
  const bytes = Buffer.from(capture);
  bytes.write(to, at);
  seal(bytes);
  return bytes;
}

test('a changed bit is found by the checksum, wherever it is', async ({ page }) => {
  const playground = await new Playground(page).open('?policies=class/lru:3&ranges=3&preview=0');
  const results = await playground.runToEnd();
  const capture = await bytesOf(await saved(playground));
  // The checksum is that of the format.
  expect(changed(capture, 'class/lru:3', 'class/lru:3').equals(capture)).toBe(true);
  const steps = 60;
  for (let step = 0; step < steps; step += 1) {
    const at = Math.floor((step * (capture.length - 1)) / (steps - 1));
    const damaged = Buffer.from(capture);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (step % 8));
    const refused = await playground.root.evaluate(async (element, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const opening = (element as PlaygroundElement).open(new Blob([bytes]));
      return opening.then(
        () => 'opened',
        (error: Error) => error.message,
      );
    }, damaged.toString('base64'));
    expect(refused, `byte ${at}`).toMatch(/capture/);
  }
  expect(await playground.results()).toEqual(results);
});

test('settings in a capture are validated like those of an address', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?policies=class/lru:3&ranges=60,80&growth=64KiB&hard-limit=100MB&preview=0',
  );
  const results = await playground.runToEnd();
  const capture = await bytesOf(await saved(playground));
  for (const [from, to, words] of [
    ['class/lru:3', 'klass/lru:3', 'its policy: owner "klass": not known'],
    ['class/lru:3', 'CLASS/LRU:3', 'its policy: '],
    ['60,80', '99999', 'its ranges: range “99999”'],
    ['60,80', '60;80', 'its ranges, “60;80”, is not a whole number, or a list of them'],
    ['64KiB', '65KiB', 'its growth step: growth step “65KiB”'],
    ['104857600', '999999999', null],
    ['104857600', '0048576.0', 'its hard-limit, “0048576.0”, is not a whole number'],
  ] as const) {
    await pick(playground, 'changed.hwcapture', changed(capture, from, to));
    if (words === null) {
      // It is another limit, which a run may have had.
      await expect(playground.status).toHaveText('Opened changed.hwcapture: class/lru:3');
      continue;
    }
    await expect(playground.problems, words).toContainText(words);
    await playground.problems.getByRole('button').click();
    await expect(playground.problems).toHaveCount(0);
  }
  expect((await playground.results())[0]?.calls).toBe(results[0]?.calls);
});

test('a capture is opened by dropping it', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const [run] = await playground.runToEnd();
  const base64 = (await bytesOf(await saved(playground))).toString('base64');
  await playground.open('?policies=class/lru:5&ranges=20&preview=0');
  const transfer = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'dropped.hwcapture'));
    return transfer;
  }, base64);
  await playground.root.dispatchEvent('dragover', { dataTransfer: transfer });
  await playground.root.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(playground.status).toHaveText('Opened dropped.hwcapture: class/unbounded');
  expect((await playground.results()).at(-1)).toEqual(run);
});

test('a stopped run is saved as far as it was recorded', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?policies=none/unbounded&ranges=900&preview=0',
  );
  const [stopped, opened, tree, again] = await playground.root.evaluate(async (element) => {
    const host = element as PlaygroundElement;
    const running = host.run();
    host.addEventListener('highwater-progress', () => host.stop(), { once: true });
    const [stopped] = await running;
    const tree = await host.report('none/unbounded', { kind: 'stats' });
    const opened = await host.open(await host.capture('none/unbounded'));
    return [stopped, opened, tree, await host.report('none/unbounded', { kind: 'stats' })];
  });
  expect(stopped?.outcome).toBe('stopped');
  expect(stopped?.calls).toBeGreaterThan(0);
  expect(opened).toEqual(stopped);
  expect(again).toEqual(tree);
});

test('saving shows its progress and can be stopped', async ({ page }) => {
  const playground = await new Playground(page).open('?policies=class/lru:1&ranges=20&preview=0');
  await playground.runToEnd();
  // Saving is stopped before the engine of the repeated run is loaded.
  const release = await hold(page, '**/engine-worker-*.js');
  await playground.reports.getByRole('button', { name: 'Save capture' }).click();
  await playground.reports.getByRole('button', { name: /^\s*Stop saving, 0 % done/ }).click();
  await expect(playground.reports.getByText('Nothing was saved')).toBeVisible();
  release();
  await page.unrouteAll();
  const kept = await playground.root.evaluate((element) =>
    (element as PlaygroundElement)
      .capture('class/lru:1', AbortSignal.abort(new Error('never mind')))
      .then(
        () => 'kept',
        (error: Error) => error.message,
      ),
  );
  expect(kept).toBe('never mind');
});

test('every format is exported by its name', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  await playground.runToEnd();
  const formats = playground.reports.getByLabel('Export as');
  await expect(formats.getByRole('option')).toHaveText([
    'Stats as memray’s JSON',
    'CSV table',
    'Collapsed stacks',
    'speedscope',
    'DHAT',
    'Firefox Profiler',
    'pprof',
    'Flamegraph as SVG',
    'Flamegraph as PNG',
  ]);
  const names = await formats
    .getByRole('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const files: Record<string, Buffer> = {};
  for (const name of names) {
    await formats.selectOption(name);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      playground.reports.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    files[download.suggestedFilename()] = await bytesOf(download);
  }
  const prefix = 'highwater-class-unbounded-high-water-mark';
  expect(Object.keys(files)).toEqual([
    `${prefix}.stats.json`,
    `${prefix}.csv`,
    `${prefix}.collapsed.txt`,
    `${prefix}.speedscope.json`,
    `${prefix}.dhat.json`,
    `${prefix}.profile.json`,
    `${prefix}.pb.gz`,
    `${prefix}.svg`,
    `${prefix}.png`,
  ]);
  expect(String(files[`${prefix}.svg`])).toContain('factorial_plus');
  expect([...(files[`${prefix}.png`] ?? [])].slice(1, 4)).toEqual([...Buffer.from('PNG')]);
  // The files equal the element's own answer, which other tests parse.
  const tree = await playground.report<TreeAnswer>(POLICY, { kind: 'high-water-mark' });
  const lines = String(files[`${prefix}.collapsed.txt`]).trim().split('\n');
  const sum = lines.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
  expect(sum).toBe(tree.bytes);
  const table = await playground.report<TableAnswer>(POLICY, { kind: 'table' });
  expect(String(files[`${prefix}.csv`]).trim().split('\n')).toHaveLength(1 + table.rows.length);
});

test('the plot is saved as a drawing and as a picture', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const results = await playground.runToEnd();
  const save = async (name: string) => {
    const group = playground.root.getByRole('group', { name: 'Save the plot as a picture' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      group.getByRole('button', { name }).click(),
    ]);
    return bytesOf(download);
  };
  const drawing = String(await save('SVG'));
  for (const { policy } of results) expect(drawing).toContain(policy);
  // A browser parses it: it is well-formed, and each policy has its two lines.
  const shapes = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return [
      parsed.querySelectorAll('parsererror').length,
      parsed.querySelectorAll('path[stroke-width="2"][stroke-linejoin]').length,
      parsed.querySelectorAll('path[stroke-dasharray][fill="none"]').length,
    ];
  }, drawing);
  expect(shapes).toEqual([0, 2, 2]);
  // The key has the entries of the one below the plot, except marks missing in the drawing.
  const key = playground.root.getByRole('list', { name: 'Key' }).getByRole('listitem');
  const entries = (await key.allTextContents()).map((text) => text.trim());
  expect(entries.filter((entry) => drawing.includes(`>${entry}</text>`))).toEqual(
    entries.filter((entry) => entry !== 'held but free' && entry !== 'limit'),
  );
  const picture = await save('PNG');
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  const size = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return ['width', 'height'].map((side) => 2 * Number(documentElement.getAttribute(side)));
  }, drawing);
  expect([width, height]).toEqual(size);
});

test('invalid queries are refused with a message', async ({ page }) => {
  const playground = await new Playground(page).open(QUERY);
  const refused = (policy: string, query: object) =>
    playground.root.evaluate(
      (element, [policy, query]) =>
        (element as PlaygroundElement).report(policy, query as never).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      [policy, query] as const,
    );
  expect(await refused(POLICY, { kind: 'stats' })).toBe(
    'class/unbounded has not been run: run it before requesting a report',
  );
  await playground.runToEnd();
  expect(await refused('klass', { kind: 'stats' })).toContain('klass');
  expect(await refused(POLICY, { kind: 'tables' })).toContain(
    'query.kind: "tables" is not one of high-water-mark',
  );
  expect(await refused(POLICY, { kind: 'at', at: 'noon' })).toContain(
    'an instant: a number of calls',
  );
  expect(await refused(POLICY, { kind: 'difference' })).toContain('“between”');
  expect(await refused(POLICY, { kind: 'temporary', threshold: 16 })).toContain('0 to 15');
});
