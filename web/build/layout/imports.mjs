/** The imports of a source: values and types, static and dynamic, of modules, styles and files. */

import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/**
 * @typedef {object} Import
 * @property {string} text The import as written, such as `./a.css?inline`.
 * @property {string} path The path of the file, relative to the root of the sources.
 * @property {number} line
 */

/**
 * A syntax node that may be a string.
 * @typedef {{ readonly type: string, readonly start: number, readonly value?: unknown }} Syntax
 */

const STYLE_IMPORT = /@import\s+(?:url\(\s*)?['"]?([^'")\s;]+)/g;

/**
 * The relative imports of a file. Packages are left out.
 *
 * @param {string} path The file's path, relative to the root of the sources.
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(path, source) {
  return textsOf(path, source)
    .filter(({ text }) => text.startsWith('.'))
    .map(({ text, at }) => ({
      text,
      path: posix.join(posix.dirname(path), text.replace(/[?#].*$/, '')),
      line: source.slice(0, at).split('\n').length,
    }));
}

/**
 * @param {string} path
 * @param {string} source
 * @returns {{ text: string, at: number }[]}
 */
function textsOf(path, source) {
  if (path.endsWith('.css')) {
    return [...source.matchAll(STYLE_IMPORT)].map(({ 1: text = '', index }) => ({
      text,
      at: index,
    }));
  }
  return path.endsWith('.ts') ? textsOfModule(path, source) : [];
}

/**
 * @param {string} path
 * @param {string} source
 * @returns {{ text: string, at: number }[]}
 */
function textsOfModule(path, source) {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error !== undefined) {
    throw new Error(`${path}: ${error.message}`);
  }
  /** @type {{ text: string, at: number }[]} */
  const texts = [];
  const add = (/** @type {Syntax | null | undefined} */ literal) => {
    if (literal?.type === 'Literal' && typeof literal.value === 'string') {
      texts.push({ text: literal.value, at: literal.start });
    }
  };
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
    TSExternalModuleReference: ({ expression }) => add(expression),
    // In `new URL('./file', import.meta.url)`.
    NewExpression: ({ callee, arguments: [address, base] }) => {
      if (callee.type === 'Identifier' && callee.name === 'URL' && isOfThisModule(base)) {
        add(address);
      }
    },
    // In `import.meta.glob('./*')`, or with a list of such patterns.
    CallExpression: ({ callee, arguments: [patterns] }) => {
      if (isOfThisModule(callee)) {
        for (const each of patterns?.type === 'ArrayExpression' ? patterns.elements : [patterns]) {
          add(each);
        }
      }
    },
  }).visit(program);
  return texts;
}

/**
 * True if an expression is a member of `import.meta`.
 *
 * @param {{ type: string, object?: { type: string } } | undefined} expression
 */
function isOfThisModule(expression) {
  return expression?.type === 'MemberExpression' && expression.object?.type === 'MetaProperty';
}
