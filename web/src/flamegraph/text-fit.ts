/** Fits texts of a fixed pitch into frames. */

/** Fewer characters than this say nothing. */
const FEWEST = 3;

/** As much of a text as has room, with an ellipsis for what is left out; nothing for too little. */
export function fitText(text: string, room: number, pitch: number): string {
  const characters = Math.floor(room / pitch);
  if (text.length <= characters) {
    return text;
  }
  if (characters < FEWEST) {
    return '';
  }
  const end = characters - 1;
  // A character outside the basic plane is two units, which must not be parted.
  const code = text.charCodeAt(end - 1);
  return `${text.slice(0, code >= 0xd800 && code < 0xdc00 ? end - 1 : end)}…`;
}
