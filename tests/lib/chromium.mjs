/** This machine's Chromium, and its launch options for tests and benchmarks. */

import { findProgram } from './find-program.mjs';

export const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

/**
 * Switches for a browser without a screen, for any user (root has no sandbox), and without network
 * requests of its own.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of Chromium: `CHROMIUM` if set, otherwise the first on `PATH`. If there is none, the
 * bare name, which the launcher then reports as missing.
 *
 * @returns {string}
 */
export function chromiumPath() {
  return findProgram('CHROMIUM', CHROMIUM_NAMES) || 'chromium';
}
