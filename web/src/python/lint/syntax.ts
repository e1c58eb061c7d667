/** Syntax helpers for checks, and the problems that checks report. */

import type { SyntaxNode } from '@lezer/common';

/** A problem that a check found in a Python file. */
export interface LintProblem {
  /** From 1. */
  readonly line: number;
  /** The column of the first character, from 0. */
  readonly column: number;
  /** The column after the last character, on the same line. */
  readonly endColumn: number;
  /** For example `W1518`. */
  readonly code: string;
  readonly message: string;
}

/** The children of a syntax node, without comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') {
      parts.push(child);
    }
  }
  return parts;
}
