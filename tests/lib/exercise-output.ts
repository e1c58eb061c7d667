/** What CPython prints of the exercise: the last digits of both ranges, most common first. */
export const EXERCISE_OUTPUT = [
  '[(0, 96950), (5, 32150), (6, 22950), (2, 22450), (4, 22450), (8, 22450), (1, 7650), (7, 7650), (3, 7650), (9, 7650)]',
  '[(0, 388900), (5, 129300), (6, 90900), (2, 89900), (4, 89900), (8, 89900), (1, 30300), (7, 30300), (3, 30300), (9, 30300)]',
  '',
].join('\n');
