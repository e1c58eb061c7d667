/** The page's address as a carrier of settings. */

import { ATTRIBUTES, type Attribute, type Attributes, type Problem } from './settings.ts';

/** Reads the query of an address into attributes; names what no attribute is called. */
export function readQuery(query: string): { attributes: Attributes; problems: Problem[] } {
  const attributes: Partial<Record<Attribute, string>> = {};
  const problems: Problem[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (!isAttribute(name)) {
      problems.push({
        name,
        message: `there is no such parameter; there are ${ATTRIBUTES.join(', ')}`,
      });
    } else if (name in attributes) {
      problems.push({ name, message: 'it is given more than once; the first one counts' });
    } else {
      attributes[name] = value;
    }
  }
  return { attributes, problems };
}

/** Writes attributes as a query, with the characters that need no escape left readable. */
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

/** Slash, comma and colon mean nothing special in a query, and a policy is made of them. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%2F|%2C|%3A/g, decodeURIComponent);
}
