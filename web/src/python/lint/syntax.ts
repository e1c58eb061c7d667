import type { SyntaxNode } from '@lezer/common';

/** The parts that a piece of Python is made of, without comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') {
      parts.push(child);
    }
  }
  return parts;
}
