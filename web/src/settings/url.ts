/** Settings in the page's address. */

import { ATTRIBUTES, type Attribute, type Attributes, type Problem } from './settings.ts';

/** Parses the query of an address into attributes; reports unknown names. */
export function readQuery(query: string): { attributes: Attributes; problems: Problem[] } {
  const attributes: Partial<Record<Attribute, string>> = {};
  const problems: Problem[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (!isAttribute(name)) {
      problems.push({
        name,
        message: `unknown parameter; the parameters are ${ATTRIBUTES.join(', ')}`,
      });
    } else if (name in attributes) {
      problems.push({ name, message: 'given more than once; the first value is used' });
    } else {
      attributes[name] = value;
    }
  }
  return { attributes, problems };
}

/** Writes attributes as a query, with characters left unescaped where possible. */
export function writeQuery(attributes: Attributes): string {
  const pairs = ATTRIBUTES.flatMap((name) => {
    const value = attributes[name];
    return value === undefined ? [] : [`${name}=${readable(value)}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function isAttribute(name: string): name is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(name);
}

/**
 * Slash, comma and colon have no special meaning in a query, and are frequent in policies. Halves of
 * surrogate pairs, which cannot be written, are replaced.
 */
function readable(value: string): string {
  const writable = value.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(writable).replace(/%2F|%2C|%3A/g, decodeURIComponent);
}
