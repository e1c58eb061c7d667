/** Fetching one of the page's own files. */

import { messageOf } from './errors.ts';

/** The answer to a request that went well; rejects, in words, where it did not. */
export async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(`${url} could not be fetched: ${messageOf(error)}`);
  });
  if (!response.ok) {
    throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`);
  }
  return response;
}
