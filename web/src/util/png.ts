/** Drawings as PNG files. */

/** What a canvas shows as a PNG file. */
export function pngFile(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob === null
          ? reject(new Error('the picture is too large for the browser'))
          : resolve(blob),
      'image/png',
    );
  });
}
