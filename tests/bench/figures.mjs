/** Measured values, as a readable table and as a CSV file. */

/**
 * @typedef {object} Figure
 * @property {string} bench The measured quantity.
 * @property {number} value
 * @property {string} unit
 * @property {number} [aim] The maximum that it should have.
 */

/**
 * The median; the mean of the two middle values of an even number.
 *
 * @param {number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/**
 * The median of the ratios of values measured one right after the other.
 *
 * @param {number[]} values
 * @param {number[]} others
 */
export function medianRatio(values, others) {
  return median(values.map((value, round) => value / (others[round] ?? Number.NaN)));
}

/** @param {Figure} figure */
function rounded({ value, unit }) {
  return value.toFixed(['ratio', 'bytes each', 'million a second'].includes(unit) ? 2 : 0);
}

/** @param {Figure[]} figures */
export function table(figures) {
  const rows = figures.map((figure) => {
    const { bench, value, unit, aim } = figure;
    const verdict = value <= (aim ?? 0) ? 'met' : 'NOT MET';
    return [bench, rounded(figure), unit, aim === undefined ? '' : `at most ${aim}: ${verdict}`];
  });
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(([bench, value, unit, aim]) =>
      [
        bench?.padEnd(widths[0] ?? 0),
        value?.padStart(widths[1] ?? 0),
        unit?.padEnd(widths[2] ?? 0),
        aim,
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Figure[]} figures @param {string} date @param {string} machine */
export function csv(figures, date, machine) {
  const rows = figures.map((figure) => {
    const { bench, unit, aim } = figure;
    return [date, bench, rounded(figure), unit, aim ?? '', machine];
  });
  return [['date', 'bench', 'value', 'unit', 'aim', 'machine'], ...rows]
    .map((row) => `${row.map(field).join(',')}\n`)
    .join('');
}

/** @param {string | number} value */
function field(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
