/** Requests that are not answered for a while. */

import type { Page } from '@playwright/test';

/** Holds the requests for a pattern of URLs until the returned function is called. */
export async function hold(page: Page, pattern: string): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(pattern, async (route) => {
    await held;
    // The page may have cancelled the request.
    await route.continue().catch(() => undefined);
  });
  return () => release();
}
