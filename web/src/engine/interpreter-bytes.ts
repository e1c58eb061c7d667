/** The bytes of the interpreter's download. */

/** The first bytes of a WebAssembly module. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** Progress of the download. */
export interface DownloadProgress {
  readonly loaded: number;
  /** The bytes of the whole file; `null` if unknown. */
  readonly total: number | null;
}

/**
 * The bytes of a response to a request for the compressed interpreter, of `size` bytes; progress is
 * reported meanwhile. They are the module itself if the host declares the compression as an encoding
 * of its own (`Content-Encoding: br`), because the browser then decompresses the file.
 *
 * @throws If the file is of another size or incomplete.
 */
export async function bytesOf(
  response: Response,
  size: number,
  report: (progress: DownloadProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: BlobPart[] = [];
  let loaded = 0;
  let isDecompressed = false;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    if (loaded === 0) {
      isDecompressed = isModule(value);
    }
    chunks.push(value);
    loaded += value.length;
    if (loaded > size && !isDecompressed) {
      throw new Error('the interpreter is of another build than this page: reload the page');
    }
    report({ loaded, total: isDecompressed ? null : size });
  }
  if (loaded < size && !isDecompressed) {
    throw new Error('the interpreter is incomplete: the connection was lost');
  }
  report({ loaded, total: loaded });
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** True if the bytes begin a WebAssembly module. */
export function isModule(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}
