/** The bytes of the interpreter's download. */

/** The first bytes of a WebAssembly module. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** Progress of the download. */
export interface DownloadProgress {
  readonly loaded: number;
  /** The bytes of the whole file; `null` if unknown. */
  readonly total: number | null;
}

/** The byte with which HTML begins. */
const LESS_THAN = 0x3c;

/**
 * The bytes of a response to a request for the compressed interpreter, of `size` bytes; progress is
 * reported meanwhile. They are the module itself if the host declares the compression as an encoding
 * of its own (`Content-Encoding: br`), because the browser then decompresses the file. Headers do
 * not decide it: a host, a proxy or a service worker may have changed them.
 *
 * @throws If the file is of another size, incomplete, or a page.
 */
export async function bytesOf(
  response: Response,
  size: number,
  report: (progress: DownloadProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: BlobPart[] = [];
  // The first chunk may be shorter than the bytes that are recognised.
  const start: number[] = [];
  let loaded = 0;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    start.push(...value.subarray(0, MAGIC.length - start.length));
    chunks.push(value);
    loaded += value.length;
    if (loaded > size && !isModule(start)) {
      throw new Error(problemOf(start, 'of another build than this page: reload the page'));
    }
    report({ loaded, total: isModule(start) ? null : size });
  }
  if (loaded < size && !isModule(start)) {
    throw new Error(problemOf(start, 'incomplete: the connection was lost'));
  }
  report({ loaded, total: loaded });
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** True if the bytes begin a WebAssembly module. */
export function isModule(bytes: ArrayLike<number>): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/** The problem of a file that begins with these bytes. Some hosts answer any address with a page. */
function problemOf(start: readonly number[], otherwise: string): string {
  return start[0] === LESS_THAN
    ? 'the host sent a page of HTML in place of the interpreter: its file is missing there'
    : `the interpreter is ${otherwise}`;
}
