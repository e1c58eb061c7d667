/**
 * The output of a program in blocks, so that more output costs no more than its own length: only the
 * last block changes.
 */

import type { OutputPiece } from './program-news.ts';

/** A part of the output. Adjacent pieces are of different streams. */
export type OutputBlock = readonly OutputPiece[];

/** Characters after which a block ends with its line, and after which it ends anywhere. */
const FULL = 8 * 1024;
const OVERFULL = 32 * 1024;

/** Pieces after which a block ends with its line, and after which it ends anywhere. */
const MANY_PIECES = 200;
const MOST_PIECES = 1000;

/** The blocks with pieces appended. */
export function withPieces(
  blocks: readonly OutputBlock[],
  pieces: readonly OutputPiece[],
): OutputBlock[] {
  const result = [...blocks];
  let open = [...(result.pop() ?? [])];
  let length = open.reduce((sum, { text }) => sum + text.length, 0);
  for (const { stream, text } of pieces) {
    for (let from = 0; from < text.length; ) {
      if (isFull(open, length)) {
        result.push(open);
        open = [];
        length = 0;
      }
      const end = endOf(text, from, length);
      appendPiece(open, { stream, text: text.slice(from, end) });
      length += end - from;
      from = end;
    }
  }
  return open.length === 0 ? result : [...result, open];
}

/** Appends a piece, joined to the last one if both are of one stream. */
export function appendPiece(pieces: OutputPiece[], { stream, text }: OutputPiece): void {
  const last = pieces.at(-1);
  if (last?.stream === stream) {
    pieces[pieces.length - 1] = { stream, text: last.text + text };
  } else {
    pieces.push({ stream, text });
  }
}

function isFull(block: OutputBlock, length: number): boolean {
  const endsLine = block.at(-1)?.text.endsWith('\n') ?? false;
  return (
    length >= OVERFULL ||
    block.length >= MOST_PIECES ||
    (endsLine && (length >= FULL || block.length >= MANY_PIECES))
  );
}

/** The end of the part of a text that belongs to a block of a length, at most `OVERFULL` of it. */
function endOf(text: string, from: number, length: number): number {
  const full = Math.max(from, from + FULL - length - 1);
  const line = text.indexOf('\n', full);
  const most = from + OVERFULL - length;
  const end = line === -1 || line >= most ? most : line + 1;
  if (end >= text.length) {
    return text.length;
  }
  // Both halves of a surrogate pair, or none.
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end;
}
