/** The keys of a result by the documentation: each value by the name of its type. */

/** Every key of a value; a list is represented by its first entry. */
export function kindsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [kindsOf(value[0])];
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, kindsOf(inner)]));
}

const CACHE = {
  hits: 'number',
  misses: 'number',
  currsize: 'number',
  maxsize: 'null',
  evictions: 'number',
  clears: 'number',
};

export const MEMORY = {
  peakLive: 'number',
  peakCall: 'number',
  endLive: 'number',
  linear: 'number',
  baselineLinear: 'number',
  allocations: 'number',
  deallocations: 'number',
  allocatedBytes: 'number',
  growths: 'number',
  growth: 'string',
  hardLimit: 'null',
};

/** The keys of a run without a limit and without an error, except ranges and phases. */
export const RESULT = {
  policy: 'string',
  outcome: 'string',
  cache: CACHE,
  memory: MEMORY,
  instances: { peak: 'number', end: 'number' },
  collections: { count: ['number'], collected: 'number', freed: 'number' },
  calls: 'number',
  durationMs: 'number',
  traced: 'boolean',
  native: 'boolean',
  error: 'null',
};
