/** The exercise with all its policies, by a click on Run, and what the page shows of it. */

import type { ReportAnswer, ReportQuery, TableAnswer } from '../../web/src/model/report-answers';
import type { RunResult } from '../../web/src/model/run-result';
import type { TestReport } from '../../web/src/model/test-report';
import { INSTANCES, MEMORY, POLICIES, phasesOf, TABLE, TOTALS } from '../browser/lib/expected';
import { WHOLE_EXERCISE } from './lib/session';
import { expect, test } from './lib/test';

interface PlaygroundElement extends HTMLElement {
  readonly results: RunResult[];
  report(policy: string, query: ReportQuery): Promise<ReportAnswer>;
  test(policy: string): Promise<TestReport>;
}

test.describe('the exercise', () => {
  test.beforeAll(async ({ session }) => {
    await session.open('./');
    // The picture of the small run that the page begins with.
    await session.find('highwater-memory-plot >>> canvas');
    await session.click('button', 'Run');
    await session.expectText('[data-testid=status]', /^4 runs done, 1 over 70 MB$/, WHOLE_EXERCISE);
  });

  test('its policies come to the same bytes as on every machine', async ({ session }) => {
    const results = await session.call(
      () => (document.querySelector('highwater-playground') as PlaygroundElement).results,
    );
    expect(results.map(({ policy, outcome, error }) => [policy, outcome, error])).toEqual(
      POLICIES.map((policy) => [policy, 'completed', null]),
    );
    for (const [index, policy] of POLICIES.entries()) {
      const result = results[index];
      expect(result?.memory, policy).toMatchObject(MEMORY[policy]);
      expect(result?.instances, policy).toEqual(INSTANCES[policy]);
      expect(result?.phases, policy).toEqual(phasesOf(policy));
      expect(result?.cache, policy).toMatchObject(TOTALS);
    }
  });

  test('its table and its plot show them', async ({ session }) => {
    for (const policy of POLICIES) {
      for (const [column, text] of Object.entries(TABLE[policy])) {
        const cell = `[data-testid=result-row][data-policy="${policy}"] td[data-label="${column}"]`;
        expect((await session.texts(cell))[0]?.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }
    }
    await session.picture('exercise');
  });

  test('its largest location is the line that returns', async ({ session }) => {
    const table = await session.call(async () => {
      const element = document.querySelector('highwater-playground') as PlaygroundElement;
      return element.report('class/unbounded', { kind: 'table' });
    });
    const { rows, bytes } = table as TableAnswer;
    expect(bytes).toBe(MEMORY['class/unbounded'].peakLive);
    expect(rows[0]).toMatchObject({ name: 'factorial_plus', file: 'lru_cache.py', line: 11 });
    await session.find('highwater-flamegraph >>> canvas');
  });

  test('its tests fail the bug with the reason and pass a solution', async ({ session }) => {
    const report = await session.call(() =>
      (document.querySelector('highwater-playground') as PlaygroundElement).test('class/unbounded'),
    );
    expect([report.passed, report.failed]).toEqual([5, 1]);
    expect(report.tests[0]?.peakLive).toBe(MEMORY['class/unbounded'].peakLive);
    expect(report.tests[0]?.message?.split('\n').slice(0, 5)).toEqual([
      'The high-water mark is above the memory limit.',
      'Limit      200 MB (= 200 × 1024² bytes = 209,715,200 B)',
      'Allocated  571.0MiB (598,722,544 B) live at call 2,497,000',
      'Largest locations at that instant:',
      '  543.4MiB  factorial_plus lru_cache.py:11',
    ]);
    await session.click('highwater-tests-panel >>> option', 'class/lru:128');
    await session.click('highwater-tests-panel >>> button', 'Run tests');
    await session.expectText('[data-testid=test-summary]', /^6 passed in /);
  });

  test('a challenge is judged by its runs', async ({ session }) => {
    await session.click('highwater-challenge-panel >>> option', 'Keep the peak under 70 MB');
    for (const policy of POLICIES) {
      await session.click('highwater-challenge-panel >>> option', policy);
      const verdict =
        policy === 'class/unbounded' ? /^class.unbounded does not pass/ : / passes the challenge/;
      await session.expectText('[data-testid=challenge-verdict]', verdict);
    }
    await session.picture('challenge');
  });
});
