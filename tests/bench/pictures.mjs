/**
 * Pictures of the built page for the README and the documentation, PNG files of at most 256 colours
 * in `web/picture/`: `node tests/bench/pictures.mjs [NAME...]` makes all, or the named ones.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import UPNG from 'upng-js';
import { CHROMIUM_ARGS, chromiumPath } from '../lib/chromium.mjs';
import { serve } from '../lib/serve.mjs';
import { REPOSITORY } from './machine.mjs';

/** Colours of a picture: the page has few, with shades from antialiasing. */
const COLOURS = 256;

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {string} query
 * @property {number} width
 * @property {number} [height] The height of the viewport; by default that of the whole page.
 * @property {string} shown A selector that must match before the screenshot.
 * @property {'light' | 'dark'} [colorScheme]
 */

const RUN = '[data-testid="status"]:text-matches("runs? done")';

/** @type {Picture[]} */
const PICTURES = [
  // About as wide as a README on a repository site, down to the table of values.
  {
    name: 'overview',
    query: '?embed=1&view=plot&autorun=1',
    width: 940,
    height: 752,
    shown: RUN,
  },
  { name: 'page', query: '?autorun=1', width: 1280, shown: RUN },
  { name: 'plot', query: '?embed=1&view=plot&autorun=1', width: 960, shown: RUN },
  {
    name: 'flamegraph',
    query: '?embed=1&view=flamegraph&autorun=1&policies=class/unbounded',
    width: 960,
    shown: 'highwater-flamegraph',
  },
  { name: 'lesson', query: '?embed=1&view=lesson', width: 720, shown: 'highwater-lesson button' },
  {
    name: 'python',
    query: '?embed=1&engine=python&exercise=a-list-for-a-sum&autorun=1',
    width: 1280,
    shown: 'highwater-python highwater-flamegraph',
  },
  {
    name: 'phone',
    query: '?autorun=1',
    width: 390,
    height: 844,
    shown: RUN,
    colorScheme: 'dark',
  },
];

/** @param {Buffer} png */
function fewColours(png) {
  const image = UPNG.decode(new Uint8Array(png).buffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS));
}

/** Resolves when the page's height has been stable for a while: reports appear after the run. */
function untilStill() {
  return new Promise((resolve) => {
    let [height, frames] = [0, 0];
    const look = () => {
      const now = document.body.scrollHeight;
      frames = now === height ? frames + 1 : 0;
      height = now;
      if (frames < 60) requestAnimationFrame(look);
      else resolve(undefined);
    };
    look();
  });
}

const names = process.argv.slice(2);
const chosen = PICTURES.filter(({ name }) => names.length === 0 || names.includes(name));
const site = await serve();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
try {
  for (const { name, query, width, height, shown, colorScheme = 'light' } of chosen) {
    const viewport = { width, height: height ?? 800 };
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${site.url}${query}`);
    await page.locator(shown).first().waitFor({ timeout: 120_000 });
    await page.evaluate(untilStill);
    const file = join(REPOSITORY, 'web', 'picture', `${name}.png`);
    const png = fewColours(await (height === undefined ? page.locator('body') : page).screenshot());
    writeFileSync(file, png);
    console.log(`${String(png.length).padStart(8)}  web/picture/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  await site.close();
}
