/** The page's end of a pattern's worker. */

import { startWorker } from '../engine/start-worker.ts';
import { messageOf } from '../util/errors.ts';
import type { Trouble } from './matches.ts';
import type { PatternReply, PatternRequest } from './messages.ts';
import workerUrl from './pattern-worker.ts?worker&url';

/** The result of a test. */
export type PatternOutcome = Exclude<PatternReply, { readonly is: 'begun' }>;

/** Milliseconds after which a pattern's worker is terminated. */
const TIME_LIMIT = 500;

/** Milliseconds in which the worker's script has to be loaded. */
const LOADING_LIMIT = 10_000;

const NOT_LOADED: Trouble = {
  is: 'failed',
  reason: 'the part of the page that matches patterns did not load',
};

/**
 * Tests texts with regular expressions in a worker. It is started by the first test, serves later
 * ones too, and is terminated if a test takes too long.
 */
export class PatternTester {
  #worker: Worker | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Tests texts; `done` is called once with the outcome, unless the tester is closed before. The
   * next test must wait for it.
   */
  test(request: PatternRequest, done: (outcome: PatternOutcome) => void): void {
    let worker: Worker;
    try {
      worker = this.#worker ?? startWorker(workerUrl);
    } catch (error) {
      // Asynchronous as any other outcome.
      queueMicrotask(() => done({ is: 'failed', reason: messageOf(error) }));
      return;
    }
    this.#worker = worker;
    const give = (outcome: PatternOutcome) => {
      clearTimeout(this.#timer);
      done(outcome);
    };
    const giveUp = (trouble: Trouble) => {
      this.close();
      done(trouble);
    };
    worker.onmessage = ({ data }: MessageEvent<PatternReply>) => {
      if (data.is === 'begun') {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          // An answer that came while the page's thread was busy is delivered first.
          this.#timer = setTimeout(() => giveUp({ is: 'slow', reason: '' }));
        }, TIME_LIMIT);
      } else {
        give(data);
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      giveUp(NOT_LOADED);
    };
    this.#timer = setTimeout(() => giveUp(NOT_LOADED), LOADING_LIMIT);
    worker.postMessage(request);
  }

  /** Terminates the worker; a test in progress has no outcome. */
  close(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
  }
}
