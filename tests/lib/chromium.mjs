/** The Chromium of this machine, and how tests and benches start it. */

import { findProgram } from './find-program.mjs';

export const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

/**
 * Switches for a browser that runs without a screen, as any user (root has no sandbox),
 * and that asks the network for nothing of its own.
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
 * The path of Chromium: `CHROMIUM` where it is set, else the first on `PATH`.
 * Where there is none, the bare name, which the launcher then says it cannot find.
 *
 * @returns {string}
 */
export function chromiumPath() {
  return findProgram('CHROMIUM', CHROMIUM_NAMES) || 'chromium';
}
