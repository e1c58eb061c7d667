/** What the engine says about policies. Only the engine reads their text form. */

/** The answer of `describe_policy`. */
export interface PolicyDescription {
  /** The canonical text. */
  readonly policy: string;
  readonly owner: string;
  /** The bound's text, with its parameter. */
  readonly bound: string;
  readonly boundName: string;
  readonly parameter: number | null;
  readonly maxsize: number | null;
  readonly clear: number | null;
  readonly reclaim: string;
  /** One short line of the Python it stands for. */
  readonly python: string;
  /** One English sentence. */
  readonly summary: string;
}

export interface Choice {
  readonly name: string;
  readonly summary: string;
}

interface Parameter {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** The decorator of a bound in Python. */
interface BoundDecorator {
  /** Such as `lru_cache`. Two bounds may have the same. */
  readonly name: string;
  /** The keyword of the bound's parameter, such as `maxsize`; `null` where it takes none. */
  readonly argument: string | null;
}

export interface BoundChoice extends Choice {
  readonly parameter: Parameter | null;
  readonly decorator: BoundDecorator;
}

/** The answer of `list_policies`: what an editor can offer. */
export interface PolicyVocabulary {
  readonly owners: readonly Choice[];
  readonly bounds: readonly BoundChoice[];
  readonly reclaims: readonly Choice[];
  readonly clear: { readonly minimum: number; readonly maximum: number };
}

/** The four decisions as an editor holds them, before the engine has judged them. */
export interface Decisions {
  readonly owner: string;
  readonly bound: string;
  /** The bound's parameter as typed; not used where the bound takes none. */
  readonly parameter: string;
  /** Instances between two clears as typed; `null` for never. */
  readonly clear: string | null;
  readonly reclaim: string;
}

/** The text of four decisions. It may be invalid: the engine says so, and why. */
export function policyText(decisions: Decisions, vocabulary: PolicyVocabulary): string {
  const bound = vocabulary.bounds.find(({ name }) => name === decisions.bound);
  const parts = [
    decisions.owner,
    bound?.parameter ? `${decisions.bound}:${decisions.parameter}` : decisions.bound,
  ];
  if (decisions.clear !== null) {
    parts.push(`clear:${decisions.clear}`);
  }
  // The first way of reclaiming is the one that goes without saying.
  if (decisions.reclaim !== vocabulary.reclaims[0]?.name) {
    parts.push(decisions.reclaim);
  }
  return parts.join('/');
}

/** What a bound's parameter is when the bound is chosen: `functools.lru_cache` has it so. */
const PARAMETER_TO_BEGIN_WITH = 128;

/** The four decisions of a policy, for an editor to start from. */
export function decisionsOf(description: PolicyDescription): Decisions {
  return {
    owner: description.owner,
    bound: description.boundName,
    parameter: String(description.parameter ?? PARAMETER_TO_BEGIN_WITH),
    clear: description.clear === null ? null : String(description.clear),
    reclaim: description.reclaim,
  };
}
