/** The options of a policy's tests. */

import {
  isWhole,
  readFields,
  readSignal,
  readTextArgument,
  wrongArgument,
} from '../util/arguments.ts';

/** Options of `test`. */
export interface TestOptions {
  /** The limit of the run's memory: a size such as `200MB`, which is the default, or bytes. */
  readonly limit?: string | number;
  /** The ranges of the run whose memory is tested; the element's by default. */
  readonly ranges?: string;
  /** Aborts the tests; the promise then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads options, as scripts of any page write them.
 *
 * @throws The expected value in place of the first invalid option.
 */
export function readTestOptions(value: unknown): TestOptions {
  const fields = readFields('options', value, ['limit', 'ranges', 'signal'], '{limit: "200MB"}');
  const { limit, ranges } = fields;
  const signal = readSignal('options.signal', fields.signal);
  return {
    ...(limit === undefined ? {} : { limit: readLimit(limit) }),
    ...(ranges === undefined
      ? {}
      : { ranges: readTextArgument('options.ranges', ranges, 'a text such as "500,1000"') }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function readLimit(limit: unknown): string | number {
  if (typeof limit !== 'string' && !isWhole(limit, 1)) {
    throw wrongArgument(
      'options.limit',
      limit,
      'a number of bytes from 1, or a size such as "200MB"',
    );
  }
  return limit;
}
