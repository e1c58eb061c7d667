/** The words for a program's end by a trap of the interpreter. */

import { expect, test } from '@playwright/test';
import { outOfMemory, type Trap, trapped } from '../../web/src/engine/interpreter-fault.ts';

const TRAP: Trap = {
  thrown: new WebAssembly.RuntimeError('unreachable'),
  panic: '',
  line: 3,
  file: 'main.py',
};

test('a panic is the interpreter’s fault: its place, the next step, and its own message', () => {
  const panic =
    'panicked at registry/rustpython-vm-0.6.0/src/frame.rs:12:5:\nindex out of bounds: the len is 1';
  const { raised, end } = trapped({ ...TRAP, panic });
  expect(raised).toMatchObject({ type: 'SystemError', line: 3, file: 'main.py' });
  expect(raised.message).toMatch(/^the interpreter broke down in line 3\. This is a fault of the /);
  expect(raised.message).toContain('write that line in another way and run it again');
  expect(raised.message).toMatch(/message: index out of bounds: the len is 1$/);
  expect(end).toEqual({ outcome: 'failed', error: `SystemError: ${raised.message}` });
});

test('a trap without a panic, and without a line, has the words of the browser', () => {
  const { raised } = trapped({ ...TRAP, line: 0 });
  expect(raised).toMatchObject({ line: null, file: null });
  expect(raised.message).toMatch(/^the interpreter broke down\. .* message: unreachable$/);
  expect(raised.message).toContain('undo the last change to the program and run it again');
});

test('a long message of a panic is cut', () => {
  const { raised } = trapped({ ...TRAP, panic: `panicked at a.rs:1:1:\n${'x'.repeat(100_000)}` });
  expect(raised.message).toContain(`${'x'.repeat(200)}… (99,800 more characters)`);
  expect(raised.message.length).toBeLessThan(1000);
});

test('other ends are not the interpreter’s fault', () => {
  const stack = { ...TRAP, thrown: new RangeError('Maximum call stack size exceeded') };
  expect(trapped(stack).raised.type).toBe('RecursionError');
  const firefox = new Error('too much recursion');
  firefox.name = 'InternalError';
  expect(trapped({ ...TRAP, thrown: firefox }).raised.type).toBe('RecursionError');
  const large = { ...TRAP, panic: 'panicked at raw_vec.rs:1:1:\ncapacity overflow' };
  expect(trapped(large)).toMatchObject({
    raised: { type: 'MemoryError' },
    end: { outcome: 'out-of-memory' },
  });
  expect(trapped({ ...TRAP, thrown: new Error('no program to run') }).raised.message).toBe(
    'no program to run',
  );
  expect(outOfMemory(TRAP, 2 ** 20).raised.message).toBe(
    'out of memory: linear memory reached the hard limit of 1.0MiB at line 3',
  );
  expect(outOfMemory(TRAP, 'browser').end.outcome).toBe('out-of-memory');
});
