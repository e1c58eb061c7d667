/** The drawing on a plot's canvas: texts, and pixels. */

import type { BrowserContext, Locator, Page } from '@playwright/test';

interface Recording extends HTMLCanvasElement {
  drawnTexts?: string[];
}

/** Makes every canvas of later pages record the texts of its latest drawing. */
export function recordTexts(target: BrowserContext | Page): Promise<unknown> {
  return target.addInitScript(() => {
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      (this.canvas as Recording).drawnTexts = [];
      clearRect.apply(this, area);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      const canvas = this.canvas as Recording;
      canvas.drawnTexts ??= [];
      canvas.drawnTexts.push(text);
      fillText.call(this, text, ...rest);
    };
  });
}

/** The texts of a canvas's latest drawing. */
export function textsOn(canvas: Locator): Promise<string[]> {
  return canvas.evaluate((element) => (element as Recording).drawnTexts ?? []);
}

export type Colour = readonly [number, number, number];

/** The colours of a canvas, pixel by pixel. */
export class Pixels {
  constructor(
    readonly width: number,
    readonly height: number,
    private readonly bytes: Buffer,
  ) {}

  /** The colour of a pixel. */
  at(x: number, y: number): Colour {
    const start = 4 * (Math.round(y) * this.width + Math.round(x));
    return [this.bytes[start] ?? 0, this.bytes[start + 1] ?? 0, this.bytes[start + 2] ?? 0];
  }

  /** The number of pixels of exactly this colour. */
  count(colour: Colour): number {
    let found = 0;
    for (let start = 0; start < this.bytes.length; start += 4) {
      if (colour.every((channel, index) => this.bytes[start + index] === channel)) found += 1;
    }
    return found;
  }

  /** True if a pixel within `reach` of a point has this colour, within a tolerance. */
  has(colour: Colour, x: number, y: number, reach: number, tolerance = 0): boolean {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const found = this.at(x + dx, y + dy);
        const off = colour.map((channel, index) => Math.abs(channel - (found[index] ?? 0)));
        if (Math.max(...off) <= tolerance) return true;
      }
    }
    return false;
  }
}

/** Reads a canvas as displayed on its background; at a device pixel ratio of 1, pixel by pixel. */
export async function pixelsOf(canvas: Locator): Promise<Pixels> {
  const { width, height, base64 } = await canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const brush = new OffscreenCanvas(width, height).getContext('2d');
    if (brush === null) throw new Error('the browser has no second canvas');
    brush.fillStyle = backgroundOf(element);
    brush.fillRect(0, 0, width, height);
    brush.drawImage(element as HTMLCanvasElement, 0, 0);
    let binary = '';
    for (const byte of brush.getImageData(0, 0, width, height).data) {
      binary += String.fromCharCode(byte);
    }
    return { width, height, base64: btoa(binary) };

    /** The background of the nearest ancestor that has one. */
    function backgroundOf(element: Element): string {
      const { backgroundColor } = getComputedStyle(element);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
      const root = element.getRootNode();
      const around = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
      return around === null ? 'white' : backgroundOf(around);
    }
  });
  return new Pixels(width, height, Buffer.from(base64, 'base64'));
}

/** The fill colour of an element. */
export async function fillOf(shape: Locator): Promise<Colour> {
  const fill = await shape.evaluate((element) => getComputedStyle(element).fill);
  return parseColour(fill);
}

/** The colour of an element's text. */
export async function inkOf(element: Locator): Promise<Colour> {
  return parseColour(await element.evaluate((found) => getComputedStyle(found).color));
}

function parseColour(text: string): Colour {
  const [red, green, blue] = (text.match(/\d+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined) {
    throw new Error(`“${text}” is no colour`);
  }
  return [red, green, blue];
}
