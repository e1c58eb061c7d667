/** A window on a flamegraph: a scrolling box with a sticky canvas. */

import { type Brush, brushFor, draw, outline } from './canvas.ts';
import { frameAt, type Range } from './layout.ts';
import { rowAt, type Scene, topOf } from './picture.ts';

/** Duration of a zoom in milliseconds. */
const ZOOM_TIME = 220;

/** The change in width per unit of wheel movement. */
const WHEEL_RATE = 0.0025;

/** The parts of a scene that the window does not compute itself. */
export type Content = Omit<Scene, 'range' | 'width' | 'height'> & {
  /** The number of rows to scroll through. */
  readonly rows: number;
  /** Maximum number of rows in the window, if the style sheet allows it. */
  readonly roomiest: number;
  /** The full range of the width. */
  readonly full: number;
  readonly outlines: readonly { frame: number; colour: string; thickness: number }[];
};

export class Viewport {
  readonly #box: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #content: Content | null = null;
  #range: Range = { from: 0, to: 1 };
  #journey: { from: Range; to: Range; began: number | null } | null = null;
  #due = 0;
  readonly #sizes = new ResizeObserver(() => this.#drawSoon());
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');

  /** `box` scrolls, and `canvas` sticks to the top of its content. */
  constructor(box: HTMLElement, canvas: HTMLCanvasElement) {
    this.#box = box;
    this.#canvas = canvas;
    box.addEventListener('scroll', () => this.#drawSoon(), { passive: true });
  }

  connect(): void {
    this.#sizes.observe(this.#box);
    this.#drawSoon();
  }

  disconnect(): void {
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#due);
    this.#due = 0;
  }

  /** The visible range of the width. */
  get range(): Range {
    return this.#range;
  }

  /** Shows other content in the same window. */
  show(content: Content): void {
    this.#content = content;
    this.#box.style.blockSize = `${content.roomiest * content.rowHeight}px`;
    const inner = this.#canvas.parentElement as HTMLElement;
    inner.style.blockSize = `${content.rows * content.rowHeight}px`;
    this.#drawSoon();
  }

  /** Moves to another range, animated if requested and the reader allows motion. */
  goTo(range: Range, smoothly: boolean): void {
    if (smoothly && !this.#still.matches) {
      this.#journey = { from: this.#range, to: range, began: null };
    } else {
      this.#journey = null;
      this.#range = range;
    }
    this.#drawSoon();
  }

  /** Zooms in or out around a point, by a wheel movement. */
  zoomAround(clientX: number, delta: number): void {
    const { left, width } = this.#canvas.getBoundingClientRect();
    const { from, to } = this.#range;
    const full = this.#content?.full ?? 1;
    const share = Math.max(0, Math.min(1, (clientX - left) / width));
    const length = Math.max(
      Math.min(1, full),
      Math.min(full, (to - from) * Math.exp(delta * WHEEL_RATE)),
    );
    this.#place(from + share * (to - from - length), length);
  }

  /** Moves by a distance in pixels, like dragging. */
  drag(x: number, y: number): void {
    const { from, to } = this.#range;
    this.#place(from - (x / Math.max(1, this.#canvas.clientWidth)) * (to - from), to - from);
    this.#box.scrollTop -= y;
  }

  /** The frame at a point, or -1. */
  frameAt(clientX: number, clientY: number): number {
    const scene = this.scene();
    if (scene === null) {
      return -1;
    }
    const { left, top, right } = this.#canvas.getBoundingClientRect();
    if (clientX < left || clientX >= right) {
      return -1;
    }
    const { from, to } = scene.range;
    const row = rowAt(scene, clientY - top + this.#box.scrollTop);
    const place = from + ((clientX - left) / scene.width) * (to - from);
    return frameAt(scene.frames, scene.layout, row, place);
  }

  /** Scrolls as little as necessary to show a row. */
  reveal(row: number): void {
    const scene = this.scene();
    if (scene === null) {
      return;
    }
    const top = topOf(scene, row);
    const { scrollTop, clientHeight } = this.#box;
    const bottom = top + scene.rowHeight;
    if (top < scrollTop) {
      this.#box.scrollTop = top;
    } else if (bottom > scrollTop + clientHeight) {
      this.#box.scrollTop = bottom - clientHeight;
    }
  }

  /** The current scene; `null` before there is one. */
  scene(): Scene | null {
    const content = this.#content;
    const { clientWidth: width, clientHeight: least } = this.#box;
    if (content === null || width === 0) {
      return null;
    }
    const height = Math.max(content.rows * content.rowHeight, least);
    return { ...content, range: this.#range, width, height };
  }

  #place(from: number, length: number): void {
    const full = this.#content?.full ?? 1;
    const start = Math.max(0, Math.min(full - length, from));
    this.#journey = null;
    this.#range = { from: start, to: start + length };
    this.#drawSoon();
  }

  /** Draws in the next animation frame, once for any number of calls. */
  #drawSoon(): void {
    if (this.#due === 0) {
      this.#due = requestAnimationFrame((now) => {
        this.#due = 0;
        this.#travel(now);
        this.#draw();
      });
    }
  }

  #travel(now: number): void {
    const journey = this.#journey;
    if (journey === null) {
      return;
    }
    journey.began ??= now;
    const share = Math.min(1, (now - journey.began) / ZOOM_TIME);
    const eased = 1 - (1 - share) ** 3;
    const between = (one: number, other: number): number => one + (other - one) * eased;
    this.#range = {
      from: between(journey.from.from, journey.to.from),
      to: between(journey.from.to, journey.to.to),
    };
    if (share === 1) {
      this.#range = journey.to;
      this.#journey = null;
    } else {
      this.#drawSoon();
    }
  }

  #draw(): void {
    const scene = this.scene();
    const height = this.#box.clientHeight;
    if (scene === null || height === 0) {
      return;
    }
    const canvas = this.#canvas;
    canvas.style.inlineSize = `${scene.width}px`;
    canvas.style.blockSize = `${height}px`;
    const brush = brushFor(canvas, scene.width, height, devicePixelRatio);
    if (brush !== null) {
      this.#paint(scene, brush, height);
    }
  }

  #paint(scene: Scene, brush: Brush, height: number): void {
    const top = this.#box.scrollTop;
    draw(scene, brush, top, height);
    for (const { frame, colour, thickness } of this.#content?.outlines ?? []) {
      outline(scene, brush, top, frame, colour, thickness);
    }
  }
}
