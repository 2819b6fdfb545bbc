// Items 1, 4, 5, 6, 10: every page state, looked at in one tab that never reloads for a change of dress.
// Every language is measured in light at 320 px, and for what goes sideways at every width; English and Arabic in both palettes and widths, with every stop of Tab.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';
import * as look from './look.mjs';
import { painted, watchPaint } from './paint.mjs';
import { axeHere, contrastHere, emptySights, heightsHere, judge, largeTextHere, requestsHere, sidewaysHere, stopsHere } from './sights.mjs';

const NARROW = 320, WIDE = 1280;
// One language of each direction.
const WHOLE = new Set(['en', 'ar']);

// A tab for samples: what leads away from them (a page that goes on to an application) is answered with 204 and stays.
export async function tab({ browser, server, quiet }) {
  const page = await chromium.open(browser, { width: NARROW });
  await page.cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] });
  page.cdp.on('Fetch.requestPaused', ({ requestId, request }) => {
    const stays = request.url.startsWith(server.url);
    const answer = stays ? page.cdp.send('Fetch.continueRequest', { requestId }) : page.cdp.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    answer.catch(() => {}); // The tab was closed meanwhile.
  });
  page.requests = [];
  await page.cdp.send('Network.enable');
  page.cdp.on('Network.requestWillBeSent', (sent) => page.requests.push(sent));
  await watchPaint(page);
  await quiet?.watch(page, 'samples');
  return page;
}

export async function visit(page, server, url, tools = true) {
  page.requests.length = 0;
  await page.goto(server.url + url, { waitUntil: 'load' });
  await chromium.settled(page);
  await chromium.worn(page);
  if (tools) await look.give(page);
}

// Colors fade from one palette to the other, so they are awaited; a new width is there at once.
async function dressed(page, dress, settle = true) {
  await chromium.dress(page, { height: 900, ...dress });
  if (settle) await chromium.settled(page);
}

async function once(world, page, sample, sights) {
  const { server, report } = world;
  const where = `${sample.locale} ${sample.name}`;
  await dressed(page, { width: NARROW, scheme: 'light' }, false);
  await visit(page, server, sample.url);
  await axe.give(page);
  requestsHere(page, sights, where, server);
  sights.shifts.push({ where, ...await painted(page) });
  sights.copy.push({ kind: 'page', sample, where, ...await chromium.ask(page, '({ copy: look.copy(), labels: look.labels() })') });
  await axeHere(page, sights, `${where} light 320`);
  await sidewaysHere(page, sights, `${where} 320`);
  await heightsHere(page, sights, where);
  await contrastHere(page, sights, `${where} light`);
  if (WHOLE.has(sample.locale)) await report.shot(page, `${sample.locale}-${sample.name}-320-light`);
}

async function further(world, page, sample, sights) {
  const { report } = world;
  const where = `${sample.locale} ${sample.name}`;
  await dressed(page, { width: NARROW, scheme: 'dark' });
  await axeHere(page, sights, `${where} dark 320`);
  await contrastHere(page, sights, `${where} dark`);
  await report.shot(page, `${sample.locale}-${sample.name}-320-dark`);
  for (const scheme of ['dark', 'light']) {
    await dressed(page, { width: WIDE, scheme });
    await axeHere(page, sights, `${where} ${scheme} 1280`);
    await contrastHere(page, sights, `${where} ${scheme} 1280`);
    await stopsHere(page, sights, `${where} ${scheme}`);
  }
  await report.shot(page, `${sample.locale}-${sample.name}-1280-light`);
}

async function widths(page, sample, sights) {
  const where = `${sample.locale} ${sample.name}`;
  await dressed(page, { width: WIDE, scheme: 'light' }, false);
  await sidewaysHere(page, sights, `${where} 1280`);
  await largeTextHere(page, sights, `${where} 1280, text at 200 %`);
  // 1280 px at 400 % are 320 px of CSS, four of the device to each.
  await dressed(page, { width: NARROW, height: 200, scheme: 'light', scale: 4 }, false);
  await sidewaysHere(page, sights, `${where} at 400 %`);
}

export async function measure(world) {
  const { report, samples, live } = world;
  const sights = emptySights();
  await report.measure([1, 4, 5, 6, 10], async () => {
    const page = await tab(world);
    for (const sample of samples.pages) {
      await once(world, page, sample, sights);
      if (WHOLE.has(sample.locale)) await further(world, page, sample, sights);
      await widths(page, sample, sights);
    }
    await page.leave();
    report.add(1, judge.axe(sights, live));
    report.add(4, judge.sideways(sights));
    report.add(5, judge.contrast(sights));
    report.add(6, judge.heights(sights));
    report.add(10, judge.requests(sights));
  });
  return sights;
}
