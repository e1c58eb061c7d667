/**
 * The interpreter of a page that is served while the interpreter is still being compiled: the state
 * of its compilation, and its files as soon as they are there.
 */

import { deferred } from '../util/deferred.ts';
import { loadPart } from '../util/parts.ts';
import type { InterpreterFiles } from './interpreter-files.ts';

/** The interpreter is being compiled. */
export interface Compiling {
  readonly state: 'compiling';
  /** The present step. */
  readonly step: string;
  /** Parts of the step, those that are done and all; both 0 for a step without parts. */
  readonly done: number;
  readonly total: number;
  /** Share of the whole compilation that is done, from 0 to 1. */
  readonly share: number;
  /** Estimated seconds until the interpreter is ready; `null` without a basis for an estimate. */
  readonly secondsLeft: number | null;
}

/** The compilation failed. */
interface Failed {
  readonly state: 'failed';
  /** Path of the log within the project. */
  readonly log: string;
}

/** The interpreter is there. */
interface Ready {
  readonly state: 'ready';
  /** Address of the script with its files, relative to the page's own files. */
  readonly files: string;
}

export type InterpreterState = Compiling | Failed | Ready;

/** Milliseconds between two readings of the state. */
const INTERVAL = 1000;

// A script that is loaded later is in a folder beside the pages.
const SCRIPT = import.meta.url;
const STATE = new URL('../interpreter.json', SCRIPT);

const listeners = new Set<(state: InterpreterState) => void>();

let latest: InterpreterState | null = null;
let isWatching = false;

/**
 * Reports the state, at once if it is known and after each reading. Returns the function that ends
 * the reports.
 */
export function watchInterpreter(listener: (state: InterpreterState) => void): () => void {
  listeners.add(listener);
  if (latest !== null) {
    listener(latest);
  }
  if (!isWatching && latest?.state !== 'ready') {
    isWatching = true;
    watch().finally(() => {
      isWatching = false;
    });
  }
  return () => listeners.delete(listener);
}

/** The files, when the interpreter is ready. Rejects when its compilation has failed. */
export async function awaitedFiles(): Promise<InterpreterFiles> {
  const { promise, resolve, reject } = deferred<Ready>();
  const stop = watchInterpreter((state) => {
    if (state.state === 'ready') {
      resolve(state);
    } else if (state.state === 'failed') {
      reject(new Error(describeFailure(state)));
    }
  });
  return filesOf(await promise.finally(stop));
}

/** The files, unless the interpreter is not ready. */
export async function filesIfReady(): Promise<InterpreterFiles | null> {
  const state = latest?.state === 'ready' ? latest : await readState();
  return state?.state === 'ready' ? filesOf(state) : null;
}

/** The failure with the way to its log, without a full stop. */
export function describeFailure({ log }: Failed): string {
  return `the interpreter could not be compiled: see ${log} or the terminal of ./www-build.sh serve`;
}

async function filesOf({ files }: Ready): Promise<InterpreterFiles> {
  const script = new URL(files, STATE).href;
  const { FILES } = await loadPart(
    'the addresses of the interpreter',
    () => import(/* @vite-ignore */ script),
  );
  return FILES;
}

async function watch(): Promise<void> {
  while (listeners.size > 0 && latest?.state !== 'ready') {
    const state = await readState();
    if (state !== null) {
      latest = state;
      for (const listener of listeners) {
        listener(state);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}

/** The state; `null` if the server does not answer. */
async function readState(): Promise<InterpreterState | null> {
  try {
    const response = await fetch(STATE, { cache: 'no-store' });
    return response.ok ? ((await response.json()) as InterpreterState) : null;
  } catch {
    return null;
  }
}
