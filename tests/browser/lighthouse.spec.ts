/** Lighthouse audits of the page, except speed, which the benchmarks measure. */

import { expect, test } from '../lib/fixtures';
import { audit } from '../lib/lighthouse.mjs';

for (const [path, device] of [
  ['', 'mobile'],
  ['', 'desktop'],
  ['gallery.html', 'mobile'],
  ['?embed=1&view=plot', 'mobile'],
] as const) {
  test(`Lighthouse has no complaint about accessibility and best practices, ${device}: ./${path}`, async ({
    baseURL,
  }) => {
    const address = `${baseURL}${path}`;
    const { scores, failed } = await audit(address, ['accessibility', 'best-practices'], device);
    expect(failed).toEqual([]);
    expect(scores).toEqual({ accessibility: 100, 'best-practices': 100 });
  });
}
