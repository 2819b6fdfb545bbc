// Collects what was measured, item by item, and says it three times: to the terminal, as JSON, and as a page for people.

import fs from 'node:fs';
import path from 'node:path';
import { ask } from './chromium.mjs';
import { CRITERIA } from './criteria.mjs';

const SHOWN = 12;
const UNTIMED = 'needs `--timing`';

// What nobody measured has failed; what needs --timing may be left out of a run without it.
export function unmeasured(items, timing) {
  return [...CRITERIA.values()].filter(({ item, timed }) => {
    const found = items.get(item);
    return !found || (found.passed === null && (timing || !timed));
  }).map(({ item }) => item);
}

export class Report {
  #items = new Map();

  constructor(out, { timing = false } = {}) {
    this.out = out;
    this.timing = timing;
    this.shots = path.join(out, 'shots');
    fs.rmSync(this.shots, { recursive: true, force: true });
    fs.mkdirSync(this.shots, { recursive: true });
  }

  // `passed` is true, false, or null for what this run did not measure.
  add(item, found) {
    if (!CRITERIA.has(String(item))) throw new Error(`${item} is no item of the checklist`);
    if (this.#items.has(String(item))) throw new Error(`${item} was measured before`);
    this.#note(item, found);
  }

  untimed = (item) => this.add(item, { passed: null, figure: UNTIMED });

  #note(item, { passed, figure, details = [] }) {
    this.#items.set(String(item), { item: String(item), passed, figure, details });
    const mark = passed === null ? 'not measured' : passed ? 'passed' : 'FAILED';
    console.log(`${String(item).padStart(11)}  ${mark.padEnd(12)}  ${CRITERIA.get(String(item)).name}: ${figure}`);
    if (passed === false) for (const detail of details.slice(0, SHOWN)) console.log(`             - ${detail}`);
    if (passed === false && SHOWN < details.length) console.log(`             - and ${details.length - SHOWN} more in results.json`);
  }

  // A measurement that breaks off fails its items, those that it has added as well, and lets the others go on.
  async measure(items, work) {
    try {
      await work();
    } catch (error) {
      const broke = String(error.stack ?? error).split('\n').slice(0, 4).join(' ');
      for (const item of items) this.#note(item, { passed: false, figure: 'broke off', details: [broke, ...this.#items.get(String(item))?.details ?? []] });
    }
  }

  // The viewport is made as high as the page: a picture of what lies beyond it is shifted where lines run from right to left.
  async shot(page, name) {
    const { width, height, deviceScaleFactor } = page.viewport();
    const whole = await ask(page, 'document.documentElement.scrollHeight');
    await page.setViewport({ width, height: Math.max(height, whole), deviceScaleFactor });
    const picture = await page.screenshot({ path: path.join(this.shots, `${name}.png`), captureBeyondViewport: false, optimizeForSpeed: true });
    await page.setViewport({ width, height, deviceScaleFactor });
    return Buffer.from(picture);
  }

  finish(machine) {
    for (const item of unmeasured(this.#items, this.timing)) this.#note(item, { passed: false, figure: 'nobody measured it' });
    const all = [...this.#items.values()];
    fs.writeFileSync(path.join(this.out, 'results.json'), `${JSON.stringify({ machine, items: all }, null, 1)}\n`);
    fs.writeFileSync(path.join(this.out, 'people.md'), this.#page(machine));
    const passed = all.filter((one) => one.passed === true).length;
    const failed = all.filter((one) => one.passed === false).length;
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0;
  }

  #page(machine) {
    const rows = [...CRITERIA.values()].filter(({ row }) => row).map(({ item, criterion, target, prototype }) => {
      const { passed, figure } = this.#items.get(item);
      return `| ${item} | ${criterion} | ${target} | ${prototype} | ${passed === false ? '**missed**: ' : ''}${figure} |`;
    });
    return `# What people see, measured

Measured on ${machine.date} with Chromium ${machine.chromium} on ${machine.system}, ${machine.cores} cores and ${machine.memory} of memory; written by \`cargo xtask browser --record\`.
The criteria are those of the design; its prototype stands beside them for comparison.

| # | criterion | target | prototype | readmit |
|---|---|---|---|---|
${rows.join('\n')}
`;
  }
}
