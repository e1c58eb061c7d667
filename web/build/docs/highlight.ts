/** Syntax colours of code blocks, as classes of spans: no style is inline. */

import type { Parser } from '@lezer/common';
import { parser as css } from '@lezer/css';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser as html } from '@lezer/html';
import { parser as javascript } from '@lezer/javascript';
import { parser as json } from '@lezer/json';
import { parser as python } from '@lezer/python';
import { parser as rust } from '@lezer/rust';

/** Parsers by the language of a code block. Blocks in other languages have no colours. */
const PARSERS: Readonly<Record<string, Parser>> = {
  css,
  html,
  js: javascript,
  json,
  mdx: javascript.configure({ dialect: 'jsx' }),
  python,
  rust,
  ts: javascript.configure({ dialect: 'ts' }),
};

/** The HTML of a code block's content. */
export function highlighted(code: string, language: string): string {
  const parser = PARSERS[language];
  if (parser === undefined) {
    return escaped(code);
  }
  const parts: string[] = [];
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) =>
      parts.push(
        classes === '' ? escaped(text) : `<span class="${classes}">${escaped(text)}</span>`,
      ),
    () => parts.push('\n'),
  );
  return parts.join('');
}

/** A text for use in HTML, within elements and attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
