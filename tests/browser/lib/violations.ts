/** Violations of accessibility rules, found by axe. */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The part of a page to analyse, as axe selects it, and the rules to leave out. */
interface Analysis {
  readonly within?: Parameters<AxeBuilder['include']>[0];
  readonly disabledRules?: readonly string[];
}

/** The violations in a page or a part of it, best practices included: a readable line for each node. */
export async function violations(
  page: Page,
  { within, disabledRules = [] }: Analysis = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // Details of passed rules are as many as the page has elements, and nothing reads them.
    .options({ resultTypes: ['violations'] })
    .disableRules([...disabledRules])
    // Without frames all rules run in the page. Otherwise the results of each frame are sent to
    // an empty page that joins them, which takes three times as long as the rules themselves.
    .setLegacyMode(page.frames().length === 1);
  if (within !== undefined) axe.include(within);
  const results = await axe.analyze();
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}
