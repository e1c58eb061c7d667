/** Circles of a graph: a shortest one through each node that is on a circle. */

/**
 * Each circle once, as its nodes in order, beginning with the first by name.
 *
 * @param {ReadonlyMap<string, readonly string[]>} targets The nodes to which each node leads.
 * @returns {string[][]}
 */
export function circlesOf(targets) {
  /** @type {Map<string, string[]>} */
  const circles = new Map();
  for (const node of targets.keys()) {
    const circle = shortestCircle(node, targets);
    if (circle !== null) {
      const first = circle.indexOf([...circle].sort()[0] ?? node);
      const turned = [...circle.slice(first), ...circle.slice(0, first)];
      circles.set(turned.join('\n'), turned);
    }
  }
  return [...circles.values()];
}

/**
 * A shortest path from a node back to it; `null` if there is none.
 * @param {string} node
 * @param {ReadonlyMap<string, readonly string[]>} targets
 * @returns {string[] | null}
 */
function shortestCircle(node, targets) {
  const seen = new Set();
  /** @type {string[][]} */
  const ways = [[node]];
  // Paths are added during the loop, the shorter ones first.
  for (const way of ways) {
    for (const next of targets.get(way.at(-1) ?? node) ?? []) {
      if (next === node) {
        return way;
      }
      if (!seen.has(next)) {
        seen.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return null;
}
