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
  // A reload returns to the chosen exercise; a link to code was for another one.
  playground.addEventListener('highwater-exercise', (event) => {
    const address = new URL(location.href);
    address.searchParams.set('exercise', (event as CustomEvent<string>).detail);
    address.hash = '';
    history.replaceState(null, '', address);
  });
  // Files that miss the element would replace the page.
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
    }
  });
  addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      playground.openFiles(files);
    }
  });
  playground.addEventListener('highwater-share', (event) => {
    const { detail } = event as CustomEvent<string>;
    history.replaceState(null, '', detail);
  });
}
