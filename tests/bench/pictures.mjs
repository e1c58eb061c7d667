/**
 * The README's pictures of the built page: `node tests/bench/pictures.mjs`. They are PNG files of
 * at most 256 colours, in `web/picture/`.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import UPNG from 'upng-js';
import { CHROMIUM_ARGS, chromiumPath } from '../lib/chromium.mjs';
import { serve } from '../lib/serve.mjs';
import { REPOSITORY } from './machine.mjs';

/** Colours of a picture: the page has few, and shades of them where text is smoothed. */
const COLOURS = 256;

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {string} query
 * @property {{width: number, height: number}} viewport
 * @property {'light' | 'dark'} [colorScheme]
 * @property {boolean} [whole] The whole page, not what is in view.
 */

/** @type {Picture[]} */
const PICTURES = [
  { name: 'page', query: '?autorun=1', viewport: { width: 1280, height: 800 }, whole: true },
  {
    name: 'plot',
    query: '?embed=1&view=plot&autorun=1',
    viewport: { width: 960, height: 760 },
    whole: true,
  },
  {
    name: 'flamegraph',
    query: '?embed=1&view=flamegraph&autorun=1&policies=class/unbounded',
    viewport: { width: 960, height: 520 },
    whole: true,
  },
  {
    name: 'phone',
    query: '?autorun=1',
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  },
];

/** @param {Buffer} png */
function fewColours(png) {
  const image = UPNG.decode(new Uint8Array(png).buffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS));
}

const site = await serve();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
try {
  for (const { name, query, viewport, colorScheme = 'light', whole = false } of PICTURES) {
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${site.url}${query}`);
    const status = page.getByTestId('status');
    await status.getByText(/runs? done/).waitFor({ timeout: 120_000 });
    if (whole && !query.includes('view=plot')) {
      await page.locator('highwater-flamegraph').waitFor();
    }
    // What was drawn last is on the screen in the frame after the next.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const file = join(REPOSITORY, 'web', 'picture', `${name}.png`);
    const png = fewColours(await page.screenshot({ fullPage: whole }));
    writeFileSync(file, png);
    console.log(`${String(png.length).padStart(8)}  web/picture/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  await site.close();
}
