/** Programs whose runs are compared with results worked out by hand. */

import type { ProgramFile } from '../../web/src/model/run-result.ts';

/** The bytes of a bytearray besides its content. */
export const BYTEARRAY = 48;

/** The file that the program of frames imports. */
const OTHER = `TABLE = bytearray(200_000)


def work():
    return (
        bytearray(210_000),
        bytearray(220_000),
    )
`;

/**
 * Bytearrays from every kind of frame, each stored in a slot that existed before. The comment of a
 * line is its live bytes at the end of the program.
 */
const FRAMES = `import other
kept = [None] * 32


def decorator(function):
    kept[0] = bytearray(10_000)  # decorator 10_000
    return function


@decorator
def inner(n):
    kept[1] = bytearray(20_000)  # inner 20_000
    numbers = generator(n)
    next(numbers)
    return next(numbers)


def generator(n):
    kept[2] = bytearray(30_000)  # generator 30_000
    yield n
    kept[3] = bytearray(40_000)  # generator 40_000
    yield n


def outer():
    inner(1)
    kept[4] = bytearray(50_000)  # outer 50_000


class Body:
    kept[5] = bytearray(60_000)  # Body 60_000


def deep(n):
    if n == 0:
        kept[6] = bytearray(70_000)  # deep 70_000
        return
    deep(n - 1)


def fails():
    kept[7] = bytearray(80_000)  # fails 80_000
    raise ValueError


def catches():
    try:
        fails()
    except ValueError:
        kept[8] = bytearray(90_000)  # catches 90_000
    kept[9] = bytearray(100_000)  # catches 100_000


short = lambda: bytearray(110_000)  # <lambda> 110_000

outer()
deep(50)
catches()
kept[10] = short()
kept[11] = other.work()
kept[12] = bytearray(120_000)  # <module> 120_000
kept[13] = bytearray(130_000); kept[14] = bytearray(140_000)  # <module> 130_000 140_000
kept[16:16] = [n for n in range(0)]  # the lists of the next line are put in the places of these
kept[16:23] = [bytearray(1_000 + n) for n in range(7)]  # <module> 1_000 1_001 1_002 1_003 1_004 1_005 1_006
kept[26:28] = (bytearray(3_000) for n in range(2))  # <genexpr> 3_000 3_000
kept[28] = bytearray(150_000)
kept[28] = bytearray(160_000)  # <module> 160_000
`;

export const FRAMES_FILES: readonly ProgramFile[] = [
  { name: 'frames.py', source: FRAMES },
  { name: 'other.py', source: OTHER },
];

/** A function, its file and its line, and its own live bytes. */
export type Holding = [function_: string, file: string, line: number, bytes: number];

/** The live bytes of the frame program's lines at its end. */
export const HELD: readonly Holding[] = [
  ...FRAMES.split('\n').flatMap((line, index): Holding[] => {
    const [, name, sizes] = /# ([<>\w]+) ([\d_ ]+)$/.exec(line) ?? [];
    if (name === undefined || sizes === undefined) return [];
    const each = sizes.split(' ').map((size) => Number(size.replaceAll('_', '')) + BYTEARRAY);
    return [[name, 'frames.py', index + 1, each.reduce((sum, size) => sum + size, 0)]];
  }),
  ['<module>', 'other.py', 1, 200_000 + BYTEARRAY],
  ['work', 'other.py', 6, 210_000 + BYTEARRAY],
  ['work', 'other.py', 7, 220_000 + BYTEARRAY],
];

/** The first line of the frame program that begins or ends with these words. */
export function lineOf(words: string): number {
  const lines = FRAMES.split('\n');
  const index = lines.findIndex((line) => line.startsWith(words) || line.endsWith(words));
  if (index < 0) throw new Error(`no line has ${words}`);
  return index + 1;
}
