// axe-core on what a tab shows now: violations, and what axe could not decide, which a person would have to.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { ask, inject } from './chromium.mjs';

const SOURCE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Rules about pages, which letters are not.
export const LETTER_RULES = { 'landmark-one-main': { enabled: false }, region: { enabled: false } };

export const give = (page) => inject(page, SOURCE);

export async function run(page, rules = {}) {
  const options = { resultTypes: ['violations', 'incomplete'], rules: { 'target-size': { enabled: true }, ...rules } };
  const found = await ask(page, `axe.run(document, ${JSON.stringify(options)}).then(({ violations, incomplete }) => {
    const short = (results) => results.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.target.join(' ') + ': ' + (node.any[0]?.message ?? node.failureSummary ?? '')) }));
    return JSON.stringify({ violations: short(violations), incomplete: short(incomplete) });
  })`);
  return JSON.parse(found);
}

export const said = (where, kind, results) => results.map(({ id, nodes }) => `${where}: ${kind} ${id}: ${nodes.slice(0, 3).join(' | ')}`);
