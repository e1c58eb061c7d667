/** Measurements of the page's first load. */

import { audit } from '../lib/lighthouse.mjs';
import { serve } from '../lib/serve.mjs';
import { median } from './figures.mjs';

/**
 * @param {Pick<Awaited<ReturnType<typeof import('./browser.mjs').openBrowser>>, 'load'>} browser
 * @param {number} rounds
 * @param {(bench: string, value: number, unit: string, aim?: number) => void} figure
 */
export async function measureLoading(browser, rounds, figure) {
  const loads = [];
  for (let round = 0; round < rounds; round += 1) loads.push(await browser.load());
  figure('first load: until Run can be pressed', median(loads), 'ms', 1000);

  // Most hosts compress files.
  const site = await serve({ compress: true });
  try {
    for (const device of /** @type {const} */ (['mobile', 'desktop'])) {
      const scores = [];
      for (let round = 0; round < Math.min(rounds, 3); round += 1) {
        const { performance = Number.NaN } = (await audit(site.url, ['performance'], device))
          .scores;
        scores.push(performance);
      }
      figure(`first load: Lighthouse's performance, ${device}`, median(scores), 'of 100');
    }
  } finally {
    await site.close();
  }
}
