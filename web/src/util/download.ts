/** Downloads of generated files. */

/** Saves bytes under a name, as a download. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download keeps its own reference to the file.
  setTimeout(() => URL.revokeObjectURL(address));
}

/** A text as a part of a file name. */
export function fileNameOf(text: string): string {
  return text.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-+|-+$/g, '');
}
