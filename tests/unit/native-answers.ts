/** Answers with native frames, in the inspector's format, for the tests of their views. */

import type {
  DifferenceRow,
  Rows,
  StackAnswer,
  SummaryRow,
  TableRow,
  TreeNode,
} from '../../web/src/model/report-answers.ts';
import { frame, nativeFrame, rootOf } from './flamegraph-trees.ts';

const STEP = { crate: 'exercise', offset: 0x1200 } as const;
const MULTIPLY = { crate: 'num-bigint', offset: 0x1a2b } as const;
const GROW = { crate: 'alloc', offset: 0x1a2b, inlined: true } as const;
const INSERT = { crate: 'hashbrown', offset: 0x20f0 } as const;

export const MULTIPLY_NAME = '<num_bigint::biguint::BigUint as core::ops::arith::Mul<u32>>::mul';
const INSERT_NAME = 'hashbrown::raw::RawTable<T,A>::reserve_rehash';
const GROW_NAME = 'alloc::raw_vec::RawVec<T,A>::grow_one';
const STEP_NAME = 'exercise::workload::step';

const AT_STEP = ['exercise 0.1.0: src/workload.rs', 41] as const;
const AT_MULTIPLY = ['num-bigint 0.5.1: src/biguint/multiplication.rs', 139] as const;
const AT_GROW = ['std: alloc/src/raw_vec.rs', 340] as const;
const AT_INSERT = ['hashbrown 0.15.2: src/raw/mod.rs', 2950] as const;

/**
 * main calls f; below f the engine multiplies and grows a table, and calls f once more. Native
 * frames are between the two.
 */
export const HYBRID: TreeNode = rootOf(
  frame(
    'main',
    1,
    [0, 0],
    nativeFrame(
      STEP_NAME,
      ...AT_STEP,
      STEP,
      0,
      frame(
        'f',
        2,
        [0, 0],
        nativeFrame(
          MULTIPLY_NAME,
          ...AT_MULTIPLY,
          MULTIPLY,
          100,
          nativeFrame(GROW_NAME, ...AT_GROW, GROW, 500),
        ),
        nativeFrame(
          STEP_NAME,
          ...AT_STEP,
          { ...STEP, offset: 0x1300 },
          0,
          frame('f', 2, [0, 0], nativeFrame(INSERT_NAME, ...AT_INSERT, INSERT, 300)),
        ),
        nativeFrame('wasm+0x3f10', '', 0, { offset: 0x3f10 }, 100),
      ),
    ),
  ),
);

/** The same run with Python frames only. */
export const PYTHON: TreeNode = rootOf(
  frame('main', 1, [0, 0], frame('f', 2, [700, 3], frame('f', 2, [300, 1]))),
);

const multiplyRow = { name: MULTIPLY_NAME, file: AT_MULTIPLY[0], line: AT_MULTIPLY[1] };
const growRow = { name: GROW_NAME, file: AT_GROW[0], line: AT_GROW[1] };

export const TABLE: Rows<TableRow> = {
  bytes: 1000,
  count: 4,
  rows: [
    { ...growRow, ...GROW, bytes: 500, count: 1 },
    {
      name: INSERT_NAME,
      file: AT_INSERT[0],
      line: AT_INSERT[1],
      ...INSERT,
      inlined: false,
      bytes: 300,
      count: 1,
    },
    { ...multiplyRow, ...MULTIPLY, inlined: false, bytes: 100, count: 1 },
    {
      name: 'wasm+0x3f10',
      file: '',
      line: 0,
      crate: null,
      offset: 0x3f10,
      inlined: false,
      bytes: 75,
      count: 1,
    },
    { name: 'f', file: 'app.py', line: 2, bytes: 25, count: 1 },
  ],
};

export const DIFFERENCE_ROW: DifferenceRow = {
  ...{ ...growRow, ...GROW, bytes: 400, count: 1 },
  ...{ beforeBytes: 100, afterBytes: 500, allocatedBytes: 500, freedBytes: 100 },
  ...{ allocatedCount: 2, freedCount: 1 },
};

export const SUMMARY: Rows<SummaryRow> = {
  bytes: 1000,
  count: 4,
  rows: [
    {
      name: GROW_NAME,
      file: AT_GROW[0],
      ...GROW,
      ownBytes: 500,
      ownCount: 1,
      totalBytes: 500,
      totalCount: 1,
    },
    {
      name: MULTIPLY_NAME,
      file: AT_MULTIPLY[0],
      ...MULTIPLY,
      inlined: false,
      ownBytes: 100,
      ownCount: 1,
      totalBytes: 600,
      totalCount: 2,
    },
    { name: 'f', file: 'app.py', ownBytes: 0, ownCount: 0, totalBytes: 1000, totalCount: 4 },
  ],
};

/** A stack 998 calls of Python deep, with native calls between and below. */
export const STACK: StackAnswer = {
  kind: 'stack',
  calls: 1000,
  bytes: 4096,
  count: 2,
  frames: [
    { kind: 'native', offset: 0x900, symbols: [] },
    { kind: 'python', name: 'main', file: 'app.py', line: 1 },
    ...Array.from({ length: 998 }, () => [
      {
        kind: 'native' as const,
        offset: STEP.offset,
        symbols: [
          {
            name: STEP_NAME,
            file: AT_STEP[0],
            line: AT_STEP[1],
            crate: 'exercise',
            inlined: false,
          },
        ],
      },
      { kind: 'python' as const, name: 'f', file: 'app.py', line: 2 },
    ]).flat(),
    {
      kind: 'native',
      offset: MULTIPLY.offset,
      symbols: [
        { ...multiplyRow, crate: 'num-bigint', inlined: false },
        { ...growRow, crate: 'alloc', inlined: true },
      ],
    },
    { kind: 'native', offset: 0x3f10, symbols: [] },
  ],
};
