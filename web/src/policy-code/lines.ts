/** A program as lines of pieces: tokens with the decisions among them. */

import type { DecisionKind, DecisionSpan, PythonProgram, Span } from '../model/policy-program.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A token, or the text of a decision, or the comment that silences pylint. */
export type Piece =
  | ({ readonly is: 'token' } & Token)
  | { readonly is: 'decision'; readonly kind: DecisionKind; readonly text: string }
  | { readonly is: 'lint-comment'; readonly text: string };

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Leading white space, in characters. */
  readonly indent: number;
  readonly pieces: readonly Piece[];
  /** Decisions shown at the end of the line. */
  readonly after: readonly DecisionKind[];
  /** The decision without text above the line. */
  readonly above: DecisionKind | null;
  /** The decision without text below the line. */
  readonly below: DecisionKind | null;
}

/** The lines of a program, in order. */
export function linesOf({ text, decisions, lint }: PythonProgram): Line[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => {
      const number = index + 1;
      const here = decisions.filter((decision) => decision.line === number);
      const absent = here.filter(isEmpty).map(({ kind }) => kind);
      const marks: Mark[] = here.filter((decision) => !isEmpty(decision));
      if (lint?.comment.line === number) {
        marks.push({ ...lint.comment, kind: null });
      }
      return {
        number,
        indent: line.length - line.trimStart().length,
        pieces: piecesOf(line, marks),
        after: absent.filter((kind) => kind === 'owner' || kind === 'reclaim'),
        above: absent.find((kind) => kind === 'decorator') ?? null,
        below: absent.find((kind) => kind === 'clear') ?? null,
      };
    });
}

/** A part of a line other than a token; the comment for pylint has no kind. */
interface Mark extends Span {
  readonly kind: DecisionKind | null;
}

function isEmpty({ start, end }: DecisionSpan): boolean {
  return start === end;
}

function piecesOf(line: string, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let column = 0;
  for (const token of tokensOf(line)) {
    const end = column + token.text.length;
    pieces.push(...split(token, column, marks));
    column = end;
  }
  return joinMarked(pieces);
}

/** The pieces of a token that begins at a column. A mark that extends beyond it is in each part. */
function split(token: Token, column: number, marks: readonly Mark[]): Piece[] {
  const end = column + token.text.length;
  const pieces: Piece[] = [];
  let at = column;
  for (const mark of marks) {
    const [from, to] = [Math.max(mark.start, column), Math.min(mark.end, end)];
    if (from >= to) {
      continue;
    }
    if (from > at) {
      pieces.push({
        is: 'token',
        kind: token.kind,
        text: token.text.slice(at - column, from - column),
      });
    }
    const text = token.text.slice(from - column, to - column);
    pieces.push(
      mark.kind === null ? { is: 'lint-comment', text } : { is: 'decision', kind: mark.kind, text },
    );
    at = to;
  }
  if (at < end) {
    pieces.push({ is: 'token', kind: token.kind, text: token.text.slice(at - column) });
  }
  return pieces;
}

/** Adjacent parts of one mark, as one piece. */
function joinMarked(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.is === 'lint-comment' && piece.is === 'lint-comment') {
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}
