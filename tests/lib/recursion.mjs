/** Measurement of the depth that the programs of tests/parity/programs/recursion reach. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAMS = fileURLToPath(new URL('../parity/programs/recursion', import.meta.url));

/** The line that ends the definition of `go(n)`, a recursion of the depth `n`. */
const DEFINED = /^for depth in .*/ms;

/** Prints the greatest depth up to 1000, then the same after many calls have optimised the code. */
const MEASUREMENT = `def deepest():
    low, high = 0, 1000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            go(middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


cold = deepest()
for _ in range(ROUNDS):
    go(20)
print(cold, deepest())
`;

/**
 * The kinds of recursion: the name of the program, its title, and a program that measures it.
 *
 * @param {number} rounds The number of calls between the two measurements.
 */
export function recursions(rounds) {
  return readdirSync(PROGRAMS)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((file) => ({
      name: file.replace('.py', ''),
      text: readFileSync(join(PROGRAMS, file), 'utf8'),
    }))
    .filter(({ text }) => DEFINED.test(text))
    .map(({ name, text }) => ({
      name,
      title: (text.split('\n')[0] ?? '').replace(/^# |\.$/g, ''),
      source: text.replace(DEFINED, MEASUREMENT.replace('ROUNDS', String(rounds))),
    }));
}
