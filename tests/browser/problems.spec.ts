import { expect, test } from '../lib/fixtures';

test.use({ allowedProblems: /provoked/ });

test('the fixture of every test detects problems in a page', async ({ page, problems }) => {
  await page.goto('./');
  expect(problems).toEqual([]);
  await page.evaluate(() => {
    console.error('provoked error');
    setTimeout(() => {
      throw new Error('provoked exception');
    });
    // Refused by the policy, which reports it as well.
    fetch('https://provoked.invalid/').catch(() => undefined);
  });
  await expect.poll(() => problems).toContain('console: provoked error');
  await expect.poll(() => problems).toContain('uncaught: provoked exception');
  await expect
    .poll(() => problems.join('\n'))
    .toMatch(/https:\/\/provoked\.invalid\/.*violates the .*Content Security Policy/);
});

test('the fixture of every test detects a request to another host', async ({ page, problems }) => {
  await page.goto('http://provoked.invalid/').catch(() => undefined);
  expect(problems).toContain('request to another host: http://provoked.invalid/');
});
