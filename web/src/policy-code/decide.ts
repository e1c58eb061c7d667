/** From a change in the code to the policy that the changed code stands for. */

import {
  type Decisions,
  decisionsOf,
  type PolicyDescription,
  type PolicyVocabulary,
  policyText,
} from '../model/policy.ts';

/** What can be changed in the code. */
export type CodeChange =
  | { readonly decorator: Decorator }
  | { readonly maxsize: string }
  | { readonly owner: 'class' | 'instance' }
  | { readonly clear: string | null }
  | { readonly reclaim: string };

/** The function that makes the cache; `none` where there is none. */
type Decorator = 'none' | 'cache' | 'lru_cache';

/** How often a cache is cleared when clearing is begun with. */
const CLEAR_TO_BEGIN_WITH = '10';

/** The function that makes the cache of a policy. */
export function decoratorOf({ owner, maxsize }: PolicyDescription): Decorator {
  if (owner === 'none') {
    return 'none';
  }
  return maxsize === null ? 'cache' : 'lru_cache';
}

/** The text of the policy that the changed code stands for. It may be invalid: the engine says so. */
export function decide(
  description: PolicyDescription,
  change: CodeChange,
  vocabulary: PolicyVocabulary,
): string {
  return policyText(changed(decisionsOf(description), change), vocabulary);
}

function changed(decisions: Decisions, change: CodeChange): Decisions {
  if ('decorator' in change) {
    return decorated(decisions, change.decorator);
  }
  if ('maxsize' in change) {
    return { ...decisions, parameter: change.maxsize };
  }
  return { ...decisions, ...change };
}

function decorated(decisions: Decisions, decorator: Decorator): Decisions {
  if (decorator === 'none') {
    return { ...decisions, owner: 'none', bound: 'unbounded', clear: null };
  }
  return {
    ...decisions,
    owner: decisions.owner === 'none' ? 'class' : decisions.owner,
    bound: decorator === 'cache' ? 'unbounded' : 'lru',
  };
}

/** The change that begins to clear the cache. */
export const BEGIN_CLEARING: CodeChange = { clear: CLEAR_TO_BEGIN_WITH };
