/** Wrong arguments of the elements' methods and properties: each is rejected with the expected value. */

import type { Locator } from '@playwright/test';
import { expect, test } from '../lib/fixtures';

/** Calls a method with arguments written in JavaScript; returns the message of its rejection. */
function refusal(element: Locator, call: string): Promise<string> {
  return element.evaluate(async (element, call) => {
    const work = new Function('element', `return element.${call}`) as (element: Element) => unknown;
    let answer: unknown;
    try {
      answer = work(element);
    } catch (error) {
      return `thrown at once: ${(error as Error).message}`;
    }
    return Promise.resolve(answer).then(
      () => 'no refusal',
      (error: Error) => error.message,
    );
  }, call);
}

const QUERY = 'query: null is not an object such as {kind: "table"}';
const INSTANT = 'an instant: a number of calls from 0, "peak", "end" or "released"';
const RUN = 'is not a policy such as "class/lru:10", or the name of a run';
const SOURCE = 'thrown at once: source: null is not a text of Python code';
const CODE = 'source: 5 is not a text of Python code';
const POLICY = "'class/unbounded'";

test('the methods of the playground name the expected arguments', async ({ page }) => {
  await page.goto('./?policies=class/unbounded&ranges=50');
  const playground = page.locator('highwater-playground');
  await expect(playground.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  const cases: Readonly<Record<string, string>> = {
    'open(null)': 'file: null is not a Blob or a File with a capture',
    "open('x.hwcapture')": 'file: "x.hwcapture" is not a Blob or a File with a capture',
    'report()': `run: undefined ${RUN}`,
    [`report(${POLICY})`]: 'query: undefined is not an object such as {kind: "table"}',
    [`report(${POLICY}, null)`]: QUERY,
    [`report(${POLICY}, {kind: 'at', at: NaN})`]: `query.at: NaN is not ${INSTANT}`,
    [`export(${POLICY}, null, {kind: 'leaks'})`]:
      'format: null is not the name of an export format such as "speedscope"',
    [`export(${POLICY}, 'csv', null)`]: QUERY,
    'export({}, 1, 2)': `run: an object ${RUN}`,
    'capture(null)': `run: null ${RUN}`,
    [`capture(${POLICY}, 'now')`]: 'signal: "now" is not an AbortSignal',
    'test(null)': `run: null ${RUN}`,
    [`test(${POLICY}, null)`]: 'options: null is not an object such as {limit: "200MB"}',
    [`test(${POLICY}, {limit: {}})`]:
      'options.limit: an object is not a number of bytes from 1, or a size such as "200MB"',
    'source = null': SOURCE,
    "pageProblems = ['x']":
      'thrown at once: pageProblems: a list is not a list of objects with the texts name, message',
  };
  for (const [call, sentence] of Object.entries(cases)) {
    expect(await refusal(playground, call), call).toBe(sentence);
  }
  // Nothing of it has changed the page.
  expect(await refusal(playground, `report(${POLICY}, {kind: 'stats'})`)).toBe(
    'class/unbounded has not been run: run it before requesting a report',
  );
  await expect(playground.getByTestId('problems')).toBeHidden();
});

test('the methods and properties of the element of programs name the expected values', async ({
  page,
}) => {
  await page.goto('./python.html');
  const element = page.locator('highwater-python');
  await expect(element.locator('.cm-content')).toContainText('def ');
  const thrown = (message: string) => `thrown at once: ${message}`;
  const cases: Readonly<Record<string, string>> = {
    'report()': 'query: undefined is not an object such as {kind: "table"}',
    'report(null)': QUERY,
    "report({kind: 'at', at: NaN}, 'as given')": `query.at: NaN is not ${INSTANT}`,
    "report({kind: 'table'}, null)": `run: null ${RUN}`,
    "report({kind: 'table'})": 'nothing has been run: run it before requesting a report',
    "export(null, {kind: 'leaks'})":
      'format: null is not the name of an export format such as "speedscope"',
    'capture(5)': `run: 5 ${RUN}`,
    "capture('as given', {})": 'signal: an object is not an AbortSignal',
    'test(null)': 'signal: null is not an AbortSignal',
    'compare()': 'policy: undefined is not a policy such as "class/lru:10"',
    'openShared(null)': 'fragment: null is not the fragment of a shared link',
    'tell(null)': thrown('problem: null is not a text'),
    'takeScripts(null)': thrown('within: null is not an element with scripts inside'),
    'source = 5': thrown(CODE),
    'exercise = 5': thrown('exercise: 5 is not the id, the address or the JSON of an exercise'),
    "theme = 'blue'": thrown('theme: "blue" is not one of auto, light, dark'),
    "hardLimit = '1MB'": thrown('hardLimit: "1MB" is not a number of bytes from 1, or null'),
    'growth = 4096': thrown('growth: 4096 is not a growth step such as "adaptive"'),
    "traced = 'no'": thrown('traced: "no" is not true or false'),
    'native = 1': thrown('native: 1 is not true or false'),
    'sharePage = null': thrown('sharePage: null is not the address of a page'),
  };
  for (const [call, sentence] of Object.entries(cases)) {
    expect(await refusal(element, call), call).toBe(sentence);
  }
  await expect(element.getByTestId('problem')).toBeHidden();
  await element.evaluate((element) => element.setAttribute('hard-limit', 'much'));
  await expect(element.getByTestId('problem')).toHaveText(
    /The attribute hard-limit is not applied: hardLimit: NaN is not a number of bytes/,
  );
  await element.evaluate((element) => element.removeAttribute('theme'));
  expect(
    await element.evaluate((element) => (element as HTMLElement & { theme: string }).theme),
  ).toBe('auto');
});
