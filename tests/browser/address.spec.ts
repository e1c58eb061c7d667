/** The state of the page is in its address, for any address. */

import { expect, test } from '../lib/fixtures';
import { Playground } from './lib/playground';

const ON_ARRIVAL = [
  'class/unbounded',
  'instance/unbounded/gc',
  'class/lru:128',
  'class/unbounded/clear:10',
];

test('problems of any length and number are listed in part', async ({ page }) => {
  const policies = Array.from({ length: 50 }, (_, number) => `policy-${number}`);
  const playground = await new Playground(page).open(
    `?policies=${policies.join()}&limit=${'9'.repeat(3000)}x&preview=0`,
  );
  const items = playground.problems.getByRole('listitem');
  await expect(items).toHaveCount(21);
  await expect(items.last()).toHaveText('31 more');
  await expect(items.first()).toContainText('“policy-0”');
  const limit = await new Playground(page).open(`?limit=${'9'.repeat(3000)}x&preview=0`);
  await expect(limit.problems.getByRole('listitem')).toHaveText([
    /^limit: “9{200}…” \(2,801 more characters\) is not a size/,
  ]);
});

test('an address restores its state and runs', async ({ page }) => {
  const playground = await new Playground(page).open(
    '?policies=class/lru:5,%20none/unbounded&ranges=20,%2030&limit=.25%20kb&hard-limit=200mb&growth=1MiB&scale=log&theme=dark&autorun=1',
  );
  const results = await playground.ended();
  expect(results.map(({ policy, ranges, outcome }) => ({ policy, ranges, outcome }))).toEqual([
    { policy: 'class/lru:5', ranges: [20, 30], outcome: 'completed' },
    { policy: 'none/unbounded', ranges: [20, 30], outcome: 'completed' },
  ]);
  expect(results[0]?.memory).toMatchObject({ growth: '1MiB', hardLimit: 200 * 1024 ** 2 });
  expect(await playground.policies()).toEqual(['class/lru:5', 'none/unbounded']);
  await expect(playground.ranges).toHaveValue('20,30');
  await expect(playground.limit).toHaveValue('.25KB');
  await expect(playground.root.getByText('.25 KB (= .25 × 1024 bytes = 256 B)')).toBeVisible();
  await expect(playground.verdict('class/lru:5')).toHaveText(/^\s*Fail\s*$/);
  await expect(playground.root.getByRole('button', { name: 'Log', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(playground.root.getByText('Advanced: hard limit 200MB, growth 1MiB')).toBeVisible();
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
  expect(await playground.root.evaluate((host) => getComputedStyle(host).backgroundColor)).toBe(
    'rgb(20, 24, 29)',
  );
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(20, 24, 29)',
  );
  await expect(playground.problems).toHaveCount(0);
});

test('the bug and the three solutions are the default policies', async ({ page }) => {
  const playground = await new Playground(page).open();
  expect(await playground.policies()).toEqual(ON_ARRIVAL);
  await expect(playground.ranges).toHaveValue('500,1000');
  await expect(playground.limit).toHaveValue('70MB');
  await expect(page.getByLabel('Theme')).toHaveValue('auto');
  await expect(playground.problems).toHaveCount(0);
});

test('changes on the page are written to the address, and restored from it', async ({ page }) => {
  const playground = await new Playground(page).open('?preview=0#plot');
  const { root } = playground;
  const expected: Record<string, string> = {
    policies: ON_ARRIVAL.join(),
    ranges: '500,1000',
    limit: '70MB',
    preview: '0',
  };
  const expectChange = async (name: string, value: string) => {
    expected[name] = value;
    await playground.expectParameters(expected);
  };
  await playground.ranges.fill(' 40, 60 ');
  await playground.ranges.press('Tab');
  await expectChange('ranges', '40,60');
  await expect(playground.ranges).toHaveValue('40,60');
  const controls = root.getByRole('region', { name: 'Run' });
  await controls.getByRole('button', { name: '200 MB', exact: true }).click();
  await expectChange('limit', '200MB');
  await root.getByText('Advanced').click();
  await root.getByLabel('Hard limit', { exact: true }).fill('300 mb');
  await root.getByLabel('Hard limit', { exact: true }).press('Enter');
  await expectChange('hard-limit', '300MB');
  await root.getByRole('button', { name: '64 KiB', exact: true }).click();
  await expectChange('growth', '64KiB');
  await root.getByLabel('Trace every allocation').uncheck();
  await expectChange('traced', '0');
  await root.getByRole('button', { name: 'Log', exact: true }).click();
  await expectChange('scale', 'log');
  await page.getByLabel('Theme').selectOption('dark');
  await expectChange('theme', 'dark');
  await root.getByRole('button', { name: 'Remove class/unbounded', exact: true }).click();
  await expectChange('policies', ON_ARRIVAL.slice(1).join());
  // The address is meant for sharing: slashes, colons and commas stay readable.
  expect(new URL(page.url()).search).toContain(
    '?policies=instance/unbounded/gc,class/lru:128,class/unbounded/clear:10&ranges=40,60&limit=200MB&',
  );
  expect(new URL(page.url()).hash).toBe('#plot');

  await page.reload();
  await expect(playground.ranges).toHaveValue('40,60');
  await playground.expectParameters(expected);
  expect(await playground.policies()).toEqual(ON_ARRIVAL.slice(1));
  await expect(playground.limit).toHaveValue('200MB');
  await expect(
    root.getByText('Advanced: hard limit 300MB, growth 64KiB, not traced'),
  ).toBeVisible();
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
  const results = await playground.runToEnd();
  expect(results.map(({ ranges, traced, memory }) => [ranges, traced, memory.growth])).toEqual(
    Array(3).fill([[40, 60], false, '64KiB']),
  );
  // Back at its default, a parameter leaves the address.
  await root.getByRole('button', { name: 'Linear', exact: true }).click();
  delete expected.scale;
  await playground.expectParameters(expected);
});

/** Parameters, valid and invalid, and the message about each invalid one. */
const BAD: readonly (readonly [name: string, value: string, ...words: RegExp[]])[] = [
  [
    'policies',
    'class/lru:3,klass/lru:1,class/lru:-1,class/lru:7/clear:0,class/lru:3,class/lru:7',
    /^“klass\/lru:1”: owner "klass": .*allowed: class, instance, none$/,
    /^“class\/lru:-1”: bound "lru:-1": .*maxsize from 0 to 1000000000/,
    /^“class\/lru:7\/clear:0”: clear.* from 1 to /,
    /^“class\/lru:3”: class\/lru:3 is already chosen$/,
  ],
  ['colour', 'red', /^unknown parameter; the parameters are policies, ranges, limit, /],
  ['ranges', '20,zero', /^range “zero”: allowed are 1 to 8 whole numbers from 1 to 10000 /],
  ['limit', '70', /^“70” is not a size: write a number and a unit /],
  ['limit', '80MB', /^given more than once; the first value is used$/],
  ['hard-limit', '5GB', /^“5GB” is above the maximum of a 32-bit linear memory \(4GB\)$/],
  ['growth', '1KiB', /^growth step “1KiB”: allowed are “adaptive” and a multiple of 64 KiB /],
  ['traced', 'maybe', /^“maybe” is neither 1 nor 0$/],
  ['scale', 'cubic', /^“cubic” is not one of linear, log, fit$/],
  ['theme', 'pink', /^“pink” is not one of auto, light, dark$/],
  ['autorun', 'yes', /^“yes” is neither 1 nor 0$/],
  ['preview', 'no', /^“no” is neither 1 nor 0$/],
];

test('each invalid parameter is reported with its reason, and the page is usable', async ({
  page,
}) => {
  const playground = await new Playground(page).open(
    `?${BAD.map(([name, value]) => `${name}=${value}`).join('&')}`,
  );
  const expected = BAD.flatMap(([name, , ...words]) => words.map((message) => ({ name, message })));
  const items = playground.problems.getByRole('listitem');
  await expect(items).toHaveCount(expected.length);
  const shown = await items.allInnerTexts();
  for (const { name, message } of expected) {
    const messages = shown.flatMap((text) =>
      text.startsWith(`${name}: `) ? [text.slice(name.length + 2)] : [],
    );
    expect(messages, name).toContainEqual(expect.stringMatching(message));
  }
  expect(await playground.policies()).toEqual(['class/lru:3', 'class/lru:7']);
  await expect(playground.ranges).toHaveValue('500,1000');
  await expect(playground.limit).toHaveValue('70MB');
  await playground.problems.getByRole('button', { name: 'Dismiss' }).click();
  await expect(playground.problems).toHaveCount(0);
  await expect(playground.run).toBeEnabled();
});

test('several invalid parameters are all reported, each has its default, and a run works', async ({
  page,
}) => {
  const playground = await new Playground(page).open(
    '?policies=nonsense,class/lru:9&ranges=15&limit=lots&hard-limit=none&growth=fast&theme=neon&scale=&whatever',
  );
  await expect(playground.problems.getByRole('listitem')).toContainText([
    'whatever: ',
    'policies: “nonsense”: ',
    'limit: “lots”',
    'growth: growth step “fast”',
    'scale: ',
    'theme: “neon”',
  ]);
  await expect(playground.limit).toHaveValue('70MB');
  await expect(page.getByLabel('Theme')).toHaveValue('auto');
  const results = await playground.runToEnd();
  expect(results.map(({ policy, ranges, memory }) => [policy, ranges, memory.growth])).toEqual([
    ['class/lru:9', [15], 'adaptive'],
  ]);
  await expect(playground.verdict('class/lru:9')).toHaveText(/^\s*Pass\s*$/);
});

test('an empty list of policies is an empty page with instructions', async ({ page }) => {
  const playground = await new Playground(page).open('?policies=');
  await expect(playground.cards).toHaveCount(0);
  await expect(playground.run).toBeDisabled();
  await expect(playground.plot).toHaveText('Add a policy to see its memory.');
  await expect(playground.root.getByText('Add a policy to see results.')).toBeVisible();
  await expect(playground.problems).toHaveCount(0);
  await playground.add.click();
  await playground.editor.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(playground.cards).toHaveCount(1);
  await expect(playground.run).toBeEnabled();
});

/** Values that attempt injection. */
const HOSTILE = {
  markup: `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`,
  long: 'x'.repeat(1500),
  size: `${'9'.repeat(400)}MB`,
  decimals: `70.${'0'.repeat(400)}MB`,
  unicode: '\u202e𝓬𝓵𝓪𝓼𝓼/🧠:٣\u0000\u200b\ufeff',
  prototype: '__proto__',
  commas: ','.repeat(300),
} as const;

for (const [kind, text] of Object.entries(HOSTILE)) {
  test(`a hostile address is harmless: ${kind}`, async ({ page }) => {
    const value = encodeURIComponent(text);
    const known = ['ranges', 'limit', 'growth', 'theme', 'scale', 'autorun'];
    const query = [...known, '__proto__', text]
      .map((name) => `${encodeURIComponent(name)}=${value}`)
      .join('&');
    await page.setViewportSize({ width: 320, height: 640 });
    const playground = await new Playground(page).open(
      `?policies=${value},class/lru:4&${query}&%E0%A4%A=%ff&preview=0`,
    );
    const named = playground.problems.getByRole('listitem').getByRole('code');
    expect(await named.allInnerTexts()).toEqual(expect.arrayContaining(known));
    if (kind === 'markup') {
      await expect(playground.problems).toContainText(text);
    }
    expect(await playground.problems.locator('img, script').count()).toBe(0);
    expect(await page.title()).toContain('Highwater');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

    await playground.ranges.fill('10');
    await playground.ranges.press('Enter');
    const results = await playground.runToEnd();
    expect(results.map(({ policy, outcome }) => [policy, outcome])).toContainEqual([
      'class/lru:4',
      'completed',
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    // The page can read the address that it writes.
    const written = playground.parameters();
    await page.reload();
    await expect(playground.ranges).toHaveValue('10');
    await expect(playground.problems).toHaveCount(0);
    expect(playground.parameters()).toEqual(written);
  });
}
