/** A flamegraph alone on a page, and a small tree for it. */

import type { Locator, Page } from '@playwright/test';
import type { DifferenceNode, TreeNode } from '../../../web/src/model/report-answers';
import { type FlamegraphState, INITIAL_STATE } from '../../../web/src/settings/flamegraph-settings';
import { expect } from '../../lib/fixtures';
import { frame, rootOf } from '../../unit/flamegraph-trees';
import { pixelsOf } from './canvas';
import { openEmbedding } from './embedding';

/** The parts of the element used by the tests. */
export interface FlamegraphElement extends HTMLElement {
  root: TreeNode | DifferenceNode | null;
  difference: boolean;
  state: FlamegraphState;
  total: number | null;
  source: ReadonlyMap<string, readonly string[]>;
  theme: string;
  label: string;
  toSVG(): string;
  toPNG(): Promise<Blob>;
}

export interface Options {
  readonly difference?: boolean;
  readonly state?: Partial<FlamegraphState>;
  readonly total?: number;
  readonly theme?: 'light' | 'dark';
}

export const MIB = 1024 * 1024;

/** main calls load, which calls parse, which calls itself, and also keep. */
export const TREE = rootOf(
  frame(
    'main',
    1,
    [0, 0],
    frame(
      'load',
      2,
      [10 * MIB, 10],
      frame('parse', 3, [20 * MIB, 5], frame('parse', 3, [20 * MIB, 5])),
    ),
    frame('keep', 4, [50 * MIB, 80]),
  ),
);

/** The height of a row for mouse pointers. */
export const ROW = 20;

/** One flamegraph alone on a page. */
export class Flamegraph {
  readonly root: Locator;
  readonly canvas: Locator;
  readonly tree: Locator;
  readonly item: Locator;
  readonly zoom: Locator;
  readonly search: Locator;
  readonly found: Locator;
  readonly tooltip: Locator;
  readonly details: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator('highwater-flamegraph');
    this.canvas = this.root.locator('canvas');
    this.tree = this.root.getByRole('tree', { name: 'Peak' });
    this.item = this.root.getByRole('treeitem');
    this.zoom = this.root.getByRole('navigation', { name: 'Zoom' });
    this.search = this.root.getByRole('searchbox');
    this.found = this.root.getByRole('status');
    this.tooltip = this.root.locator('.tooltip');
    this.details = this.root.locator('.details');
  }

  /** Opens a page with one, 1000 pixels wide, without animation; it stores the events. */
  async open(tree: TreeNode | DifferenceNode, options: Options = {}): Promise<this> {
    await this.page.emulateMedia({ reducedMotion: 'reduce' });
    await openEmbedding(this.page, '<main><h1>A graph</h1><div id="place"></div></main>');
    await this.page.evaluate(
      async ([json, options, initial]) => {
        const element = document.createElement('highwater-flamegraph') as FlamegraphElement;
        const sent: unknown[] = [];
        element.addEventListener('flamegraph-change', (event) => {
          sent.push((event as CustomEvent).detail);
        });
        element.label = 'Peak';
        element.root = JSON.parse(json);
        element.difference = options.difference ?? false;
        element.state = { ...initial, ...options.state };
        element.total = options.total ?? null;
        element.theme = options.theme ?? 'light';
        element.source = new Map([['app.py', ['main()', '    load()', '    return parse(text)']]]);
        const place = document.getElementById('place') as HTMLElement;
        place.style.width = 'min(1000px, 100%)';
        place.append(element);
        Object.assign(window, { sent });
        await new Promise(requestAnimationFrame);
      },
      // As text, because a tree may be deeper than arguments can be.
      [JSON.stringify(tree), options, INITIAL_STATE] as const,
    );
    await expect(this.canvas).toBeVisible();
    return this;
  }

  /** The states in events. */
  sent(): Promise<FlamegraphState[]> {
    return this.page.evaluate(() => (window as unknown as { sent: FlamegraphState[] }).sent);
  }

  /** The colour at a share of the width and in the middle of a row, away from its label. */
  async colourAt(share: number, row: number): Promise<string> {
    const pixels = await pixelsOf(this.canvas);
    const channels = pixels.at(share * pixels.width, row * ROW + 3);
    return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  }

  /** A point of the canvas for the mouse. */
  at(share: number, row: number): { position: { x: number; y: number } } {
    return { position: { x: share * 1000, y: row * ROW + ROW / 2 } };
  }

  /** The texts of the breadcrumb. */
  crumbs(): Promise<string[]> {
    return this.zoom
      .getByRole('button')
      .allTextContents()
      .then((all) => all.map((text) => text.trim()));
  }
}
