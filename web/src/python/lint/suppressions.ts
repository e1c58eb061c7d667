/** Comments that silence pylint and flake8. */

import type { SyntaxNode, Tree } from '@lezer/common';
import type { SourceLines } from './source-lines.ts';

/** A message of pylint, by its names in comments, or one of flake8. */
export interface Message {
  readonly code: string;
  /** The symbolic name in pylint. */
  readonly symbol: string | null;
}

/** Queries for messages that comments silence. */
interface Silencing {
  isSilent(message: Message, line: number): boolean;
}

/** A pylint comment, with the lines that it applies to, both included. */
interface Pragma {
  readonly isSilencing: boolean;
  readonly names: readonly string[];
  readonly first: number;
  readonly last: number;
}

const PYLINT = /#\s*pylint:\s*(disable-next|disable|enable|skip-file)\b(?:\s*=\s*([\w\s,-]+))?/g;
const NOQA = /#\s*noqa\b\s*(?::\s*([a-z]+\d*(?:[\s,]+[a-z]+\d*)*))?/i;
const NOQA_FILE = /^#\s*flake8\s*[:=]\s*noqa\s*$/i;

/** Reads the comments of a file. */
export function readSilencing(source: string, tree: Tree, lines: SourceLines): Silencing {
  const pragmas: Pragma[] = [];
  /** The codes silenced on a line; an empty list silences all. */
  const noqa = new Map<number, readonly string[]>();
  let isFlake8Silent = false;
  tree.iterate({
    enter({ name, node }) {
      if (name === 'Comment') {
        const text = source.slice(node.from, node.to);
        pragmas.push(...pragmasOf(text, node, source, lines));
        isFlake8Silent ||= NOQA_FILE.test(text);
        const match = NOQA.exec(text);
        if (match !== null) {
          noqa.set(lines.numberOf(node.from), wordsOf(match[1] ?? ''));
        }
      }
    },
  });
  return {
    isSilent({ code, symbol }, line) {
      if (symbol === null) {
        const codes = noqa.get(line);
        return (
          isFlake8Silent ||
          codes?.length === 0 ||
          (codes?.some((start) => code.startsWith(start.toUpperCase())) ?? false)
        );
      }
      const named = [code, code.slice(0, 1), symbol, 'all'];
      // The last comment that applies to the line wins.
      const pragma = pragmas.findLast(
        ({ names, first, last }) =>
          first <= line && line <= last && names.some((name) => named.includes(name)),
      );
      return pragma?.isSilencing ?? false;
    },
  };
}

function pragmasOf(
  text: string,
  comment: SyntaxNode,
  source: string,
  lines: SourceLines,
): Pragma[] {
  const line = lines.numberOf(comment.from);
  const isAlone = source.slice(lines.startOf(line), comment.from).trim() === '';
  const block = blockOf(comment);
  const isAtHead = block.name === 'Body' && lines.numberOf(block.from) === line;
  // On a line of its own, or at the head of a block, a comment applies to the rest of the block.
  const end = isAlone || isAtHead ? lines.numberOf(Math.max(comment.to, block.to - 1)) : line;
  return [...text.matchAll(PYLINT)].map(([, action, names = '']) => {
    switch (action) {
      case 'skip-file':
        return { isSilencing: true, names: ['all'], first: 1, last: lines.count };
      case 'disable-next':
        return { isSilencing: true, names: wordsOf(names), first: line + 1, last: line + 1 };
      default:
        return {
          isSilencing: action === 'disable',
          names: wordsOf(names),
          first: line,
          last: end,
        };
    }
  });
}

/** The block that contains a comment. */
function blockOf(comment: SyntaxNode): SyntaxNode {
  let node = comment;
  while (node.parent !== null && node.name !== 'Body') {
    node = node.parent;
  }
  return node;
}

function wordsOf(list: string): string[] {
  return list.split(/[\s,]+/).filter((word) => word !== '');
}
