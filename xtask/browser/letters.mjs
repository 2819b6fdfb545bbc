// Items 3 and 24 on the sampled letters: axe, width, size, and what they say.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';
import { axeHere, emptySights, sidewaysHere } from './sights.mjs';
import { tab, visit } from './states.mjs';

export const LARGEST = 10 * 1024;

export async function measure(world) {
  const { report, samples, server } = world;
  const sights = emptySights();
  await report.measure([3], async () => {
    const page = await tab(world);
    for (const sample of samples.letters) {
      const where = `${sample.locale} ${sample.name}`;
      await chromium.dress(page, { width: 320, scheme: 'light' });
      await visit(page, server, sample.url);
      await axe.give(page);
      await axeHere(page, sights, `${where} light 320`, axe.LETTER_RULES);
      await sidewaysHere(page, sights, `${where} 320`);
      sights.copy.push({ kind: 'letter', sample, where, ...await chromium.ask(page, '({ copy: look.copy(), labels: look.labels() })') });
      if (sample.locale === 'en' && !sample.name.includes('nameless')) await further(world, page, sample, sights, where);
      else if (sample.locale === 'ar') await report.shot(page, `letter-ar-${sample.name}-320-light`);
    }
    await page.leave();
    const details = [...sights.axe, ...sights.sideways];
    report.add(3, { passed: 0 < sights.runs && details.length === 0, figure: `${sights.runs} runs: ${details.length}`, details });
  });
  return sights;
}

async function further({ report }, page, sample, sights, where) {
  await report.shot(page, `letter-en-${sample.name}-320-light`);
  for (const [scheme, width] of [['dark', 320], ['dark', 700], ['light', 700]]) {
    await chromium.dress(page, { width, scheme });
    await chromium.settled(page);
    await axeHere(page, sights, `${where} ${scheme} ${width}`, axe.LETTER_RULES);
    await sidewaysHere(page, sights, `${where} ${scheme} ${width}`);
    await report.shot(page, `letter-en-${sample.name}-${width}-${scheme}`);
  }
}
