/** Requests for the page's own files. */

import { deferred } from './deferred.ts';
import { messageOf } from './errors.ts';

/** Milliseconds without any data after which a file counts as not answered. */
export const MOST_SILENCE = 30_000;

/**
 * Fetches a file, and returns what `use` reads from the response of a successful request. It may take
 * any time as long as data arrive.
 *
 * @throws The file and the reason, as text without a full stop.
 */
export async function fetchFile<T>(
  url: string,
  use: (response: Response) => Promise<T>,
  mostSilence = MOST_SILENCE,
): Promise<T> {
  const abort = new AbortController();
  const lost = deferred<never>();
  const failed = (why: string) => new Error(`${url} could not be fetched: ${why}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      lost.reject(failed(`no data arrived in ${mostSilence / 1000} seconds`));
      abort.abort();
    }, mostSilence);
  };
  hear();
  const { signal } = abort;
  const fetched = (async () => {
    const response = await fetch(url, { signal }).catch((error: unknown) => {
      throw failed(messageOf(error));
    });
    if (!response.ok) {
      throw failed(`${response.status} ${response.statusText}`);
    }
    // A copy, so that a module can be compiled while it arrives.
    const arrival = listen(response.clone(), hear).finally(() => clearTimeout(timer));
    const used = await named(url, use(response));
    await arrival;
    return used;
  })();
  try {
    return await Promise.race([fetched, lost.promise]);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** Calls `onData` for each chunk of a response. Never rejects: its other reader reports errors. */
async function listen({ body }: Response, onData: () => void): Promise<void> {
  try {
    for (const reader = body?.getReader(); reader !== undefined; ) {
      const { done } = await reader.read();
      if (done) {
        return;
      }
      onData();
    }
  } catch {
    // The connection was lost, or the request aborted.
  }
}

/** The result of some use of a file; rejects with the file and the reason as text. */
async function named<T>(url: string, use: Promise<T>): Promise<T> {
  try {
    return await use;
  } catch (error) {
    const message = messageOf(error);
    throw new Error(message.includes(url) ? message : `${url} could not be used: ${message}`);
  }
}
