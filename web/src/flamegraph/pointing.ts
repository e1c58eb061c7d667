/** Pointer gestures on a flamegraph: hover, selection, dragging, and zoom by wheel. */

import type { Viewport } from './viewport.ts';

/** Maximum movement of a press that still selects, in pixels. */
const STEADY = 4;

/** Distance from the pointer to the tooltip. */
const DISTANCE = 14;

interface PointingListener {
  /** The pointer is over a frame, or outside all frames: -1. */
  hover(frame: number): void;
  choose(frame: number): void;
  /** The window was moved away from the zoomed range. */
  move(): void;
}

export class Pointing {
  readonly #box: HTMLElement;
  readonly #tooltip: HTMLElement;
  readonly #view: Viewport;
  readonly #listener: PointingListener;
  #pressed: { x: number; y: number; wandered: boolean } | null = null;
  #last = { x: 0, y: 0 };

  constructor(box: HTMLElement, tooltip: HTMLElement, view: Viewport, listener: PointingListener) {
    this.#box = box;
    this.#tooltip = tooltip;
    this.#view = view;
    this.#listener = listener;
    box.addEventListener('pointerdown', (event) => this.#press(event));
    box.addEventListener('pointermove', (event) => this.#wander(event));
    box.addEventListener('pointerleave', () => listener.hover(-1));
    box.addEventListener('pointercancel', () => {
      this.#pressed = null;
    });
    box.addEventListener('click', (event) => this.#click(event));
    box.addEventListener('scroll', () => listener.hover(-1), { passive: true });
    box.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
  }

  /** Puts the tooltip beside the pointer, inside the graph's width. */
  placeTooltip(): void {
    const tooltip = this.#tooltip;
    const around = tooltip.offsetParent;
    if (tooltip.hidden || around === null) {
      return;
    }
    const { left, top, width } = around.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = tooltip;
    const x = Math.min(this.#last.x - left + DISTANCE, width - offsetWidth);
    const below = this.#last.y + DISTANCE + offsetHeight < innerHeight;
    const y = this.#last.y - top + (below ? DISTANCE : -DISTANCE - offsetHeight);
    tooltip.style.transform = `translate(${Math.round(Math.max(0, x))}px, ${Math.round(y)}px)`;
  }

  #press({ button, clientX, clientY }: PointerEvent): void {
    if (button === 0) {
      this.#pressed = { x: clientX, y: clientY, wandered: false };
    }
  }

  #wander(event: PointerEvent): void {
    const { clientX: x, clientY: y, pointerType, pointerId, buttons } = event;
    const pressed = buttons === 0 ? null : this.#pressed;
    if (pressed === null) {
      this.#last = { x, y };
      this.#listener.hover(pointerType === 'touch' ? -1 : this.#view.frameAt(x, y));
      this.placeTooltip();
      return;
    }
    if (!pressed.wandered && Math.hypot(x - pressed.x, y - pressed.y) < STEADY) {
      return;
    }
    if (!pressed.wandered) {
      pressed.wandered = true;
      this.#box.setPointerCapture(pointerId);
      this.#listener.hover(-1);
    }
    // Touch already scrolls vertically.
    const before = this.#view.range.from;
    this.#view.drag(x - pressed.x, pointerType === 'touch' ? 0 : y - pressed.y);
    Object.assign(pressed, { x, y });
    if (this.#view.range.from !== before) {
      this.#listener.move();
    }
  }

  #click({ clientX, clientY }: MouseEvent): void {
    const wandered = this.#pressed?.wandered ?? false;
    this.#pressed = null;
    const frame = wandered ? -1 : this.#view.frameAt(clientX, clientY);
    if (frame >= 0) {
      this.#listener.choose(frame);
    }
  }

  /** A pinch on a touch pad arrives as a wheel event with the control key. */
  #turn(event: WheelEvent): void {
    if (event.ctrlKey) {
      event.preventDefault();
      this.#view.zoomAround(event.clientX, event.deltaY);
      this.#listener.hover(-1);
      this.#listener.move();
    }
  }
}
