/** Pictures as SVG texts and as files. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A text as a part of an SVG: escaped, without characters that are invalid in XML. */
export function escapeText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are invalid in XML.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '�')
      .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
  );
}

/** An SVG text as a file. */
export function svgFile(svg: string): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** An SVG rendered as a PNG file, with `ratio` pixels per unit. */
export async function pngOf(svg: string, ratio: number): Promise<Blob> {
  const image = new Image();
  // Not an object URL: the page's content security policy allows images as data only.
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode().catch(() => {
    throw new Error(
      'the page does not allow PNG pictures of its drawings: save the drawing as SVG',
    );
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

/** The content of a canvas as a PNG file. */
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
