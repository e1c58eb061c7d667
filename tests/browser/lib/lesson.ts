/** The lesson and the code beside the plot, by their names. */

import type { Locator, Page } from '@playwright/test';
import { expect } from '../../lib/fixtures';
import { Playground } from './playground';

export class Lesson {
  readonly playground: Playground;
  readonly root: Locator;
  readonly progress: Locator;
  readonly step: Locator;
  readonly code: Locator;
  readonly decorator: Locator;
  readonly owner: Locator;
  readonly reclaim: Locator;
  readonly maxsize: Locator;
  readonly every: Locator;
  readonly note: Locator;
  readonly lint: Locator;

  constructor(readonly page: Page) {
    this.playground = new Playground(page);
    const { root } = this.playground;
    this.root = root.locator('highwater-lesson');
    this.progress = root.getByTestId('lesson-progress');
    this.step = root.getByTestId('lesson-step');
    const code = root.locator('highwater-code');
    this.code = root.getByTestId('code');
    this.decorator = code.getByRole('combobox', { name: 'Decorator' });
    this.owner = code.getByRole('combobox', { name: 'Owner of the cache' });
    this.reclaim = code.getByRole('combobox', { name: 'When dead instances are freed' });
    this.maxsize = code.getByRole('spinbutton', { name: 'maxsize' });
    this.every = code.getByRole('spinbutton', { name: 'Instances between two clears' });
    this.note = root.getByTestId('code-note');
    this.lint = root.getByTestId('lint');
  }

  async open(query = ''): Promise<this> {
    await this.playground.open(query);
    await expect(this.code).toBeVisible();
    return this;
  }

  tab(title: string): Locator {
    return this.root.getByTestId('lesson-tab').filter({ hasText: title });
  }

  /** A button of the open step. */
  button(name: string | RegExp): Locator {
    return this.step.getByRole('button', { name });
  }

  question(name: 'peak' | 'live' | 'linear'): Locator {
    return this.step.getByTestId('question').and(this.step.locator(`[data-name="${name}"]`));
  }

  card(name: string): Locator {
    return this.step.locator(`[data-card="${name}"]`);
  }

  async expectDone(titles: readonly string[]): Promise<void> {
    const done = this.root.getByTestId('lesson-tab').and(this.root.locator('[data-done]'));
    await expect(done).toHaveText(titles.map((title) => new RegExp(`: ${title}, done`)));
  }
}
