/** Functions evaluated in the page to compare stacks: they must be self-contained. */

/** One moment of a run, with the active calls as code offsets, the outermost first. */
interface Sample {
  /** By the engine's shadow stack. */
  shadow: number[];
  /** By the browser. */
  browser: number[];
  /** The number of calls up to the active allocation; `null` without one. */
  allocator: number | null;
  /** The number of capture bytes written. */
  behind: number;
}

export interface Observed {
  samples: Sample[];
  /** The whole capture in base 64. */
  capture: string;
}

interface Engine {
  default(options: { module_or_path: WebAssembly.Module }): Promise<{
    memory: WebAssembly.Memory;
    __shadow_stack_pointer: WebAssembly.Global;
    __shadow_stack_start: WebAssembly.Global;
  }>;
  connect(host: { records(pointer: number, length: number): void }): void;
  start(
    policy: string,
    ranges: string,
    growth: string,
    hardLimit: undefined,
    traced: boolean,
    build: string,
  ): void;
  advance(): boolean;
  finish(): void;
}

/** Makes a run and samples the stack each time that the engine sends records. */
export async function observeStacks(run: { policy: string; ranges: string }): Promise<Observed> {
  const at = (name: string) => new URL(`engine-files/${name}`, document.baseURI).href;
  const engine: Engine = await import(at('engine.js'));
  const module = await WebAssembly.compileStreaming(fetch(at('engine.wasm')));
  const calls: [number, number][] = await (await fetch(at('offsets.json'))).json();
  const original = new Map(calls.map(([offset, rewritten]) => [rewritten, offset]));
  const exports = await engine.default({ module_or_path: module });
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;

  const samples: Sample[] = [];
  const pieces: Uint8Array[] = [];
  let written = 0;
  engine.connect({
    records(pointer, length) {
      const lines = (new Error().stack ?? '').split('\n').reverse();
      const frames = lines.flatMap((line) => {
        const offset = /wasm-function\[\d+\]:0x([0-9a-f]+)/.exec(line)?.[1];
        return offset === undefined ? [] : [{ line, offset: Number.parseInt(offset, 16) }];
      });
      const start: number = exports.__shadow_stack_start.value;
      const used = (exports.__shadow_stack_pointer.value - start) / 4;
      const slots = new Uint32Array(exports.memory.buffer, start, used);
      const allocator = frames.findIndex(({ line }) =>
        /GlobalAlloc>?::(alloc|realloc)\b|GlobalAlloc.*(5alloc|7realloc)17h/.test(line),
      );
      pieces.push(new Uint8Array(exports.memory.buffer, pointer, length).slice());
      written += length;
      samples.push({
        // The tracer marks the slots that it has looked up in their highest bit.
        shadow: Array.from(slots, (slot) => slot & 0x7fff_ffff),
        browser: frames.map(({ offset }) => original.get(offset) ?? -offset),
        allocator: allocator === -1 ? null : allocator,
        behind: written,
      });
    },
  });
  engine.start(run.policy, run.ranges, 'adaptive', undefined, true, 'of the tests');
  while (engine.advance());
  engine.finish();
  const capture = pieces.map((piece) => String.fromCharCode(...piece.slice(0)));
  return { samples, capture: btoa(capture.join('')) };
}
