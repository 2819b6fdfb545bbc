// Beside the journey: an application in a new tab, a language from right to left, and pictures for people to judge (item 28).

import * as chromium from './chromium.mjs';
import { Person } from './person.mjs';
import { tab, visit } from './states.mjs';

const PASSWORD = 'violet harbour lantern quarry';
const PATIENCE = 20_000;

// An application asks for the password in its new tab, and opens, with scripts and without.
async function newTab(world) {
  const { portal, report } = world;
  await portal.user({ username: 'tab.opener', firstName: 'Ava', email: 'tab@mail.example', password: PASSWORD });
  const details = [];
  for (const scripts of [true, false]) {
    const person = await Person.open(world, { scripts });
    await launch(world, person, { scripts }).catch((error) => details.push(`scripts ${scripts ? 'on' : 'off'}: ${error.message}`));
    await person.leave();
  }
  report.add('new tab', { passed: details.length === 0, figure: details.length ? 'stopped' : 'asks, goes on, arrives', details });
}

async function launch(world, person, { scripts }) {
  const { browser, application, quiet } = world;
  const before = application.arrivals.length;
  await person.signIn('tab.opener', PASSWORD);
  const opener = person.page.target();
  const [target] = await Promise.all([
    // The new tab is not told who opened it (noopener), but belongs to the same person.
    browser.waitForTarget((one) => one !== opener && one.type() === 'page' && one.browserContext() === opener.browserContext(), { timeout: PATIENCE }),
    person.click('a', 'Reports (opens in new tab)'),
  ]);
  const page = await target.page();
  page.cdp = await page.createCDPSession();
  await page.setJavaScriptEnabled(scripts);
  await quiet.watch(page, 'new tab');
  const other = new Person(page, person.base);
  await other.isOn('/launch/reports');
  await other.reads('Confirm your password', 'Enter your password to open Reports.');
  if (await chromium.ask(page, 'window.opener !== null')) throw new Error('the new tab holds on to the old one');
  await other.type('password', 'not the password of this person');
  await other.press('Open Reports', '/launch/reports');
  await other.reads('Your password is not correct');
  await other.type('password', PASSWORD);
  await Promise.all([application.arrival(), other.press('Open Reports', '/')]);
  await other.reads('Reports');
  const arrivals = application.arrivals.slice(before);
  if (arrivals.length !== 1) throw new Error(`the application was opened ${arrivals.length} times`);
  for (const { referer } of arrivals) if (referer) throw new Error(`the application is told where people came from: ${referer}`);
  await page.close();
}

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
  await report.measure(['new tab'], () => newTab(world));
  await report.measure(['rtl'], () => rightToLeft(world));
  await report.measure([28], () => pictures(world));
}
