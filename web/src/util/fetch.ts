/** Requests for the page's own files. */

import { messageOf } from './errors.ts';

/** The response of a successful request; otherwise rejects with the file and the reason as text. */
export async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(`${url} could not be fetched: ${messageOf(error)}`);
  });
  if (!response.ok) {
    throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`);
  }
  return response;
}

/** The bytes of a response; rejects with the file and the reason as text. */
export function bytesIn(response: Response): Promise<ArrayBuffer> {
  return ofFile(response.url, response.arrayBuffer());
}

/** The result of some use of a file; rejects with the file and the reason as text. */
export async function ofFile<T>(url: string, use: Promise<T>): Promise<T> {
  try {
    return await use;
  } catch (error) {
    const message = messageOf(error);
    throw new Error(message.includes(url) ? message : `${url} could not be used: ${message}`);
  }
}
