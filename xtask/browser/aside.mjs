// Beside the journey: an application in a new tab, a language from right to left, and pictures for people to judge (item 28).

import * as chromium from './chromium.mjs';
import { Person } from './person.mjs';
import { tab, visit } from './states.mjs';

const PASSWORD = 'violet harbour lantern quarry';

async function newTab(world) {
  const { browser, portal, application, quiet, report } = world;
  await portal.user({ username: 'tab.opener', firstName: 'Ava', email: 'tab@mail.example', password: PASSWORD });
  const person = await Person.open(world);
  const details = [];
  try {
    await person.signIn('tab.opener', PASSWORD);
    const before = await browser.pages();
    const target = new Promise((done) => browser.once('targetcreated', done));
    await person.click('a', 'Reports (opens in new tab)');
    const page = await (await target).page();
    page.cdp = await page.createCDPSession();
    await quiet.watch(page, 'new tab');
    if ((await browser.pages()).length !== before.length + 1) details.push('no tab was opened');
    const other = new Person(page, portal.url);
    await ready(page);
    await other.reads('Confirm your password', 'Enter your password to open Reports.');
    if (await chromium.ask(page, 'window.opener !== null')) details.push('the new tab holds on to the old one');
    await other.type('password', 'not the password of this person');
    await other.press('Open Reports', '/launch/reports');
    await other.reads('Your password is not correct');
    if (application.arrivals.length) details.push('the application opened without the password');
    await other.type('password', PASSWORD);
    const arrived = application.arrival();
    await other.press('Open Reports', '/');
    await arrived;
    await other.reads('Reports');
    for (const { referer } of application.arrivals) if (referer) details.push(`the application is told where people came from: ${referer}`);
    await page.close();
  } catch (error) {
    details.push(error.message);
  }
  await person.leave();
  report.add('new tab', { passed: details.length === 0, figure: details.length ? 'stopped' : 'asks, goes on, arrives', details });
}

// A tab that was opened by a click may be loading still, or done.
async function ready(page) {
  await chromium.ask(page, "new Promise((done) => (document.readyState === 'complete' ? done() : addEventListener('load', () => done())))").catch(() => ready(page));
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
