/** The name of a run, as scripts of any page write it. */

import { readTextArgument } from '../util/arguments.ts';

/** Reads the name of a run: a policy, or the name of a program's run. */
export function readRunName(value: unknown): string {
  return readTextArgument('run', value, 'a policy such as "class/lru:10", or the name of a run');
}
