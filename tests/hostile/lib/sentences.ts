/** The form of a message for a reader. */

/** Words of engines about their own affairs. */
const INTERNAL = [
  /\bundefined\b/,
  /\b(of|is) null\b/,
  /\bNaN\b/,
  /is not (a function|iterable|defined)\b/,
  /\bCannot (read|set|convert|destructure)\b/,
  /\[object /,
  /\b(unreachable|panicked|RuntimeError|out of bounds|call stack)\b/,
  /\bURI malformed\b/,
];

/** Least number of words of a sentence. */
const LEAST_WORDS = 2;

/** The fault of a message; empty if it is a sentence in words for a reader. Its quotations may be anything. */
export function faultOf(message: unknown): string {
  if (typeof message !== 'string') {
    return `it is no text: ${JSON.stringify(message)}`;
  }
  const own = message.replaceAll(/“.*”/gs, '“…”').replaceAll(/".*"/gs, '"…"');
  if (own.trim().split(/\s+/).length < LEAST_WORDS) {
    return `it is not a sentence: ${JSON.stringify(message)}`;
  }
  const internal = INTERNAL.find((pattern) => pattern.test(own));
  return internal === undefined
    ? ''
    : `it has words of the engine (${internal}): ${JSON.stringify(message.slice(0, 500))}`;
}
