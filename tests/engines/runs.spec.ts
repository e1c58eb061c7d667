/** Runs of policies: their records, native stacks, captures as files, Stop and out of memory. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ReportAnswer,
  ReportQuery,
  TreeAnswer,
  TreeNode,
} from '../../web/src/model/report-answers';
import type { RunResult } from '../../web/src/model/run-result';
import { phasesOf } from '../browser/lib/expected';
import { runEngine } from '../unit/engine-run';
import type { Session } from './lib/session';
import { expect, test } from './lib/test';

interface PlaygroundElement extends HTMLElement {
  readonly results: RunResult[];
  run(): Promise<RunResult[]>;
  report(policy: string, query: ReportQuery): Promise<ReportAnswer>;
}

const STATUS = '[data-testid=status]';

function resultsIn(session: Session): Promise<RunResult[]> {
  return session.call(
    () => (document.querySelector('highwater-playground') as PlaygroundElement).results,
  );
}

/** Presses Run and waits for the end of all runs. */
async function runToEnd(session: Session): Promise<RunResult[]> {
  await session.click('button', 'Run');
  await session.expectText(STATUS, /runs? done|Stopped/);
  return resultsIn(session);
}

/** Presses Save capture and returns the file. */
async function saveCapture(session: Session, name: string): Promise<Uint8Array> {
  const path = join(session.browser.downloads, name);
  await session.click('button', 'Save capture');
  await expect
    .poll(() => readdirSync(session.browser.downloads), { timeout: 30_000 })
    .toEqual([name]);
  return readFileSync(path);
}

test.describe('native stacks and captures', () => {
  const POLICY = 'instance/unbounded/gc';
  const NAME = 'highwater-instance-unbounded-gc.hwcapture';
  let capture: Uint8Array = new Uint8Array();
  let run: RunResult | undefined;

  test('a capture that is saved has the records of a run outside of a browser', async ({
    session,
  }) => {
    await session.open(`./?policies=${POLICY}&ranges=200,300&native=1&preview=0`);
    [run] = await runToEnd(session);
    expect(run).toMatchObject({ outcome: 'completed', native: true });
    capture = await saveCapture(session, NAME);
    const { capture: records, result } = await runEngine({
      policy: POLICY,
      ranges: '200,300',
      native: true,
      build: new TextDecoder('latin1').decode(capture).match(/[0-9a-f]{32}/)?.[0] ?? '',
    });
    expect(run?.memory).toEqual(result.memory);
    // The file has its end besides, with the time that the run took.
    const alike = records.findIndex((byte, index) => byte !== capture[index]);
    expect([alike, capture.length > records.length]).toEqual([-1, true]);
  });

  test('native stacks have the symbols of crates', async ({ session }) => {
    const tree = await session.call(
      (policy) =>
        (document.querySelector('highwater-playground') as PlaygroundElement).report(policy, {
          kind: 'high-water-mark',
          frames: 'native',
        }) as Promise<TreeAnswer>,
      POLICY,
    );
    expect(tree.bytes).toBe(run?.memory.peakLive);
    const nodes = (node: TreeNode): TreeNode[] => [node, ...node.children.flatMap(nodes)];
    const all = nodes(tree);
    expect(all.map(({ name }) => name).filter((name) => name.startsWith('wasm+'))).toEqual([]);
    const arithmetic = all.filter(({ crate }) => crate === 'num-bigint');
    expect(arithmetic.map(({ name }) => name).join('\n')).toMatch(/addition|multiplication/);
    expect(all.some(({ crate, file }) => crate === undefined && file === 'lru_cache.py')).toBe(
      true,
    );
  });

  test('the file opens with the same result', async ({ session, engine }) => {
    const path = join(session.browser.downloads, 'mine.hwcapture');
    writeFileSync(path, capture);
    await session.open('./?policies=class/lru:5&ranges=20&preview=0');
    const [own] = await runToEnd(session);
    await session.choose('highwater-report-files >>> input[type=file]', path);
    await session.expectText(STATUS, /^Opened mine\.hwcapture: instance\/unbounded\/gc$/);
    expect(await resultsIn(session)).toEqual([own, run]);
    await session.picture('capture');
    expect(engine).toBe(session.engine);
  });
});

test('the hard limit ends a run with everything up to there, and that run alone', async ({
  session,
}) => {
  await session.open(
    './?policies=class/unbounded,class/lru:128&ranges=500,1000&hard-limit=100MB&preview=0',
  );
  const [exhausted, completed] = await runToEnd(session);
  expect(exhausted?.outcome).toBe('out-of-memory');
  expect(exhausted?.phases).toEqual(phasesOf('class/unbounded').slice(0, 1));
  expect(exhausted?.memory.linear).toBeLessThanOrEqual(100 * 1024 ** 2);
  expect(completed).toMatchObject({ outcome: 'completed', phases: phasesOf('class/lru:128') });
  await session.expectText(STATUS, /^2 runs done, 1 out of memory/);
});

test('Stop ends a run, and the next one is whole', async ({ session }) => {
  await session.open('./?policies=none/unbounded&ranges=990&preview=0');
  await session.click('button', 'Run');
  await session.click('button', 'Stop');
  await session.expectText(STATUS, /^Stopped/);
  const [stopped] = await resultsIn(session);
  expect(stopped?.outcome).toBe('stopped');
  await session.open('./?policies=class/lru:5&ranges=60&preview=0');
  expect(await runToEnd(session)).toMatchObject([{ outcome: 'completed', calls: 60 * 118 }]);
});

for (const name of ['engine', 'inspector'] as const) {
  test(`the ${name} that ends without a message is noticed, and the next run is whole`, async ({
    session,
  }) => {
    await session.open('./?policies=class/unbounded&ranges=1000&preview=0');
    await session.find('button', 'Run');
    const [failed, waited] = await session.call(async (name) => {
      const workers: { address: string; end(): void }[] = [];
      const Original = window.Worker;
      window.Worker = class extends Original {
        constructor(address: string | URL, options?: WorkerOptions) {
          super(address, options);
          // The page's own code does not notice.
          workers.push({ address: String(address), end: () => super.terminate() });
        }
      };
      const element = document.querySelector('highwater-playground') as PlaygroundElement;
      const begun = new Promise((resolve) => {
        element.addEventListener('highwater-progress', resolve, { once: true });
      });
      const running = element.run();
      await begun;
      workers.findLast(({ address }) => address.includes(`${name}-worker`))?.end();
      const since = performance.now();
      const [result] = await running;
      window.Worker = Original;
      return [result, performance.now() - since] as const;
    }, name);
    expect(failed).toMatchObject({
      outcome: 'failed',
      error: `the ${name} ended without a message: the browser may be short of memory`,
    });
    expect(failed?.calls).toBeGreaterThan(0);
    expect(waited).toBeLessThan(3000);
    expect(await runToEnd(session)).toMatchObject([{ outcome: 'completed', error: null }]);
  });
}
