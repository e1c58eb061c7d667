/** The list of chosen policies: each once, each with its own hue, at most as many as there are hues. */

import type { PolicyDescription } from '../model/policy.ts';
import { freeSlot, PALETTE } from '../util/palette.ts';

/** The most policies: as many as there are hues to tell them apart. */
export const MAXIMUM_POLICIES = PALETTE.length;

export interface ChosenPolicy {
  readonly description: PolicyDescription;
  /** Which hue and marker stand for it, everywhere and for as long as it is chosen. */
  readonly slot: number;
}

export type ChosenPolicies = readonly ChosenPolicy[];

export function textOf(policy: ChosenPolicy): string {
  return policy.description.policy;
}

export function textsOf(policies: ChosenPolicies): string[] {
  return policies.map(textOf);
}

/** The list with one more policy; throws an error for the reader of the page when it is refused. */
export function addPolicy(
  policies: ChosenPolicies,
  description: PolicyDescription,
): ChosenPolicies {
  if (policies.length >= MAXIMUM_POLICIES) {
    throw new Error(`${MAXIMUM_POLICIES} policies are the most one plot can tell apart`);
  }
  refuseDuplicate(policies, description);
  const slot = freeSlot(policies.map((policy) => policy.slot));
  return [...policies, { description, slot }];
}

/** The list with the policy of a slot changed; its place and hue stay. */
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
