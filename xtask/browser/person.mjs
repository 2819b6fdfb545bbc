// Somebody at a tab: reads, types, clicks, and arrives somewhere. Works the same with scripts off.

import * as chromium from './chromium.mjs';

const PATIENCE = 20_000;

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
  screens = [];

  constructor(page, base) {
    this.page = page;
    this.base = base;
  }

  static async open(world, options = {}) {
    const page = await chromium.open(world.browser, options);
    await world.quiet.watch(page, options.scripts === false ? 'scripts off' : 'scripts on');
    return new Person(page, world.portal.url);
  }

  leave = () => this.page.leave();

  // What is done, and the page on which it ends; pages that go on by themselves are passed through.
  async going(path, action) {
    const { page } = this;
    const arrived = new Promise((done, failed) => {
      const timer = setTimeout(() => { page.off('load', look); failed(new Error(`wanted ${path}, still on ${page.url()}`)); }, PATIENCE);
      function look() {
        if (new URL(page.url()).pathname !== path) return;
        clearTimeout(timer);
        page.off('load', look);
        done();
      }
      page.on('load', look);
    });
    await Promise.all([arrived, action()]);
    this.screens.push(path);
  }

  // For a tab that somebody else opened: its first page may be loading still, or there already.
  async isOn(path) {
    const { page } = this;
    const there = () => new URL(page.url()).pathname === path;
    if (!there()) await page.waitForNavigation({ timeout: PATIENCE });
    if (!there()) throw new Error(`wanted ${path}, but the tab is on ${page.url()}`);
    await chromium.ask(page, "new Promise((done) => (document.readyState === 'complete' ? done() : addEventListener('load', done, { once: true })))");
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
