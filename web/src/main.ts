/** The page: carries settings between its address and the playground, and keeps the theme. */

import './highwater-playground.ts';
import { type Attributes, DEFAULTS, type Theme } from './state/settings.ts';
import { readQuery, writeQuery } from './state/url.ts';

const playground = document.querySelector('highwater-playground');
const themeField = document.querySelector<HTMLSelectElement>('#theme');

if (playground !== null && themeField !== null) {
  const { attributes, problems } = readQuery(location.search);
  for (const [name, value] of Object.entries(attributes)) {
    playground.setAttribute(name, value);
  }
  playground.pageProblems = problems;
  showTheme(attributes.theme ?? DEFAULTS.theme);

  playground.addEventListener('highwater-change', (event) => {
    const changed = (event as CustomEvent<Attributes>).detail;
    history.replaceState(null, '', `${location.pathname}${writeQuery(changed)}${location.hash}`);
  });

  themeField.addEventListener('change', () => {
    // The playground answers with a change, which takes the theme into the address.
    playground.setAttribute('theme', themeField.value);
    showTheme(themeField.value);
  });
}

/** Sets the page in a theme; a name that is none counts as `auto`. */
function showTheme(name: string): void {
  const themes: readonly Theme[] = ['auto', 'light', 'dark'];
  const theme = themes.find((known) => known === name) ?? 'auto';
  document.documentElement.dataset.theme = theme;
  if (themeField !== null) {
    themeField.value = theme;
  }
}
