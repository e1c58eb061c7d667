/** The way of a program's output: lines at once from its worker, and joined on the way to the page. */

import { expect, test } from '@playwright/test';
import { OutputRelay, Printer } from '../../web/src/engine/program-output.ts';

type Piece = [stream: 1 | 2, text: string];

function collected(): { pieces: Piece[]; send(stream: 1 | 2, text: string): void } {
  const pieces: Piece[] = [];
  return { pieces, send: (stream, text) => pieces.push([stream, text]) };
}

test('the printer sends each line as soon as it ends, however many there are', () => {
  const { pieces, send } = collected();
  const printer = new Printer(send);
  const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}\n`);
  for (const line of lines) printer.write(1, line.length, () => line);
  expect(pieces.map(([, text]) => text)).toEqual(lines);
});

test('the printer keeps the order of both streams, and sends the rest of a line when told', () => {
  const { pieces, send } = collected();
  const printer = new Printer(send);
  printer.write(1, 3, () => 'on\n');
  printer.write(1, 2, () => 'be');
  printer.write(2, 6, () => 'error\n');
  printer.write(1, 3, () => 'gin');
  printer.flush();
  expect(pieces.map(([stream, text]) => `${stream} ${text}`)).toEqual([
    '1 on\n',
    '1 be',
    '2 error\n',
    '1 gin',
  ]);
});

test('the printer ends a stream that prints more than a page can show', () => {
  const { pieces, send } = collected();
  const printer = new Printer(send);
  const text = `${'x'.repeat(2 ** 19 - 1)}\n`;
  for (let times = 0; times < 4; times += 1) printer.write(1, text.length, () => text);
  expect(pieces.map(([, piece]) => piece)).toEqual([
    text,
    `${text}\n[output truncated: more was printed than the page can show]\n`,
  ]);
});

test('the relay passes the first text at once and joins those that follow', async () => {
  const { pieces, send } = collected();
  const relay = new OutputRelay(send);
  relay.take(1, 'a\n');
  expect(pieces).toEqual([[1, 'a\n']]);
  relay.take(1, 'b\n');
  relay.take(1, 'c\n');
  expect(pieces).toEqual([[1, 'a\n']]);
  await expect
    .poll(() => pieces)
    .toEqual([
      [1, 'a\n'],
      [1, 'b\nc\n'],
    ]);
});

test('the relay keeps the order of both streams, and holds nothing back at the end', () => {
  const { pieces, send } = collected();
  const relay = new OutputRelay(send);
  relay.take(1, 'a\n');
  relay.take(1, 'b\n');
  relay.take(2, 'c\n');
  relay.take(1, 'd\n');
  relay.flush();
  expect(pieces).toEqual([
    [1, 'a\n'],
    [1, 'b\n'],
    [2, 'c\n'],
    [1, 'd\n'],
  ]);
});
