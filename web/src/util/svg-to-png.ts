/** Pictures as files. */

import { pngFile } from './png.ts';

/** An SVG text as a file. */
export function svgFile(svg: string): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** The same drawn into pixels, `ratio` of them for each of its own. */
export async function pngOf(svg: string, ratio: number): Promise<Blob> {
  const image = new Image();
  // Not an object URL: the page's content security policy lets images be data alone.
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode().catch(() => {
    throw new Error('the page does not let its drawing be made into a picture: save it as SVG');
  });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * ratio);
  canvas.height = Math.round(image.naturalHeight * ratio);
  const brush = canvas.getContext('2d');
  if (brush === null) {
    throw new Error('the browser has no canvas to draw on');
  }
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pngFile(canvas);
}
