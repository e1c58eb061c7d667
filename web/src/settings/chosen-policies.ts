/** The list of chosen policies: each once, each with its own hue, limited by the number of hues. */

import type { PolicyDescription } from '../model/policy.ts';
import { freeSlot, PALETTE } from '../util/palette.ts';

/** Maximum number of policies, one per hue. */
export const MAXIMUM_POLICIES = PALETTE.length;

export interface ChosenPolicy {
  readonly description: PolicyDescription;
  /** Its hue and marker, everywhere and for as long as it is chosen. */
  readonly slot: number;
}

export type ChosenPolicies = readonly ChosenPolicy[];

export function textOf(policy: ChosenPolicy): string {
  return policy.description.policy;
}

export function textsOf(policies: ChosenPolicies): string[] {
  return policies.map(textOf);
}

/** The list with one more policy; throws an error for the reader if it is refused. */
export function addPolicy(
  policies: ChosenPolicies,
  description: PolicyDescription,
): ChosenPolicies {
  if (policies.length >= MAXIMUM_POLICIES) {
    throw new Error(`one plot shows at most ${MAXIMUM_POLICIES} policies`);
  }
  refuseDuplicate(policies, description);
  const slot = freeSlot(policies.map((policy) => policy.slot));
  return [...policies, { description, slot }];
}

/** The list with the policy of a slot replaced; its position and hue stay. */
export function replacePolicy(
  policies: ChosenPolicies,
  slot: number,
  description: PolicyDescription,
): ChosenPolicies {
  refuseDuplicate(
    policies.filter((policy) => policy.slot !== slot),
    description,
  );
  return policies.map((policy) => (policy.slot === slot ? { description, slot } : policy));
}

export function removePolicy(policies: ChosenPolicies, slot: number): ChosenPolicies {
  return policies.filter((policy) => policy.slot !== slot);
}

function refuseDuplicate(policies: ChosenPolicies, description: PolicyDescription): void {
  if (policies.some((policy) => textOf(policy) === description.policy)) {
    throw new Error(`${description.policy} is already chosen`);
  }
}
