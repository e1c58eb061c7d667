/** Lighthouse on a page, in this machine's Chromium. */

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.mjs';

/**
 * The scores of a page out of 100, and the audits below full score, each with its own score.
 *
 * @param {string} url
 * @param {readonly ('performance' | 'accessibility' | 'best-practices')[]} categories
 * @param {'mobile' | 'desktop'} [device]
 * @returns {Promise<{scores: Record<string, number>, failed: string[]}>}
 */
export async function audit(url, categories, device = 'mobile') {
  const chromium = await launch({
    chromePath: chromiumPath(),
    chromeFlags: [...CHROMIUM_ARGS, '--headless=new'],
    logLevel: 'silent',
  });
  try {
    const desktop = await import('lighthouse/core/config/desktop-config.js');
    const told = await lighthouse(
      url,
      { port: chromium.port, onlyCategories: [...categories], logLevel: 'silent' },
      device === 'desktop' ? desktop.default : undefined,
    );
    if (told === undefined) throw new Error(`Lighthouse has no result for ${url}`);
    const { lhr } = told;
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scores = Object.values(lhr.categories).map(({ id, score }) => [
      id,
      Math.round((score ?? 0) * 100),
    ]);
    const weighed = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
      auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
    );
    const failed = weighed.filter((id) => (lhr.audits[id]?.score ?? 1) < 1);
    return {
      scores: Object.fromEntries(scores),
      failed: failed.map((id) => `${id}: ${lhr.audits[id]?.score}`),
    };
  } finally {
    chromium.kill();
  }
}
