// Item 1 on the program itself: each page that the journey comes to, once, as it stands there then.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';

export class Live {
  #seen = new Set();
  findings = [];

  get runs() { return this.#seen.size; }

  // One address has several states, which differ in their titles.
  async look(page) {
    const where = `${new URL(page.url()).pathname} "${await page.title()}"`;
    if (!this.#seen.has(where)) await this.lookAs(page, where);
  }

  async lookAs(page, where) {
    this.#seen.add(where);
    await chromium.settled(page);
    await axe.give(page);
    const { violations, incomplete } = await axe.run(page);
    this.findings.push(...axe.said(where, 'violation', violations), ...axe.said(where, 'incomplete', incomplete));
  }
}
