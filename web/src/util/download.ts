/** Giving the reader a file. */

/** Saves bytes under a name, as the browser saves what it downloads. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the file from here on.
  setTimeout(() => URL.revokeObjectURL(address));
}

/** A text as a part of a file's name. */
export function fileNameOf(text: string): string {
  return text.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-+|-+$/g, '');
}
