/** Navigation from the lesson to other parts of an element, loaded on first use. */

import type { CodeView } from '../policy-code/code-view.ts';
import type { PartName } from '../settings/events.ts';

/** The place of each part in the element's shadow root. */
const PARTS: Readonly<Record<PartName, string>> = {
  code: 'highwater-code',
  lint: 'highwater-code',
  plot: 'highwater-memory-plot',
  reports: 'highwater-report-panel',
  tests: 'highwater-tests-panel',
  challenge: 'highwater-challenge-panel, highwater-challenge',
};

/** The width in pixels up to which all parts are in one column. */
const ONE_COLUMN = 960;

/** Scrolls to a part of the host and focuses it; the message of pylint is opened instead. */
export function leadToPart(
  { renderRoot, clientWidth }: { renderRoot: ParentNode; clientWidth: number },
  name: PartName,
): void {
  const part = renderRoot.querySelector<HTMLElement>(PARTS[name]);
  if (part === null) {
    return;
  }
  if (name === 'lint') {
    (part as Partial<CodeView>).showLint?.();
    return;
  }
  // In one column the plot stays in view above the part.
  const nearest = name === 'plot' || (name === 'code' && clientWidth > ONE_COLUMN);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  part.scrollIntoView({
    block: nearest ? 'nearest' : 'start',
    behavior: still ? 'auto' : 'smooth',
  });
  focusIn(part);
}

/** Focuses the first focusable element in a part. */
function focusIn(part: Element): boolean {
  for (const element of part.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []) {
    if (element.matches('select, input, button, [tabindex="0"]')) {
      element.focus({ preventScroll: true });
      return true;
    }
    if (focusIn(element)) {
      return true;
    }
  }
  return false;
}
