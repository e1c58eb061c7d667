/** The answers of a report panel: for its run, and for a second one beside it. */

import type { SymbolsProblem } from '../engine/messages.ts';
import { messageOf } from '../util/errors.ts';
import { Crates } from './native/report-native.ts';
import { answerTo, isSame, type ReportState, type Wanted } from './report-request.ts';

type WantedReports = readonly (Wanted | null)[];

export class PanelAnswers {
  main: ReportState | null = null;
  second: ReportState | null = null;
  /** The message of the last failed query; empty if it was answered. */
  error = '';
  /** The reason why native frames have no names; `null` if they have names. */
  symbolsProblem: SymbolsProblem | null = null;
  /** The crates of the native frames in the answers. */
  readonly crates = new Crates();
  #wanted: WantedReports = [];
  #asked: WantedReports = [];
  #native = false;
  #asking = false;

  /** `changed` is called after each answer. */
  constructor(readonly changed: () => void) {}

  /** The latest requested reports, the main one first. */
  get wanted(): WantedReports {
    return this.#wanted;
  }

  /** Requests reports, with the symbols of native frames if these are shown. */
  ask(wanted: WantedReports, native: boolean): void {
    this.#wanted = wanted;
    this.#native = native;
    this.#askLatest();
  }

  /** Requests the same reports again, and the files that they lacked. */
  askAgain(): void {
    this.#asked = [];
    this.#askLatest();
  }

  fail(error: unknown): void {
    this.error = messageOf(error);
    this.changed();
  }

  /**
   * Sends one query at a time, and the latest last: intermediate ones, of a moving pointer, are
   * skipped.
   */
  async #askLatest(): Promise<void> {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      while (!isSameOfAll(this.#wanted, this.#asked)) {
        this.#asked = this.#wanted;
        try {
          const [main = null, second = null] = await Promise.all(this.#asked.map(answerTo));
          if (this.#native && main !== null) {
            this.crates.learn(main);
            this.symbolsProblem = await main.inspector.ask({ is: 'symbols' });
          }
          [this.main, this.second, this.error] = [main, second, ''];
          this.changed();
        } catch (error) {
          this.fail(error);
        }
      }
    } finally {
      this.#asking = false;
    }
  }
}

function isSameOfAll(some: WantedReports, others: WantedReports): boolean {
  return some.length === others.length && some.every((one, at) => isSame(one, others[at]));
}
