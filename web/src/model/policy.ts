/** Policies as the engine describes them. Only the engine parses their text form. */

import type * as engine from '../../wasm/engine/highwater_engine.js';
import type { DeepReadonly } from '../util/deep-readonly.ts';

/** The answer of `describe_policy`. */
export type PolicyDescription = DeepReadonly<engine.PolicyDescription>;

/** An option for a part of a policy. */
export type Choice = DeepReadonly<engine.Choice>;

/** A numeric parameter of a part of a policy. */
export type Parameter = DeepReadonly<engine.Parameter>;

/** An option for a bound, with its decorator in Python. */
export type BoundChoice = DeepReadonly<engine.BoundChoice>;

/** The answer of `list_policies`: the options of an editor. */
export type PolicyVocabulary = DeepReadonly<engine.PolicyVocabulary>;

/** The four decisions as an editor holds them, before the engine validates them. */
export interface Decisions {
  readonly owner: string;
  readonly bound: string;
  /** The bound's parameter as typed; unused if the bound has none. */
  readonly parameter: string;
  /** Instances between two clears as typed; `null` for never. */
  readonly clear: string | null;
  readonly reclaim: string;
}

/** The text of four decisions. It may be invalid: the engine reports why. */
export function policyText(decisions: Decisions, vocabulary: PolicyVocabulary): string {
  const bound = vocabulary.bounds.find(({ name }) => name === decisions.bound);
  const parts = [
    decisions.owner,
    bound?.parameter ? `${decisions.bound}:${decisions.parameter}` : decisions.bound,
  ];
  if (decisions.clear !== null) {
    parts.push(`clear:${decisions.clear}`);
  }
  // The first way of reclaiming is the default and is omitted.
  if (decisions.reclaim !== vocabulary.reclaims[0]?.name) {
    parts.push(decisions.reclaim);
  }
  return parts.join('/');
}

/** The initial parameter of a bound, as in `functools.lru_cache`. */
const PARAMETER_TO_BEGIN_WITH = 128;

/** The four decisions of a policy, as an editor's initial state. */
export function decisionsOf(description: PolicyDescription): Decisions {
  return {
    owner: description.owner,
    bound: description.boundName,
    parameter: String(description.parameter ?? PARAMETER_TO_BEGIN_WITH),
    clear: description.clear === null ? null : String(description.clear),
    reclaim: description.reclaim,
  };
}
