/**
 * A check for cached methods: the cache belongs to the class, and references every `self`.
 *
 * Its two codes are those of pylint's `method-cache-max-size-none`, for an unbounded cache, and of
 * flake8-bugbear's B019, for any cache. Their comments silence it.
 */

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { type CachingNames, cachingNames } from './caching-names.ts';
import { SourceLines } from './source-lines.ts';
import { type Message, readSilencing } from './suppressions.ts';
import { type LintProblem, partsOf } from './syntax.ts';

const UNBOUNDED: Message & { readonly words: string } = {
  code: 'W1518',
  symbol: 'method-cache-max-size-none',
  words:
    'This cache is unbounded and belongs to the class: it retains every “self” and every other ' +
    'argument of the method’s calls for the lifetime of the class.',
};

const ANY: Message & { readonly words: string } = {
  code: 'B019',
  symbol: null,
  words:
    'The cache of a method belongs to its class: it keeps each “self” alive until the last of ' +
    'its results is evicted.',
};

/** Decorators of functions without `self`. */
const NO_METHODS: readonly string[] = ['staticmethod', 'classmethod'];

/** Base classes whose instances are few and permanent. */
const ENUMERATIONS = /(^|\.)(Enum|IntEnum|StrEnum|Flag|IntFlag|ReprEnum)$/;

/** A decorator's expression. */
interface Decorator {
  /** The dotted name, without white space. */
  readonly name: string;
  readonly args: SyntaxNode | null;
  readonly from: number;
  readonly to: number;
}

/** The problems of a Python file, in order. An invalid file is parsed as far as possible. */
export function lintCachedMethods(source: string): LintProblem[] {
  const tree = parser.parse(source);
  const names = cachingNames(source, tree);
  if (names.size === 0) {
    return [];
  }
  const lines = new SourceLines(source);
  const silencing = readSilencing(source, tree, lines);
  const problems: LintProblem[] = [];
  tree.iterate({
    enter({ name, node }) {
      if (name !== 'DecoratedStatement') {
        return;
      }
      for (const { decorator, messages } of findings(node, source, names)) {
        const line = lines.numberOf(decorator.from);
        const start = lines.startOf(line);
        for (const message of messages) {
          if (!silencing.isSilent(message, line)) {
            problems.push({
              line,
              column: decorator.from - start,
              endColumn: Math.min(decorator.to, lines.endOf(line)) - start,
              code: message.code,
              message: message.words,
            });
          }
        }
      }
    },
  });
  return problems;
}

interface Finding {
  readonly decorator: Decorator;
  readonly messages: readonly (typeof UNBOUNDED)[];
}

function findings(statement: SyntaxNode, source: string, names: CachingNames): Finding[] {
  const definition = statement.getChild('FunctionDefinition');
  const owner = classOf(statement);
  if (definition === null || owner === null || !hasParameter(definition)) {
    return [];
  }
  const decorators = statement
    .getChildren('Decorator')
    .flatMap((decorator) => readDecorator(decorator, source) ?? []);
  if (decorators.some(({ name }) => NO_METHODS.includes(name))) {
    return [];
  }
  // pylint checks plain functions directly in the class.
  const isPylints =
    owner.isDirect &&
    definition.getChild('async') === null &&
    !isEnumeration(owner.definition, source);
  return decorators.flatMap((decorator) => {
    const caching = names.get(decorator.name);
    if (caching === undefined) {
      return [];
    }
    const isUnbounded = caching === 'cache' || isMaxsizeNone(decorator.args, source);
    return [{ decorator, messages: isUnbounded && isPylints ? [UNBOUNDED, ANY] : [ANY] }];
  });
}

/** The class of a statement, if there is no function in between. */
function classOf(
  statement: SyntaxNode,
): { readonly definition: SyntaxNode; readonly isDirect: boolean } | null {
  const isDirect = statement.parent?.parent?.name === 'ClassDefinition';
  for (let node = statement.parent; node !== null; node = node.parent) {
    if (node.name === 'ClassDefinition') {
      return { definition: node, isDirect };
    }
    if (node.name === 'FunctionDefinition') {
      return null;
    }
  }
  return null;
}

function hasParameter(definition: SyntaxNode): boolean {
  return definition.getChild('ParamList')?.getChild('VariableName') != null;
}

function isEnumeration(definition: SyntaxNode, source: string): boolean {
  const args = definition.getChild('ArgList');
  return argumentsOf(args, source).some(
    ({ keyword, value }) =>
      keyword === null && ENUMERATIONS.test(source.slice(value.from, value.to)),
  );
}

function readDecorator(node: SyntaxNode, source: string): Decorator | null {
  const parts = partsOf(node).filter(({ name }) => name !== 'At');
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) {
    return null;
  }
  const args = last.name === 'ArgList' ? last : null;
  const name = source.slice(first.from, args?.from ?? last.to).replaceAll(/\s/g, '');
  return { name, args, from: first.from, to: last.to };
}

/** An expression without surrounding brackets. */
function unwrapped(node: SyntaxNode): SyntaxNode {
  const [, inner] = node.name === 'ParenthesizedExpression' ? partsOf(node) : [];
  return inner === undefined ? node : unwrapped(inner);
}

function isMaxsizeNone(args: SyntaxNode | null, source: string): boolean {
  const maxsize = argumentsOf(args, source).find(
    ({ keyword }, index) => keyword === 'maxsize' || (keyword === null && index === 0),
  );
  return maxsize !== undefined && unwrapped(maxsize.value).name === 'None';
}

interface Argument {
  readonly keyword: string | null;
  readonly value: SyntaxNode;
}

function argumentsOf(args: SyntaxNode | null, source: string): Argument[] {
  const groups: SyntaxNode[][] = [[]];
  for (const part of args === null ? [] : partsOf(args).slice(1)) {
    if (part.name === ',' || part.name === ')') {
      groups.push([]);
    } else {
      groups.at(-1)?.push(part);
    }
  }
  return groups.flatMap(([first, equals, value]): Argument[] => {
    if (first === undefined) {
      return [];
    }
    return equals?.name === 'AssignOp' && value !== undefined
      ? [{ keyword: source.slice(first.from, first.to), value }]
      : [{ keyword: null, value: first }];
  });
}
