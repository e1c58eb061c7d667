/** Requests for the page's own files. */

import { messageOf } from './errors.ts';

/** The response of a successful request; otherwise rejects with the reason as text. */
export async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(`${url} could not be fetched: ${messageOf(error)}`);
  });
  if (!response.ok) {
    throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`);
  }
  return response;
}
