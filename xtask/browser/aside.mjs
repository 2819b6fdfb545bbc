// Beside the journey: a language from right to left, and pictures for people to judge (item 28).

import * as chromium from './chromium.mjs';
import { Person } from './person.mjs';
import { tab, visit } from './states.mjs';

async function rightToLeft(world) {
  const { report } = world;
  const person = await Person.open(world);
  const details = [];
  const written = () => chromium.ask(person.page, '[document.documentElement.lang, document.documentElement.dir, getComputedStyle(document.body).direction].join(" ")');
  try {
    await person.open('/sign-in?lang=ar');
    if (await written() !== 'ar rtl rtl') details.push(`/sign-in?lang=ar is "${await written()}"`);
    await person.open('/password-reset');
    if (await written() !== 'ar rtl rtl') details.push(`the page after it is "${await written()}"`);
    await person.open('/sign-in?lang=en');
    if (await written() !== 'en ltr ltr') details.push(`/sign-in?lang=en is "${await written()}"`);
  } catch (error) {
    details.push(error.message);
  }
  await person.leave();
  report.add('rtl', { passed: details.length === 0, figure: details.length ? 'no' : 'mirrored, and kept', details });
}

// What people ask of their browser, and whether the page then looks other than it does by itself.
const DRESSES = {
  'forced-colors': { features: [{ name: 'forced-colors', value: 'active' }], differs: true },
  'reduced-motion': { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }], differs: false },
  print: { medium: 'print', differs: true },
};

async function pictures(world) {
  const { report, samples, server } = world;
  const page = await tab(world);
  let taken = 0;
  const details = [];
  for (const name of ['sign-in-missing-both', 'home-reminded']) {
    const sample = samples.page(name);
    if (!sample) { details.push(`no sample ${name}`); continue; }
    await chromium.dress(page, { width: 640 });
    await visit(page, server, sample.url, false);
    const plain = await report.shot(page, `plain-${name}`);
    for (const [dress, { differs, ...asked }] of Object.entries(DRESSES)) {
      // Without loading anew: a medium is lost on the way.
      await chromium.dress(page, { width: 640, ...asked });
      await chromium.settled(page);
      if (dress === 'reduced-motion') {
        const moving = await chromium.ask(page, "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s').length");
        if (moving) details.push(`${name}: ${moving} elements move in spite of reduced motion`);
      }
      if (dress === 'print') {
        const useless = await chromium.ask(page, "[...document.querySelectorAll('nav, button, .btn')].filter((one) => one.checkVisibility()).length");
        if (useless) details.push(`${name}: ${useless} things on paper that can only be pressed`);
      }
      const picture = await report.shot(page, `${dress}-${name}`);
      taken += 1;
      if (differs === plain.equals(picture)) details.push(`${name}: ${dress} ${differs ? 'changes nothing' : 'changes how it looks'}`);
    }
  }
  await page.leave();
  report.add(28, { passed: details.length === 0 && 0 < taken, figure: `${taken} taken`, details });
}

export async function measure(world) {
  const { report } = world;
  await report.measure(['rtl'], () => rightToLeft(world));
  await report.measure([28], () => pictures(world));
}
