// What can be seen of the page in a tab, noted in lists; and what is asked of the lists.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';

export function emptySights() {
  return { runs: 0, axe: [], sideways: [], text: [], controls: [], outlines: [], unreached: [], heights: { controls: [], links: [] }, requests: [], foreign: [], fonts: [], shifts: [], copy: [] };
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
export function requestsHere(page, sights, where, server) {
  const own = page.requests.filter(({ request, type }, index) => index === 0 || (type !== 'Document' && request.method === 'GET'));
  sights.requests.push({ where, count: new Set(own.map(({ request }) => request.url)).size });
  for (const { request, type } of own) {
    if (!request.url.startsWith(server.url)) sights.foreign.push(`${where}: ${request.url}`);
    if (type === 'Font') sights.fonts.push(`${where}: ${request.url}`);
  }
}

// Text at twice its size, as a browser's own setting makes it: everything here is measured in rem.
// What keeps its size is found as what goes sideways is, since neither can be read.
export async function largeTextHere(page, sights, where) {
  const before = await chromium.ask(page, 'look.textSizes()');
  await chromium.ask(page, "void (document.documentElement.style.fontSize = '200%')");
  const after = await chromium.ask(page, 'look.textSizes()');
  after.forEach(({ what, size }, i) => {
    if (0.01 < Math.abs(size - 2 * before[i].size)) sights.sideways.push(`${where}: ${what} grows from ${before[i].size} to ${size} px only`);
  });
  await sidewaysHere(page, sights, where);
  await chromium.ask(page, "void (document.documentElement.style.fontSize = '')");
}

const FAR = 60;

// Tab, from the start of the page to its end.
export async function stopsHere(page, sights, where) {
  await chromium.ask(page, 'look.afresh()');
  for (let presses = 0; presses < FAR; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await chromium.ask(page, 'look.focus()');
    if (!stop || stop.again) break;
    sights.outlines.push({ ratio: stop.ratio, visible: stop.visible, what: stop.what, where });
  }
  for (const what of await chromium.ask(page, 'look.unvisited()')) sights.unreached.push(`${where}: Tab does not come to ${what}`);
}

const smallest = (list, key) => list.reduce((least, one) => (least === null || one[key] < least[key] ? one : least), null);
const twoDigits = (number) => (Math.floor(number * 100) / 100).toFixed(2);

export const judge = {
  axe(sights, live) {
    const details = [...sights.axe, ...live.findings];
    const count = (kind) => details.filter((one) => one.includes(`: ${kind} `)).length;
    return { passed: details.length === 0 && 0 < sights.runs && 0 < live.runs, figure: `${sights.runs} runs, ${live.runs} live: ${count('violation')} / ${count('incomplete')}`, details };
  },
  sideways: (sights) => ({ passed: sights.sideways.length === 0, figure: sights.sideways.length ? `${sights.sideways.length} findings` : 'none', details: sights.sideways }),
  heights({ heights: { controls, links } }) {
    const low = [...controls.filter((one) => one.height < 44), ...links.filter((one) => one.height < 24)];
    const least = (list) => Math.round((smallest(list, 'height')?.height ?? 0) * 10) / 10;
    return { passed: 0 < controls.length && low.length === 0, figure: `${least(controls)} / ${links.length ? least(links) : 'none'}`, details: low.map((one) => `${one.where}: ${one.what}: ${one.height} px`) };
  },
  contrast({ text, controls, outlines, unreached }) {
    const low = [...text.filter((one) => one.ratio < 4.5), ...[...controls, ...outlines].filter((one) => one.ratio < 3)];
    const least = smallest([...controls, ...outlines], 'ratio');
    const details = [
      ...low.map((one) => `${one.where}: ${one.what}: ${twoDigits(one.ratio)}`),
      ...outlines.filter((one) => !one.visible).map((one) => `${one.where}: ${one.what}: focus is not visible`),
      ...unreached,
    ];
    return { passed: 0 < text.length && 0 < outlines.length && details.length === 0, figure: `${twoDigits(smallest(text, 'ratio').ratio)} / ${twoDigits(least.ratio)}; ${outlines.length} stops`, details };
  },
  requests({ requests, foreign, fonts }) {
    const many = requests.filter(({ count }) => 4 < count).map(({ where, count }) => `${where}: ${count}`);
    return { passed: many.length + foreign.length + fonts.length === 0, figure: `${Math.max(...requests.map(({ count }) => count))}; ${foreign.length}; ${fonts.length}`, details: [...many, ...foreign, ...fonts] };
  },
};
