/** The names in a Python file that refer to the caches of `functools`. */

import type { SyntaxNode, Tree } from '@lezer/common';
import { partsOf } from './syntax.ts';

/** A function that creates a cache. */
type Caching = 'cache' | 'lru_cache';

/** Dotted names in the file, with the cache function that they refer to. */
export type CachingNames = ReadonlyMap<string, Caching>;

const MODULE = 'functools';
const CACHINGS: readonly Caching[] = ['cache', 'lru_cache'];

/** The names that imports, and assignments of imported names, give to the caches. */
export function cachingNames(source: string, tree: Tree): CachingNames {
  const names = new Map<string, Caching>();
  const textOf = ({ from, to }: { from: number; to: number }) => source.slice(from, to);
  tree.iterate({
    enter({ name, node }) {
      if (name === 'ImportStatement') {
        addImports(names, partsOf(node).map(textOf));
      } else if (name === 'AssignStatement') {
        addAssigned(
          names,
          partsOf(node).map((part) => textOf(part).replaceAll(/\s/g, '')),
        );
      } else if (isDefinition(name) && isAtTop(node)) {
        // A function defined in the file shadows the name.
        const own = node.getChild('VariableName');
        names.delete(own === null ? '' : textOf(own));
      }
    },
  });
  return names;
}

function addImports(names: Map<string, Caching>, [first, ...parts]: readonly string[]): void {
  if (first === 'import') {
    for (const [path, name] of importedOf(parts)) {
      if (path === MODULE) {
        for (const caching of CACHINGS) {
          names.set(`${name}.${caching}`, caching);
        }
      }
    }
    return;
  }
  const begin = parts.indexOf('import');
  const isStar = parts.at(-1) === '*';
  const imported = isStar
    ? CACHINGS.map((name) => [name, name] as const)
    : importedOf(parts.slice(begin + 1).filter((part) => part !== '(' && part !== ')'));
  const isFunctools = parts.slice(0, begin).join('') === MODULE;
  for (const [path, name] of imported) {
    const caching = CACHINGS.find((caching) => caching === path);
    if (isFunctools && caching !== undefined) {
      names.set(name, caching);
    } else if (!isStar) {
      names.delete(name);
    }
  }
}

/** The imported names and their aliases, from parts such as `a . b as c , d`. */
function importedOf(parts: readonly string[]): (readonly [string, string])[] {
  const groups: string[][] = [[]];
  for (const part of parts) {
    if (part === ',') {
      groups.push([]);
    } else {
      groups.at(-1)?.push(part);
    }
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const as = group.indexOf('as');
      const path = (as < 0 ? group : group.slice(0, as)).join('');
      return [path, as < 0 ? path : (group[as + 1] ?? path)] as const;
    });
}

/** `memo = functools.cache` is another name for it. */
function addAssigned(names: Map<string, Caching>, parts: readonly string[]): void {
  const caching = names.get(parts.at(-1) ?? '');
  const [target = '', equals] = parts;
  if (caching !== undefined && parts.length === 3 && equals === '=') {
    names.set(target, caching);
  }
}

function isDefinition(name: string): boolean {
  return name === 'FunctionDefinition' || name === 'ClassDefinition';
}

function isAtTop({ parent }: SyntaxNode): boolean {
  return parent?.name === 'Script' || parent?.parent?.name === 'Script';
}
