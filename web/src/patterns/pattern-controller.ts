import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPlain, type Matches, plainMatches } from './matches.ts';
import { PatternTester } from './pattern-tester.ts';

/** A pattern and its known matches. */
interface Pattern {
  readonly text: string;
  /** The texts tested so far. */
  readonly known: Map<string, boolean>;
  /** `null` before the first outcome. */
  matches: Matches | null;
  /** The texts of the last call for which all are known, or need not be. */
  complete: readonly string[] | null;
}

/**
 * The regular expression of an element, matched outside the page's thread; its plain texts are
 * matched at once. The worker lives as long as the element is in a document.
 */
export class PatternController implements ReactiveController {
  readonly #changed: () => void;
  readonly #tester = new PatternTester();
  #pattern: Pattern = settled('');
  #shown: Matches | null = null;
  #isTesting = false;

  /** `changed` is called when `match` may have another result. */
  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    // A test that the removal of the element ended is begun again.
    this.#changed();
  }

  hostDisconnected(): void {
    this.#isTesting = false;
    this.#tester.close();
  }

  /**
   * The matches of a pattern among texts. Until they are known, which is reported, they are
   * those of the pattern before; `null` if there was none. Of patterns requested meanwhile only the
   * latest is tested.
   */
  match(text: string, texts: readonly string[]): Matches | null {
    if (text !== this.#pattern.text) {
      this.#pattern = isPlain(text)
        ? settled(text)
        : { text, known: new Map(), matches: null, complete: null };
    }
    const pattern = this.#pattern;
    if (texts !== pattern.complete && !isSettled(pattern)) {
      const missing = [...new Set(texts)].filter((one) => !pattern.known.has(one));
      if (missing.length === 0) {
        pattern.complete = texts;
      } else {
        this.#test(pattern, missing);
      }
    }
    this.#shown = pattern.matches ?? this.#shown;
    return this.#shown;
  }

  #test(pattern: Pattern, texts: readonly string[]): void {
    if (this.#isTesting) {
      return;
    }
    this.#isTesting = true;
    this.#tester.test({ pattern: pattern.text, texts }, (outcome) => {
      this.#isTesting = false;
      if (outcome.is === 'tested') {
        for (const [index, text] of texts.entries()) {
          pattern.known.set(text, outcome.matched[index] === 1);
        }
        pattern.matches = { has: (text) => pattern.known.get(text) === true, trouble: null };
      } else {
        pattern.matches = { has: () => false, trouble: outcome };
      }
      this.#changed();
    });
  }
}

/** A pattern that is matched without a worker. */
function settled(text: string): Pattern {
  return { text, known: new Map(), matches: plainMatches(text), complete: null };
}

/** True for a pattern that needs no test. */
function isSettled({ text, matches }: Pattern): boolean {
  return isPlain(text) || (matches !== null && matches.trouble !== null);
}
