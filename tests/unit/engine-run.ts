/** Runs of the built engine without a browser, each in new instances and a thread of its own. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../web/src/model/run-result.ts';
import { memoryLimits, REPOSITORY } from '../lib/dist.ts';
import { inThread } from './in-thread.ts';

/** The size of a page of linear memory, from the WebAssembly specification. */
export const PAGE = 65_536;

export const MIB = 1024 * 1024;

export interface RunSettings {
  policy: string;
  ranges: string;
  growth: string;
  hardLimit: number | undefined;
  traced: boolean;
  /** True if the engine is the one with a shadow stack. */
  native: boolean;
  /** The build's identity as the capture names it. */
  build: string;
}

/** The input of a run's thread. */
export interface WorkerTask {
  modules: { engine: WebAssembly.Module; inspector: WebAssembly.Module };
  settings: RunSettings;
  heapStart: number;
}

/** A run from its start to the end of `finish()`. */
export interface EngineRun {
  /** The exception of `run()`. */
  thrown: { name: string; message: string } | null;
  outcome: number;
  error: string | null;
  result: RunResult;
  /** Live bytes by the records, after the release. */
  liveAfterRelease: number;
  /** The engine's linear memory in bytes. */
  linear: { beforeFinish: number; afterFinish: number };
  timeline: Float64Array;
  /** The engine's heap from its first byte to its last, at the end of `run()`. */
  heap: Uint8Array;
  capture: Uint8Array;
}

function moduleBytes(name: 'engine' | 'inspector', kind = 'bg'): Buffer {
  return readFileSync(join(REPOSITORY, 'web', 'wasm', name, `highwater_${name}_${kind}.wasm`));
}

/**
 * The start of the heap: a new instance's memory has its declared minimum size, all of it static
 * data and stack, and only the allocator grows it.
 */
export function heapStart(): number {
  const [limits] = memoryLimits(moduleBytes('engine'));
  if (limits === undefined) throw new Error('the engine has no memory');
  return limits.min * PAGE;
}

/** Makes a run. `hostPages` is the maximum number of pages from the host, if it is limited. */
export async function runEngine(
  settings: Partial<RunSettings>,
  hostPages?: number,
): Promise<EngineRun> {
  const engine = moduleBytes('engine', settings.native === true ? 'native' : 'bg');
  const task: WorkerTask = {
    modules: {
      engine: new WebAssembly.Module(
        new Uint8Array(hostPages === undefined ? engine : withMaximumPages(engine, hostPages)),
      ),
      inspector: new WebAssembly.Module(new Uint8Array(moduleBytes('inspector'))),
    },
    settings: {
      policy: 'class/unbounded',
      ranges: '50,100',
      growth: 'adaptive',
      hardLimit: undefined,
      traced: true,
      native: false,
      build: 'of the tests',
      ...settings,
    },
    heapStart: heapStart(),
  };
  return inThread(new URL('./engine-worker.mjs', import.meta.url), task);
}

/**
 * The module with another maximum of its memory: the host then refuses further growth. The new
 * number has as many bytes as the old one, which LEB128 allows.
 */
export function withMaximumPages(module: Uint8Array, pages: number): Uint8Array {
  const MEMORY_SECTION = 5;
  const edited = module.slice();
  let at = 8; // after the magic number and the version
  const leb128 = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = module[at++];
      if (byte === undefined) throw new Error('the module is cut short');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < module.length) {
    const section = module[at++];
    const end = leb128() + at;
    if (section === MEMORY_SECTION) {
      const [count, flags] = [leb128(), leb128()];
      if (count !== 1 || flags !== 1) throw new Error('not one memory with a maximum');
      leb128(); // the minimum
      const from = at;
      leb128();
      for (let left = pages, index = from; index < at; index++, left = Math.floor(left / 128)) {
        edited[index] = (left % 128) | (index + 1 < at ? 0x80 : 0);
      }
      return edited;
    }
    at = end;
  }
  throw new Error('the module has no memory');
}
