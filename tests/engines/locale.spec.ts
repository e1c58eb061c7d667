/** The page where the system has the locale "C". The other tests have "C.UTF-8". */

import { startBrowser } from './lib/engines';
import { Session } from './lib/session';
import { expect, test } from './lib/test';

test('the page loads and formats in the locale C', async ({ engine, session }) => {
  const browser = await startBrowser(engine, 'C');
  try {
    const other = await new Session(engine, browser, session.site).prepare();
    await other.open('./?policies=class/unbounded&ranges=100&preview=0');
    await other.click('button', 'Run');
    await other.expectText('[data-testid=status]', /^1 run done/);
    expect(await other.texts('[data-testid=result-row] td[data-label=Misses]')).toEqual(['10,000']);
  } finally {
    await browser.quit();
  }
});
