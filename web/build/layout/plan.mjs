/** The plan of the sources: their folders and the allowed imports of each, read from a README. */

/**
 * A folder of sources.
 * @typedef {object} Room
 * @property {string} folder Its path, such as `reports/native`.
 * @property {string | null} partOf The folder whose row also applies to it.
 * @property {readonly string[]} mayImport The folders that it may import from.
 * @property {number} line The line of its row.
 */

/**
 * @typedef {object} Plan
 * @property {readonly Room[]} rooms
 * @property {readonly (readonly string[])[]} layers The folders of each line of the drawing, the
 *   highest first.
 */

const ROW = /^\| `([^`]+)` \|[^|]*\|([^|]*)\|$/;
const PART_OF = /^part of `([^`]+)`$/;
const DRAWING = /^```text\n(.*?)^```$/ms;

/**
 * Reads the table, whose rows are `| folder | what it is | may import from |`, and the drawing,
 * which is the first block of text.
 *
 * @param {string} readme
 * @returns {Plan}
 */
export function readPlan(readme) {
  const rooms = readme.split('\n').flatMap((text, index) => {
    const [, folder = '', allowed = ''] = ROW.exec(text) ?? [];
    const [, partOf = null] = PART_OF.exec(allowed.trim()) ?? [];
    const mayImport = partOf === null ? namesIn(allowed, /`([^`]+)`/g) : [];
    return folder === '' ? [] : [{ folder, partOf, mayImport, line: index + 1 }];
  });
  const [, drawing = ''] = DRAWING.exec(readme) ?? [];
  const layers = drawing.split('\n').map((line) => namesIn(line, /([\w/-]+)/g));
  return { rooms, layers: layers.filter((names) => names.length > 0) };
}

/**
 * Contradictions in a plan: each row's arrows have to go down in the drawing.
 * @param {Plan} plan
 * @returns {string[]}
 */
export function planProblems({ rooms, layers }) {
  const whole = rooms.filter(({ partOf }) => partOf === null);
  const names = whole.map(({ folder }) => folder);
  const drawn = layers.flat();
  const layerOf = (/** @type {string} */ name) => layers.findIndex((each) => each.includes(name));
  const problems = drawn
    .filter((name, index) => !names.includes(name) || drawn.indexOf(name) !== index)
    .map((name) => `README.md: the drawing has ${name}, which has no row or is repeated`);
  for (const { folder, partOf, mayImport, line } of rooms) {
    if (partOf !== null && !names.includes(partOf)) {
      problems.push(`README.md:${line}: ${folder} is part of ${partOf}, which has no row`);
    }
    if (partOf === null && !drawn.includes(folder)) {
      problems.push(`README.md:${line}: ${folder} is not in the drawing`);
    }
    for (const other of mayImport.filter((name) => layerOf(name) <= layerOf(folder))) {
      const reason = names.includes(other) ? 'is not below it in the drawing' : 'has no row';
      problems.push(`README.md:${line}: ${folder} may import from ${other}, which ${reason}`);
    }
  }
  return problems;
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {string[]}
 */
function namesIn(text, pattern) {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}
