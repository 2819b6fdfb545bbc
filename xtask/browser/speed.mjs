// Items 11 and 12: shifts of the layout always; times, which depend on the machine, with --timing alone.

import * as chromium from './chromium.mjs';
import { watchPaint } from './paint.mjs';
import { Person } from './person.mjs';

const PASSWORD = 'violet harbour lantern quarry';
const REQUESTS = 200, PAINTS = 5;
const SLOWEST_PAINT = 500, SLOWEST_ANSWER = 20;

const percentile = (list, part) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * part) - 1];

// The script comes after the first paint, as on a slow line: what it changes then must not move anything, from left to right or from right to left.
async function lateScripts(world) {
  const { samples, server, browser } = world;
  const page = await chromium.open(browser, { width: 320 });
  await watchPaint(page);
  const { cdp } = page;
  const held = [];
  let painted = false;
  const release = () => { for (const requestId of held.splice(0)) cdp.send('Fetch.continueRequest', { requestId }).catch(() => {}); };
  cdp.on('Fetch.requestPaused', ({ requestId }) => { held.push(requestId); if (painted) release(); });
  cdp.on('Page.lifecycleEvent', ({ name }) => {
    if (name === 'init') painted = false;
    if (name === 'firstContentfulPaint') { painted = true; release(); }
  });
  await cdp.send('Page.enable');
  await cdp.send('Page.setLifecycleEventsEnabled', { enabled: true });
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*.js', resourceType: 'Script' }] });
  const shifts = [];
  const asked = samples.pages.filter(({ locale, file }) => ['en', 'ar'].includes(locale) && samples.text(file).includes('data-show='));
  for (const sample of asked) {
    await page.goto(server.url + sample.url, { waitUntil: 'load' });
    await chromium.settled(page);
    shifts.push({ where: `${sample.locale} ${sample.name}, script after the first paint`, shift: await chromium.ask(page, 'paint.shift()') });
  }
  await page.leave();
  return shifts;
}

async function paints(person, paths) {
  const largest = [], shifts = [];
  await watchPaint(person.page);
  for (const path of paths) {
    for (let i = 0; i < PAINTS; i += 1) {
      await person.open(path);
      await chromium.settled(person.page);
      largest.push(await chromium.ask(person.page, 'paint.largest()'));
      shifts.push({ where: path, shift: await chromium.ask(person.page, 'paint.shift()') });
    }
  }
  return { largest: Math.max(...largest), shifts };
}

async function answers(portal, paths, headers = {}) {
  const times = [];
  for (const path of paths) {
    for (let i = 0; i < REQUESTS; i += 1) {
      const { status, milliseconds } = await portal.ask('GET', path, { headers });
      if (status !== 200) throw new Error(`GET ${path} answers ${status}`);
      times.push({ path, milliseconds });
    }
  }
  return Math.max(...paths.map((path) => percentile(times.filter((one) => one.path === path).map((one) => one.milliseconds), 0.95)));
}

export async function measure(world, sights) {
  const { report, portal, timing } = world;
  await report.measure([11], async () => {
    const shifted = (list) => list.filter(({ shift }) => 0 < shift).map(({ where, shift }) => `${where}: shifts by ${shift.toFixed(4)}`);
    const all = [...sights.shifts, ...await lateScripts(world)];
    const details = shifted(all);
    const shift = (list) => (list.length ? Math.max(...list.map((one) => one.shift)) : NaN);
    if (!timing) {
      report.add(11, { passed: details.length === 0 && 0 < all.length, figure: `${+shift(all).toFixed(4)}; times need \`--timing\``, details });
      return;
    }
    await portal.user({ username: 'speedy', firstName: 'Ava', email: 'speedy@mail.example', password: PASSWORD });
    const person = await Person.open(world);
    const painted = await paints(person, ['/sign-in', '/password-reset']);
    await person.signIn('speedy', PASSWORD);
    const home = await paints(person, ['/home']);
    painted.largest = Math.max(painted.largest, home.largest);
    painted.shifts.push(...home.shifts);
    const cookies = await person.page.browserContext().cookies();
    const slowest = Math.max(
      await answers(portal, ['/sign-in', '/password-reset']),
      await answers(portal, ['/home'], { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }),
    );
    await person.leave();
    details.push(...shifted(painted.shifts));
    if (SLOWEST_PAINT < painted.largest) details.push(`largest paint after ${painted.largest.toFixed(0)} ms`);
    if (SLOWEST_ANSWER < slowest) details.push(`95th percentile ${slowest.toFixed(1)} ms`);
    report.add(11, { passed: details.length === 0, figure: `${+shift([...all, ...painted.shifts]).toFixed(4)}; ${(painted.largest / 1000).toFixed(2)} s; ${slowest.toFixed(1)} ms`, details });
  });

  if (!timing) {
    report.add(12, { passed: null, figure: 'needs --timing' });
    return;
  }
  await report.measure([12], () => lighthouse(world));
}

const LEAST = { accessibility: 100, 'best-practices': 100, performance: 98 };

async function lighthouse({ report, portal, browser }) {
  const { default: run } = await import('lighthouse');
  const worst = Object.fromEntries(Object.keys(LEAST).map((category) => [category, 100]));
  const details = [];
  for (const path of ['/sign-in', '/password-reset', '/reset/done']) {
    const page = await (await browser.createBrowserContext()).newPage();
    const result = await run(`${portal.url}${path}`, { onlyCategories: Object.keys(LEAST), output: 'json', logLevel: 'silent' }, undefined, page);
    await page.browserContext().close();
    for (const [category, least] of Object.entries(LEAST)) {
      const found = result.lhr.categories[category];
      const score = Math.round((found.score ?? 0) * 100);
      worst[category] = Math.min(worst[category], score);
      if (least <= score) continue;
      const failed = found.auditRefs.filter(({ id, weight }) => weight && (result.lhr.audits[id].score ?? 1) < 1).map(({ id }) => id);
      details.push(`${path}: ${category} ${score}: ${failed.join(', ')}`);
    }
  }
  report.add(12, { passed: details.length === 0, figure: Object.values(worst).join(' / '), details });
}
