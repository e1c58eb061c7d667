/** The way of a program's output: lines at once from its worker, and joined on the way to the page. */

import { expect, test } from '@playwright/test';
import { OutputRelay, Printer } from '../../web/src/engine/program-output.ts';
import { type OutputBlock, withPieces } from '../../web/src/model/output-blocks.ts';
import type { OutputPiece } from '../../web/src/model/program-news.ts';

const MIB = 2 ** 20;

const NOTE = '\n[output truncated: more was printed than the page can show]\n';

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Messages, and the function that collects them. */
function collected(): { messages: OutputPiece[][]; send(pieces: readonly OutputPiece[]): void } {
  const messages: OutputPiece[][] = [];
  return { messages, send: (pieces) => messages.push([...pieces]) };
}

function textOf(messages: readonly (readonly OutputPiece[])[], stream: 1 | 2): string {
  const pieces = messages.flat().filter((piece) => piece.stream === stream);
  return pieces.map(({ text }) => text).join('');
}

test('the printer sends each line as soon as it ends, of thousands at a time', () => {
  const { messages, send } = collected();
  const printer = new Printer(send, MIB, () => 0);
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index}\n`);
  for (const line of lines) printer.write(1, bytesOf(line));
  expect(messages).toEqual(lines.map((text) => [{ stream: 1, text }]));
});

test('a million lines take thousands of messages, and none is lost', () => {
  const { messages, send } = collected();
  let now = 0;
  const printer = new Printer(send, MIB, () => now);
  const line = bytesOf('\n');
  for (let count = 0; count < 1_000_000; count += 1) {
    now += 0.003;
    printer.write(1, line);
  }
  printer.flush();
  expect(messages.length).toBeLessThan(20_000);
  expect(textOf(messages, 1)).toBe('\n'.repeat(1_000_000));
});

test('after many lines, a line is sent as soon as there is a call and the last message is old', () => {
  const { messages, send } = collected();
  let now = 0;
  const printer = new Printer(send, MIB, () => now);
  for (let count = 0; count < 10_100; count += 1) printer.write(1, bytesOf('x\n'));
  expect(messages).toHaveLength(10_000);
  now = 39;
  printer.sendDue();
  expect(messages).toHaveLength(10_000);
  now = 40;
  printer.sendDue();
  expect(messages.slice(10_000)).toEqual([[{ stream: 1, text: 'x\n'.repeat(100) }]]);
  // It has earned new ones meanwhile.
  printer.write(1, bytesOf('y\n'));
  expect(messages.at(-1)).toEqual([{ stream: 1, text: 'y\n' }]);
});

test('the printer keeps the order of both streams, and sends the rest of a line when told', () => {
  const { messages, send } = collected();
  const printer = new Printer(send, MIB, () => 0);
  printer.write(1, bytesOf('on\n'));
  printer.write(1, bytesOf('be'));
  printer.write(2, bytesOf('error\n'));
  printer.write(1, bytesOf('gin'));
  printer.flush();
  expect(messages.flat().map(({ stream, text }) => `${stream} ${text}`)).toEqual([
    '1 on\n',
    '1 be',
    '2 error\n',
    '1 gin',
  ]);
});

test('streams that alternate share messages after many lines', () => {
  const { messages, send } = collected();
  let now = 0;
  const printer = new Printer(send, MIB, () => now);
  for (let count = 0; count < 100_000; count += 1) {
    now += 0.01;
    printer.write(count % 2 === 0 ? 1 : 2, bytesOf('x\n'));
  }
  printer.flush();
  expect(messages.length).toBeLessThan(15_000);
  expect(messages.flat()).toHaveLength(100_000);
});

test('the printer cuts a stream within one write, and ends it', () => {
  const { messages, send } = collected();
  const printer = new Printer(send, MIB, () => 0);
  printer.write(1, bytesOf('x'.repeat(50 * MIB)));
  printer.write(1, bytesOf('more\n'));
  printer.write(2, bytesOf('error\n'));
  printer.flush();
  expect(textOf(messages, 1)).toBe(`${'x'.repeat(MIB)}${NOTE}`);
  expect(textOf(messages, 2)).toBe('error\n');
});

test('the printer cuts between characters, and only beyond the maximum', () => {
  const { messages, send } = collected();
  const printer = new Printer(send, 10, () => 0);
  printer.write(1, bytesOf('日本語 '));
  expect(textOf(messages, 1)).toBe('日本語 ');
  printer.write(2, bytesOf('日本語日本'));
  expect(textOf(messages, 2)).toBe(`日本語${NOTE}`);
  printer.write(1, bytesOf('.'));
  expect(textOf(messages, 1)).toBe(`日本語 ${NOTE}`);
});

test('a stream that the interpreter has cut is said to be, once', () => {
  const { messages, send } = collected();
  const printer = new Printer(send, MIB, () => 0);
  printer.write(1, bytesOf('x'));
  printer.cut(1);
  printer.cut(1);
  printer.write(1, bytesOf('y\n'));
  expect(textOf(messages, 1)).toBe(`x${NOTE}`);
});

test('the relay passes the first text at once and joins those that follow', async () => {
  const { messages, send } = collected();
  const relay = new OutputRelay(send);
  relay.take([{ stream: 1, text: 'a\n' }]);
  expect(messages).toEqual([[{ stream: 1, text: 'a\n' }]]);
  relay.take([{ stream: 1, text: 'b\n' }]);
  relay.take([
    { stream: 1, text: 'c\n' },
    { stream: 2, text: 'd\n' },
  ]);
  expect(messages).toHaveLength(1);
  await expect
    .poll(() => messages.slice(1))
    .toEqual([
      [
        { stream: 1, text: 'b\nc\n' },
        { stream: 2, text: 'd\n' },
      ],
    ]);
});

test('the relay keeps the order of both streams, and holds nothing back at the end', () => {
  const { messages, send } = collected();
  const relay = new OutputRelay(send);
  for (const [stream, text] of [
    [1, 'a\n'],
    [1, 'b\n'],
    [2, 'c\n'],
    [1, 'd\n'],
  ] as const) {
    relay.take([{ stream, text }]);
  }
  relay.flush();
  expect(messages.flat().map(({ stream, text }) => `${stream} ${text}`)).toEqual([
    '1 a\n',
    '1 b\n',
    '2 c\n',
    '1 d\n',
  ]);
});

test.describe('blocks of the output', () => {
  const textIn = (blocks: readonly OutputBlock[]) =>
    blocks
      .flat()
      .map(({ text }) => text)
      .join('');

  test('have the whole text, and end with their lines', () => {
    let blocks: readonly OutputBlock[] = [];
    let whole = '';
    for (let count = 0; count < 5000; count += 1) {
      const text = `line ${count} ${'x'.repeat(count % 90)}\n`;
      whole += text;
      blocks = withPieces(blocks, [{ stream: 1, text }]);
    }
    expect(textIn(blocks)).toBe(whole);
    expect(blocks.length).toBeGreaterThan(20);
    for (const block of blocks) expect(textIn([block])).toMatch(/\n$/);
    // One text is divided in the same places.
    expect(withPieces([], [{ stream: 1, text: whole }])).toEqual(blocks);
  });

  test('change at their end only', () => {
    const before = withPieces([], [{ stream: 1, text: 'x\n'.repeat(100_000) }]);
    const after = withPieces(before, [{ stream: 2, text: 'y\n' }]);
    for (const [index, block] of before.slice(0, -1).entries()) expect(after[index]).toBe(block);
    expect(textIn(after)).toBe(`${textIn(before)}y\n`);
  });

  test('divide a line without an end, between characters', () => {
    const text = '🦀'.repeat(300_000);
    const blocks = withPieces([], [{ stream: 1, text }]);
    expect(textIn(blocks)).toBe(text);
    for (const block of blocks) {
      expect(textIn([block]).length).toBeLessThan(33_000);
      expect([...textIn([block])].every((character) => character === '🦀')).toBe(true);
    }
  });

  test('hold a bounded number of pieces', () => {
    const pieces = Array.from({ length: 10_000 }, (_, index) => ({
      stream: index % 2 === 0 ? (1 as const) : (2 as const),
      text: 'x',
    }));
    const blocks = withPieces([], pieces);
    expect(blocks.flat()).toEqual(pieces);
    for (const block of blocks) expect(block.length).toBeLessThanOrEqual(1000);
  });
});
