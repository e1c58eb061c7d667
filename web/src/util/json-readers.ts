/** Readers of single values from parsed JSON. Each throws an error with the problem. */

export function readString(value: unknown): string {
  if (typeof value !== 'string') {
    throw new Error(`${shorten(value)} is not a string`);
  }
  return value;
}

/** Reads a non-empty text, without surrounding white space. */
export function readText(value: unknown, longest: number): string {
  const text = readString(value).trim();
  if (text === '') {
    throw new Error('it is empty');
  }
  if (text.length > longest) {
    throw new Error(`it has more than ${longest} characters`);
  }
  return text;
}

/** True if a value is an object with named values, and not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as JSON, shortened for a message. */
export function shorten(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
