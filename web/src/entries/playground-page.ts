/** The page: synchronizes settings between its address and the playground, and stores the theme. */

import '../playground/highwater-playground.ts';
import { openChannel } from '../embed/channel.ts';
import { isSwitchedOn } from '../settings/readers.ts';
import { type Attributes, DEFAULTS, type Theme } from '../settings/settings.ts';
import { readQuery, writeQuery } from '../settings/url.ts';

const playground = document.querySelector('highwater-playground');
const themeField = document.querySelector<HTMLSelectElement>('#theme');

if (playground !== null && themeField !== null) {
  const { attributes, problems } = readQuery(location.search);
  const embedded = isSwitchedOn(attributes.embed);
  // The theme around an embedded playground belongs to the parent page.
  document.documentElement.toggleAttribute('data-embed', embedded);
  for (const [name, value] of Object.entries(attributes)) {
    playground.setAttribute(name, value);
  }
  playground.pageProblems = problems;
  showTheme(attributes.theme ?? DEFAULTS.theme);

  playground.addEventListener('highwater-change', (event) => {
    const { detail } = event as CustomEvent<Attributes>;
    showTheme(detail.theme ?? DEFAULTS.theme);
    if (!embedded) {
      keepInAddress(detail);
    }
  });

  themeField.addEventListener('change', () => {
    // The playground answers with a change event, which puts the theme into the address.
    playground.setAttribute('theme', themeField.value);
    showTheme(themeField.value);
  });

  if (embedded && parent !== window) {
    openChannel(playground, parent);
  }
}

function keepInAddress(attributes: Attributes): void {
  const address = `${location.pathname}${writeQuery(attributes)}${location.hash}`;
  try {
    history.replaceState(null, '', address);
  } catch {
    // A page opened as a file, or in a sandbox, may not change its address.
  }
}

/** Sets the page's theme; an unknown name counts as `auto`. */
function showTheme(name: string): void {
  const themes: readonly Theme[] = ['auto', 'light', 'dark'];
  const theme = themes.find((known) => known === name) ?? 'auto';
  document.documentElement.dataset.theme = theme;
  if (themeField !== null) {
    themeField.value = theme;
  }
}
