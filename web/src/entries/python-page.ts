/** The page for Python programs: the exercise, shared code, and the theme. */

import '../python/highwater-python.ts';
import { licencesLink } from '../python/licences-link.ts';
import { messageOf } from '../util/errors.ts';

licencesLink().then(
  (link) => document.querySelector('#licences')?.append(link),
  // Without an interpreter there is nothing to license.
  () => {},
);

const playground = document.querySelector('highwater-python');
const themeField = document.querySelector<HTMLSelectElement>('#theme');

if (playground !== null && themeField !== null) {
  const parameters = new URLSearchParams(location.search);
  const show = (theme: string) => {
    playground.theme = theme;
    document.documentElement.dataset.theme = theme;
    themeField.value = theme;
  };
  show(['light', 'dark'].find((theme) => theme === parameters.get('theme')) ?? 'auto');
  themeField.addEventListener('change', () => show(themeField.value));
  playground.exercise = parameters.get('exercise') ?? playground.exercise;

  const open = () =>
    playground.openShared(location.hash).catch((error: unknown) => {
      playground.tell(messageOf(error));
    });
  open();
  addEventListener('hashchange', open);
  playground.addEventListener('highwater-share', (event) => {
    const { detail } = event as CustomEvent<string>;
    history.replaceState(null, '', detail);
  });
}
