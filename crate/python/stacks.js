/**
 * The engine's stacks, for recursion in the interpreter.
 *
 * The size of an engine's stack is not known, and a call takes more or less of it once it has been
 * optimised. What is counted is therefore the interpreter's stack in linear memory, which is the same
 * in all engines. A call takes at most about two bytes of an engine's stack for each byte of that one,
 * and in WebKit, whose stack is the largest, about four.
 */

/**
 * True if the engine can suspend calls (JavaScript Promise Integration). Each call that is waited for
 * then has a stack of its own: about 1 MB in Chromium and Firefox.
 */
const SUSPENDS =
  typeof (/** @type {any} */ (WebAssembly).Suspending) === 'function' &&
  typeof (/** @type {any} */ (WebAssembly).promising) === 'function';

/** The bytes of the stack in linear memory that a program may take. */
const ROOM = 5 * 2 ** 19;

/** The bytes of them for calls on one of several stacks of the engine. */
const PART = 2 ** 18;

/** The room on an engine's only stack, by the depth that the call of `measuring` reaches at least. */
const SINGLE = [
  { depth: 2400, room: ROOM }, // WebKit: 5 MB.
  { depth: 1000, room: 400_000 }, // Firefox without suspended calls: 1 MB.
  { depth: 0, room: 200_000 }, // Chromium without them: 0.5 MB in a worker.
];

/** A function with 100 locals of 8 bytes that calls itself without end, and counts. */
const measuring = () => {
  const counted = [0x23, 0, 0x41, 1, 0x6a, 0x24, 0]; // global.get, i32.const, i32.add, global.set
  const body = [1, 100, 0x7e, ...counted, 0x10, 0, ...counted, 0x0b];
  const section = (/** @type {number} */ id, /** @type {number[]} */ ...bytes) => [
    id,
    bytes.length,
    ...bytes,
  ];
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 0, 0),
    ...section(3, 1, 0),
    ...section(6, 1, 0x7f, 1, 0x41, 0, 0x0b),
    ...section(7, 2, 4, 0x63, 0x61, 0x6c, 0x6c, 0, 0, 5, 0x64, 0x65, 0x70, 0x74, 0x68, 3, 0),
    ...section(10, 1, body.length, ...body),
  ];
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
};

/** The room on the engine's only stack. */
function singleRoom() {
  const { call, depth } = /** @type {any} */ (measuring().exports);
  try {
    call();
  } catch {
    // The stack is full.
  }
  return SINGLE.find((size) => depth.value >= size.depth)?.room ?? 0;
}

/** @type {(call: number) => unknown} The interpreter's `run_on_new_stack`. */
let runOnNewStack;

/**
 * Calls `run_on_new_stack` on a new stack, and suspends the caller's until it has returned. An engine
 * with one stack makes the same calls on that, which take as much of the stack in linear memory.
 */
export const continue_on_new_stack = SUSPENDS
  ? new /** @type {any} */ (WebAssembly).Suspending((/** @type {number} */ call) =>
      Promise.resolve(call).then(runOnNewStack),
    )
  : (/** @type {number} */ call) => {
      runOnNewStack(call);
    };

/**
 * Calls a function of the interpreter that takes nothing, with all the room for recursion that the
 * engine has.
 *
 * @param {any} exports The exports of the interpreter's module.
 * @param {string} name The exported function.
 * @param {(bytes: number, part: number) => void} setStackRoom The binding `set_stack_room`.
 * @returns {Promise<number>}
 */
export async function callOnStacks(exports, name, setStackRoom) {
  if (!SUSPENDS) {
    runOnNewStack = exports.run_on_new_stack;
    setStackRoom(singleRoom(), PART);
    return exports[name]();
  }
  const { promising } = /** @type {any} */ (WebAssembly);
  runOnNewStack = promising(exports.run_on_new_stack);
  setStackRoom(ROOM, PART);
  return promising(exports[name])();
}
