// Scripts that come after the first paint, as on a slow line: what they change then must not move anything.

import * as chromium from './chromium.mjs';
import { painted, watchPaint } from './paint.mjs';

export async function open({ browser }) {
  const page = await chromium.open(browser, { width: 320 });
  const { cdp } = page;
  await watchPaint(page);
  const held = [];
  let seen = false;
  page.released = 0;
  function release() {
    for (const requestId of held.splice(0)) {
      page.released += 1;
      cdp.send('Fetch.continueRequest', { requestId }).catch(() => {}); // The tab was closed meanwhile.
    }
  }
  cdp.on('Fetch.requestPaused', ({ requestId }) => { held.push(requestId); if (seen) release(); });
  cdp.on('Page.lifecycleEvent', ({ name }) => {
    if (name === 'init') seen = false;
    if (name === 'firstContentfulPaint') { seen = true; release(); }
  });
  await cdp.send('Page.enable');
  await cdp.send('Page.setLifecycleEventsEnabled', { enabled: true });
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*.js', resourceType: 'Script' }] });
  return page;
}

// The shift, the largest paint, and how many scripts came after the first one.
export async function visit(page, { server }, url) {
  page.released = 0;
  await page.goto(server.url + url, { waitUntil: 'load' });
  await chromium.settled(page);
  return { ...await painted(page), held: page.released };
}
