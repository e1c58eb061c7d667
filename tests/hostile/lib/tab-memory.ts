/** The memory of a tab at rest. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { WatchedPage } from './watched-page.ts';

/** The memory and the objects of a tab, in bytes and numbers. */
export interface TabMemory {
  /** The JavaScript heap of the page's thread after a collection. */
  readonly heap: number;
  /** The resident memory of the tab's process, its workers included; `null` where it is unknown. */
  readonly resident: number | null;
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
}

export class TabMemoryMeter {
  private constructor(
    private readonly watched: WatchedPage,
    private readonly process: number | null,
  ) {}

  /** Measures a page: the only one, so far, that the browser shows. */
  static async of(watched: WatchedPage): Promise<TabMemoryMeter> {
    return new TabMemoryMeter(watched, await processOf(watched.page));
  }

  async measure(): Promise<TabMemory> {
    const { session, workers } = this.watched;
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((known) => known.name === name)?.value ?? 0;
    return {
      heap: metric('JSHeapUsedSize'),
      resident: this.process === null ? null : residentOf(this.process),
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      workers,
    };
  }
}

/** The process of the page: of all renderers, the largest one; `null` if there is none to see. */
async function processOf(page: Page): Promise<number | null> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) {
    return null;
  }
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => ({ id, resident: residentOf(id) ?? 0 }))
    .sort((one, other) => other.resident - one.resident);
  return renderers[0]?.id ?? null;
}

/** Bytes of a process in memory, by Linux; `null` elsewhere. */
function residentOf(process: number): number | null {
  try {
    const [, kilobytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
