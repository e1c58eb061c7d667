/** The engine's stacks, for recursion in the interpreter. */

/** Calls `run_on_new_stack` on a new stack, and suspends the caller's until it has returned. */
export const continue_on_new_stack: unknown;

/**
 * Calls a function of the interpreter that takes nothing, with all the room for recursion that the
 * engine has. `setStackRoom` is the binding `set_stack_room`.
 */
export function callOnStacks(
  exports: object,
  name: string,
  setStackRoom: (bytes: number, part: number) => void,
): Promise<number>;
