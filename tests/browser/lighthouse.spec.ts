/** What Lighthouse finds in the page, but for its speed, which the benches measure. */

import { expect, test } from '../lib/fixtures';
import { audit } from '../lib/lighthouse.mjs';

for (const path of ['', 'gallery.html', '?embed=1&view=plot']) {
  test(`Lighthouse finds nothing to better in accessibility and best practices of ./${path}`, async ({
    baseURL,
  }) => {
    const { scores, failed } = await audit(`${baseURL}${path}`, [
      'accessibility',
      'best-practices',
    ]);
    expect(failed).toEqual([]);
    expect(scores).toEqual({ accessibility: 100, 'best-practices': 100 });
  });
}
