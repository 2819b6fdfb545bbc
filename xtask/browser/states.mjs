// Items 1, 4, 5, 6, 10: every page state, in both palettes and widths, looked at in one tab that never reloads for a change of dress.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';
import * as look from './look.mjs';
import { watchPaint } from './paint.mjs';

const NARROW = 320, WIDE = 1280;

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

export function emptySights() {
  return { runs: 0, axe: [], sideways: [], text: [], controls: [], focus: [], outlines: [], heights: { controls: [], links: [] }, requests: [], foreign: [], fonts: [], shifts: [], copy: [] };
}

export async function axeHere(page, sights, where, rules) {
  const { violations, incomplete } = await axe.run(page, rules);
  sights.runs += 1;
  sights.axe.push(...axe.said(where, 'violation', violations), ...axe.said(where, 'incomplete', incomplete));
}

export async function sidewaysHere(page, sights, where) {
  for (const finding of await chromium.ask(page, 'look.sideways()')) sights.sideways.push(`${where}: ${finding}`);
}

export async function heightsHere(page, sights, where) {
  const { controls, links } = await chromium.ask(page, 'look.heights()');
  for (const one of controls) sights.heights.controls.push({ ...one, where });
  for (const one of links) sights.heights.links.push({ ...one, where });
}

export async function contrastHere(page, sights, where) {
  const { text, control } = await chromium.ask(page, '({ text: look.smallestTextContrast(), control: look.smallestControlContrast() })');
  if (text) sights.text.push({ ...text, where });
  if (control) sights.controls.push({ ...control, where });
}

// Files, not mentions of them: the icon in the tab is the logo on the page, kept by the browser.
function requestsHere(page, sights, where, server) {
  const own = page.requests.filter(({ request, type }, index) => index === 0 || (type !== 'Document' && request.method === 'GET'));
  sights.requests.push({ where, count: new Set(own.map(({ request }) => request.url)).size });
  for (const { request, type } of own) {
    if (!request.url.startsWith(server.url)) sights.foreign.push(`${where}: ${request.url}`);
    if (type === 'Font') sights.fonts.push(`${where}: ${request.url}`);
  }
}

// Text at twice its size, as a browser's own setting makes it: everything here is measured in rem.
async function largeTextHere(page, sights, where) {
  await chromium.ask(page, "void (document.documentElement.style.fontSize = '200%')");
  await sidewaysHere(page, sights, where);
  await chromium.ask(page, "void (document.documentElement.style.fontSize = '')");
}

async function stopsHere(page, sights, where) {
  const first = new Set();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await chromium.ask(page, 'look.focus()');
    if (!stop || first.has(stop.what + stop.id + stop.href)) return;
    first.add(stop.what + stop.id + stop.href);
    sights.outlines.push({ ratio: stop.ratio, width: stop.width, visible: stop.visible, what: stop.what, where });
  }
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
  sights.shifts.push({ where, shift: await chromium.ask(page, 'paint.shift()') });
  sights.copy.push({ kind: 'page', sample, where, ...await chromium.ask(page, '({ copy: look.copy(), labels: look.labels() })') });
  await axeHere(page, sights, `${where} light 320`);
  await sidewaysHere(page, sights, `${where} 320`);
  await heightsHere(page, sights, where);
  await contrastHere(page, sights, `${where} light`);
  if (sample.locale === 'en' || sample.locale === 'ar') await report.shot(page, `${sample.locale}-${sample.name}-320-light`);
}

async function further(world, page, sample, sights) {
  const { report } = world;
  const where = `${sample.locale} ${sample.name}`;
  await dressed(page, { width: NARROW, scheme: 'dark' });
  await axeHere(page, sights, `${where} dark 320`);
  await contrastHere(page, sights, `${where} dark`);
  await report.shot(page, `en-${sample.name}-320-dark`);
  for (const scheme of ['dark', 'light']) {
    await dressed(page, { width: WIDE, scheme });
    await axeHere(page, sights, `${where} ${scheme} 1280`);
    await contrastHere(page, sights, `${where} ${scheme} 1280`);
    await stopsHere(page, sights, `${where} ${scheme}`);
  }
  await report.shot(page, `en-${sample.name}-1280-light`);
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

const smallest = (list, key) => list.reduce((least, one) => (least === null || one[key] < least[key] ? one : least), null);
const twoDigits = (number) => (Math.floor(number * 100) / 100).toFixed(2);

export const judge = {
  axe: (sights) => ({ passed: sights.axe.length === 0 && 0 < sights.runs, figure: `${sights.runs} runs: ${sights.axe.filter((one) => one.includes(': violation ')).length} / ${sights.axe.filter((one) => one.includes(': incomplete ')).length}`, details: sights.axe }),
  sideways: (sights) => ({ passed: sights.sideways.length === 0, figure: sights.sideways.length ? `${sights.sideways.length} findings` : 'none', details: sights.sideways }),
  heights({ heights: { controls, links } }) {
    const low = [...controls.filter((one) => one.height < 44), ...links.filter((one) => one.height < 24)];
    const least = (list) => Math.round((smallest(list, 'height')?.height ?? 0) * 10) / 10;
    return { passed: 0 < controls.length && low.length === 0, figure: `${least(controls)} / ${links.length ? least(links) : 'none'}`, details: low.map((one) => `${one.where}: ${one.what}: ${one.height} px`) };
  },
  contrast({ text, controls, outlines }) {
    const low = [...text.filter((one) => one.ratio < 4.5), ...[...controls, ...outlines].filter((one) => one.ratio < 3)];
    const least = smallest([...controls, ...outlines], 'ratio');
    return { passed: 0 < text.length && low.length === 0, figure: `${twoDigits(smallest(text, 'ratio').ratio)} / ${twoDigits(least.ratio)}`, details: low.map((one) => `${one.where}: ${one.what}: ${twoDigits(one.ratio)}`) };
  },
  requests({ requests, foreign, fonts }) {
    const many = requests.filter(({ count }) => 4 < count).map(({ where, count }) => `${where}: ${count}`);
    return { passed: many.length + foreign.length + fonts.length === 0, figure: `${Math.max(...requests.map(({ count }) => count))}; ${foreign.length}; ${fonts.length}`, details: [...many, ...foreign, ...fonts] };
  },
};

export async function measure(world) {
  const { report, samples } = world;
  const sights = emptySights();
  await report.measure([1, 4, 5, 6, 10], async () => {
    const page = await tab(world);
    for (const sample of samples.pages) {
      await once(world, page, sample, sights);
      if (sample.locale === 'en') await further(world, page, sample, sights);
      await widths(page, sample, sights);
    }
    await page.leave();
    report.add(1, judge.axe(sights));
    report.add(4, judge.sideways(sights));
    report.add(5, judge.contrast(sights));
    report.add(6, judge.heights(sights));
    report.add(10, judge.requests(sights));
  });
  return sights;
}
