/** The page of one's own Python: it keeps the theme. */

import './highwater-python.ts';

const playground = document.querySelector('highwater-python');
const themeField = document.querySelector<HTMLSelectElement>('#theme');

if (playground !== null && themeField !== null) {
  const exercise = new URLSearchParams(location.search).get('exercise');
  if (exercise !== null) {
    playground.exercise = exercise;
  }
  const show = (theme: string) => {
    playground.theme = theme;
    document.documentElement.dataset.theme = theme;
    themeField.value = theme;
  };
  show(new URLSearchParams(location.search).get('theme') ?? 'auto');
  themeField.addEventListener('change', () => show(themeField.value));
}
