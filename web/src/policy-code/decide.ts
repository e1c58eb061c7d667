/** The policy that results from a change in the code. */

import {
  type BoundChoice,
  type Decisions,
  decisionsOf,
  type PolicyDescription,
  type PolicyVocabulary,
  policyText,
} from '../model/policy.ts';

/** A change of one decision in the code. */
export type CodeChange =
  | { readonly decorator: string }
  | { readonly maxsize: string }
  | { readonly owner: 'class' | 'instance' }
  | { readonly clear: string | null }
  | { readonly reclaim: string };

/** The decorator of a policy without a cache. */
export const NO_DECORATOR = 'none';

/** The initial interval between clears. */
const CLEAR_TO_BEGIN_WITH = '10';

/**
 * The decorators of all bounds, each once: its name, followed by the bound's if an earlier bound
 * has a decorator of the same name.
 */
export function decoratorsOf({ bounds }: PolicyVocabulary): readonly string[] {
  return bounds.map(({ name, decorator }, index) =>
    bounds.findIndex((bound) => bound.decorator.name === decorator.name) === index
      ? decorator.name
      : `${decorator.name} (${name})`,
  );
}

/** The decorator of a policy, out of {@link decoratorsOf}; {@link NO_DECORATOR} without a cache. */
export function decoratorOf(
  { owner, boundName }: PolicyDescription,
  vocabulary: PolicyVocabulary,
): string {
  const index = vocabulary.bounds.findIndex(({ name }) => name === boundName);
  return owner === 'none' ? NO_DECORATOR : (decoratorsOf(vocabulary)[index] ?? boundName);
}

function boundOf(decorator: string, vocabulary: PolicyVocabulary): BoundChoice | undefined {
  return vocabulary.bounds[decoratorsOf(vocabulary).indexOf(decorator)];
}

/** The text of the policy for the changed code. It may be invalid: the engine reports why. */
export function decide(
  description: PolicyDescription,
  change: CodeChange,
  vocabulary: PolicyVocabulary,
): string {
  return policyText(changed(decisionsOf(description), change, vocabulary), vocabulary);
}

function changed(
  decisions: Decisions,
  change: CodeChange,
  vocabulary: PolicyVocabulary,
): Decisions {
  if ('decorator' in change) {
    return decorated(decisions, change.decorator, vocabulary);
  }
  if ('maxsize' in change) {
    return { ...decisions, parameter: change.maxsize };
  }
  return { ...decisions, ...change };
}

function decorated(
  decisions: Decisions,
  decorator: string,
  vocabulary: PolicyVocabulary,
): Decisions {
  if (decorator === NO_DECORATOR) {
    return { ...decisions, owner: 'none', bound: 'unbounded', clear: null };
  }
  return {
    ...decisions,
    owner: decisions.owner === 'none' ? 'class' : decisions.owner,
    bound: boundOf(decorator, vocabulary)?.name ?? decisions.bound,
  };
}

/** The change that adds clearing of the cache. */
export const BEGIN_CLEARING: CodeChange = { clear: CLEAR_TO_BEGIN_WITH };
