// Pages that come in two pieces, as on a slow line: broken off within a row, between a field and the button beside it.

import * as chromium from './chromium.mjs';
import { painted, watchPaint } from './paint.mjs';

const PATH = '/ar/pages/pieces.html';
// Nothing tells that a page will not paint. What comes later than this on a busy machine goes unseen; nothing is seen that is not there.
export const A_WHILE = 300;

export async function open({ browser }) {
  const page = await chromium.open(browser, { width: 320 });
  await watchPaint(page);
  await page.exposeFunction('rowPainted', () => page.rowPainted());
  await page.evaluateOnNewDocument(tellOfRow);
  return page;
}

// The shift of a page whose rest comes when its first piece has been painted, or else after a while.
export async function visit(page, { server }, html, patience) {
  const broken = html.indexOf('<button', html.indexOf('class="row"'));
  if (broken < 0) throw new Error('a page without a button in a row cannot be broken off before it');
  let timer;
  const first = new Promise((done) => { page.rowPainted = done; timer = setTimeout(done, patience); });
  server.plant(PATH, html.slice(0, broken), undefined, first.then(() => html.slice(broken)));
  await page.goto(server.url + PATH, { waitUntil: 'load' });
  await chromium.settled(page);
  clearTimeout(timer);
  return painted(page);
}

// Runs in the page, before anything of its own. The second frame begins when the first has been painted.
function tellOfRow() {
  const seen = new MutationObserver(() => {
    if (!document.querySelector('.row input')) return;
    seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => globalThis.rowPainted()));
  });
  seen.observe(document, { childList: true, subtree: true });
}
