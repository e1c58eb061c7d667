/** Fits monospaced text into frames. */

/** Minimum number of characters of a label. */
const FEWEST = 3;

/** The part of a text that fits, with an ellipsis if cut; empty if too little fits. */
export function fitText(text: string, room: number, pitch: number): string {
  const characters = Math.floor(room / pitch);
  if (text.length <= characters) {
    return text;
  }
  if (characters < FEWEST) {
    return '';
  }
  const end = characters - 1;
  // A surrogate pair must not be split.
  const code = text.charCodeAt(end - 1);
  return `${text.slice(0, code >= 0xd800 && code < 0xdc00 ? end - 1 : end)}…`;
}
