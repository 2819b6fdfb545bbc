// Applications: one opens in a new tab, asks for the password, and people arrive at it; with scripts on and off.

import * as chromium from './chromium.mjs';
import { PATIENCE } from './patience.mjs';
import { Person } from './person.mjs';

const PASSWORD = 'violet harbour lantern quarry';

// A link without an opener names none, so the tab is known by whose cookies it has.
async function newTab({ browser, quiet, portal }, person, scripts, press) {
  const own = person.page.target();
  const [target] = await Promise.all([
    browser.waitForTarget((one) => one.type() === 'page' && one !== own && one.browserContext() === own.browserContext(), { timeout: PATIENCE })
      .catch(() => { throw new Error(`no new tab within ${PATIENCE / 1000} s`); }),
    press(),
  ]);
  const page = await chromium.adopt(await target.page(), { scripts });
  await quiet.watch(page, `new tab, scripts ${scripts ? 'on' : 'off'}`);
  const other = new Person(page, portal.url);
  await other.comesTo('/launch/reports');
  // What loaded before they were switched off ran its scripts.
  if (!scripts) await other.going('/launch/reports', () => page.reload());
  return other;
}

async function launched(world, scripts, details) {
  const { portal, application, live } = world;
  const username = `tab.opener.${scripts ? 'on' : 'off'}`;
  await portal.user({ username, firstName: 'Ava', email: `${username}@mail.example`, password: PASSWORD });
  const person = await Person.open(world, { scripts });
  const before = application.arrivals.length;
  try {
    await person.signIn(username, PASSWORD);
    const other = await newTab(world, person, scripts, () => person.click('a', 'Reports (opens in new tab)'));
    // axe waits for frames and timers, which a page without scripts does not have.
    const look = async () => { if (scripts) await live.look(other.page); };
    await other.reads('Confirm your password', 'Enter your password to open Reports.');
    await look();
    if (await chromium.ask(other.page, 'window.opener !== null')) details.push('the new tab holds on to the old one');
    await other.type('password', 'not the password of this person');
    await other.press('Open Reports', '/launch/reports');
    await other.reads('Your password is not correct');
    await look();
    if (application.arrivals.length !== before) details.push('the application opened without the password');
    await other.type('password', PASSWORD);
    await Promise.all([application.arrival(), other.press('Open Reports', '/')]);
    await other.reads('Reports');
    if (!other.page.url().startsWith(application.url)) details.push(`arrived at ${other.page.url()}`);
    const arrivals = application.arrivals.slice(before);
    if (arrivals.length !== 1) details.push(`the application was opened ${arrivals.length} times`);
    for (const { referer } of arrivals) if (referer) details.push(`the application is told where people came from: ${referer}`);
  } finally {
    await person.leave();
  }
}

export async function measure(world) {
  const { report } = world;
  await report.measure(['new tab'], async () => {
    const details = [];
    for (const scripts of [true, false]) {
      await launched(world, scripts, details).catch((error) => details.push(`scripts ${scripts ? 'on' : 'off'}: ${error.message}`));
    }
    report.add('new tab', { passed: details.length === 0, figure: details.length ? 'stopped' : 'asks, goes on, arrives, with scripts on and off', details });
  });
}
