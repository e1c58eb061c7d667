/** What Lighthouse finds in the page, but for its speed, which the benches measure. */

import { expect, test } from '../lib/fixtures';
import { audit } from '../lib/lighthouse.mjs';

for (const [path, device] of [
  ['', 'mobile'],
  ['', 'desktop'],
  ['gallery.html', 'mobile'],
  ['?embed=1&view=plot', 'mobile'],
] as const) {
  test(`Lighthouse finds nothing to better in accessibility and best practices, ${device}: ./${path}`, async ({
    baseURL,
  }) => {
    const address = `${baseURL}${path}`;
    const { scores, failed } = await audit(address, ['accessibility', 'best-practices'], device);
    expect(failed).toEqual([]);
    expect(scores).toEqual({ accessibility: 100, 'best-practices': 100 });
  });
}
