// Items 11 and 12: shifts of the layout always; times, which depend on the machine, with --timing alone.

import * as chromium from './chromium.mjs';
import * as late from './late.mjs';
import { painted, watchPaint } from './paint.mjs';
import { Person } from './person.mjs';
import * as pieces from './pieces.mjs';

const PASSWORD = 'violet harbour lantern quarry';
const REQUESTS = 200, PAINTS = 5;
const SLOWEST_PAINT = 500, SLOWEST_ANSWER = 20;

const percentile = (list, part) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * part) - 1];

async function paints(person, paths) {
  const seen = [];
  for (const path of paths) {
    for (let i = 0; i < PAINTS; i += 1) {
      await person.open(path);
      await chromium.settled(person.page);
      seen.push({ where: path, ...await painted(person.page) });
    }
  }
  return seen;
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

// Left to right and right to left, wherever the script changes something.
async function lateScripts(world) {
  const { samples } = world;
  const asked = samples.pages.filter(({ locale, file }) => ['en', 'ar'].includes(locale) && samples.text(file).includes('data-show='));
  const page = await late.open(world);
  const seen = [];
  for (const sample of asked) seen.push({ where: `${sample.locale} ${sample.name}, script after the first paint`, ...await late.visit(page, world, sample.url) });
  await page.leave();
  return seen;
}

// Right to left alone: what narrows at its end moves nothing where lines run from left to right.
async function inPieces(world) {
  const { samples } = world;
  const asked = samples.pages.filter(({ locale, file }) => locale === 'ar' && samples.text(file).includes('data-show='));
  const page = await pieces.open(world);
  const seen = [];
  for (const sample of asked) seen.push({ where: `${sample.locale} ${sample.name}, in two pieces`, ...await pieces.visit(page, world, samples.text(sample.file).toString(), pieces.A_WHILE) });
  await page.leave();
  return seen;
}

const moved = (list) => list.filter(({ shift }) => 0 < shift).map(({ where, shift, shifted }) => `${where}: shifts by ${shift.toFixed(4)}: ${shifted.join(', ')}`);
// A page on which nothing was painted, or no script held back, was not measured.
const blank = (list) => list.filter(({ largest, held }) => !(0 < largest) || held === 0).map(({ where, largest, held }) => `${where}: largest paint ${largest}, ${held ?? 'any number of'} scripts held`);
const most = (list, key) => Math.max(...list.map((one) => one[key]));

async function timed(world) {
  const { portal } = world;
  await portal.user({ username: 'speedy', firstName: 'Ava', email: 'speedy@mail.example', password: PASSWORD });
  const person = await Person.open(world);
  await watchPaint(person.page);
  const seen = await paints(person, ['/sign-in', '/password-reset']);
  await person.signIn('speedy', PASSWORD);
  seen.push(...await paints(person, ['/home']));
  const cookies = await person.page.browserContext().cookies();
  await person.leave();
  const slowest = Math.max(
    await answers(portal, ['/sign-in', '/password-reset']),
    await answers(portal, ['/home'], { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }),
  );
  return { seen, slowest };
}

export async function measure(world, sights) {
  const { report, timing } = world;
  await report.measure([11], async () => {
    const all = [...sights.shifts, ...await lateScripts(world), ...await inPieces(world)];
    if (!timing) {
      const details = [...moved(all), ...blank(all)];
      report.add(11, { passed: details.length === 0 && 0 < all.length, figure: `${+most(all, 'shift').toFixed(4)}; times need \`--timing\``, details });
      return;
    }
    const { seen, slowest } = await timed(world);
    all.push(...seen);
    const largest = most(seen, 'largest');
    const details = [...moved(all), ...blank(all)];
    if (SLOWEST_PAINT < largest) details.push(`largest paint after ${largest.toFixed(0)} ms`);
    if (SLOWEST_ANSWER < slowest) details.push(`95th percentile ${slowest.toFixed(1)} ms`);
    report.add(11, { passed: details.length === 0, figure: `${+most(all, 'shift').toFixed(4)}; ${(largest / 1000).toFixed(2)} s; ${slowest.toFixed(1)} ms`, details });
  });

  if (!timing) {
    report.untimed(12);
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
