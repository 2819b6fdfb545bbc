// Somebody at a tab: reads, types, clicks, and arrives somewhere. Works the same with scripts off.

import * as chromium from './chromium.mjs';
import { PATIENCE } from './patience.mjs';

// Runs in the page. Where several answer to the same words, the one in <main> is meant.
function find(selector, words) {
  const same = (element) => (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim() === words;
  const all = [...document.querySelectorAll(selector)].filter((element) => !words || same(element)).filter((element) => 1 < element.getBoundingClientRect().width);
  const found = all.find((element) => element.closest('main')) ?? all[0];
  if (!found) throw new Error(`no ${selector} "${words}" on ${location.pathname}: ${document.body.innerText.slice(0, 200)}`);
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = found.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export class Person {
  // The documents that this person was shown, in order: `passed` where one went on by itself.
  screens = [];
  #acted = true;

  constructor(page, base) {
    this.page = page;
    this.base = base;
  }

  static async open(world, options = {}) {
    const page = await chromium.open(world.browser, options);
    await world.quiet.watch(page, options.scripts === false ? 'scripts off' : 'scripts on');
    const person = new Person(page, world.portal.url);
    await person.#watchScreens();
    return person;
  }

  // As the browser tells it: an answer, and the document that then stands in the tab.
  async #watchScreens() {
    const { cdp } = this.page;
    const statuses = new Map();
    cdp.on('Network.responseReceived', ({ type, loaderId, response }) => { if (type === 'Document') statuses.set(loaderId, response.status); });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId || !statuses.has(frame.loaderId)) return;
      if (!this.#acted && this.screens.length) this.screens.at(-1).passed = true;
      this.#acted = false;
      this.screens.push({ path: new URL(frame.url).pathname, status: statuses.get(frame.loaderId), passed: false });
    });
    await cdp.send('Network.enable');
    await cdp.send('Page.enable');
  }

  leave = () => this.page.leave();

  // The next load of a page with this path; `already` takes one that stands there now.
  #loads(path, already) {
    const { page } = this;
    return new Promise((done, failed) => {
      const timer = setTimeout(() => { page.off('load', look); failed(new Error(`wanted ${path}, still on ${page.url()}`)); }, PATIENCE);
      function look() {
        if (new URL(page.url()).pathname !== path) return;
        clearTimeout(timer);
        page.off('load', look);
        done();
      }
      page.on('load', look);
      // A page that is being replaced does not answer, and loads later.
      if (already) chromium.ask(page, "document.readyState === 'complete'").then((complete) => { if (complete) look(); }, () => {});
    });
  }

  comesTo = (path) => this.#loads(path, true);

  // What is done, and the page on which it ends; pages that go on by themselves are passed through.
  async going(path, action) {
    this.#acted = true;
    await Promise.all([this.#loads(path, false), action()]);
    await this.arrived?.();
  }

  open(address, path = new URL(address, this.base).pathname) {
    return this.going(path, () => this.page.goto(new URL(address, this.base).href, { waitUntil: 'load' }).catch((error) => {
      // A page that submits itself cuts its own loading short.
      if (!/ERR_ABORTED|detached|Navigating frame/.test(error.message)) throw error;
    }));
  }

  async #point(selector, words) {
    return chromium.ask(this.page, `(${find})(${JSON.stringify(selector)}, ${JSON.stringify(words ?? '')})`);
  }

  async click(selector, words, options) {
    const { x, y } = await this.#point(selector, words);
    await this.page.mouse.click(x, y, options);
  }

  press = (words, path, options) => this.going(path, () => this.click('button, a.btn', words, options));
  follow = (words, path) => this.going(path, () => this.click('a', words));

  async type(field, text) {
    await this.click(`input[name="${field}"]:not([aria-hidden])`);
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('KeyA');
    await this.page.keyboard.up('Control');
    await this.page.cdp.send('Input.insertText', { text });
  }

  async fill(fields) {
    for (const [field, text] of Object.entries(fields)) await this.type(field, text);
  }

  text = () => chromium.ask(this.page, "document.body.innerText.replace(/\\s+/g, ' ')");

  async reads(...all) {
    const text = await this.text();
    for (const words of all) if (!text.includes(words)) throw new Error(`"${words}" does not stand on ${this.page.url()}: ${text.slice(0, 300)}`);
  }

  async doesNotRead(words) {
    const text = await this.text();
    if (text.includes(words)) throw new Error(`"${words}" stands on ${this.page.url()}`);
  }

  async signIn(username, password, path = '/home') {
    await this.open('/sign-in');
    await this.fill({ username, password });
    await this.press('Sign In', path);
  }
}
