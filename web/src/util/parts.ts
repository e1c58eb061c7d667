/** Parts of the page that are loaded later. */

import { messageOf } from './errors.ts';

/**
 * Loads a part of the page.
 *
 * @throws The part by its name, such as “the editor”, and the reason, as text without a full stop.
 */
export async function loadPart<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new Error(`${name} did not load: ${messageOf(error)}`);
  }
}
