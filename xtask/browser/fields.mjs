// Item 19: paste works in every field, and fields say to password managers what they are.

import * as chromium from './chromium.mjs';
import { Person } from './person.mjs';

const TEXT = 'Grün früh-4 correct horse';
const PASSWORD = 'violet harbour lantern quarry';
const HANDLERS = new Set(['paste', 'copy', 'cut', 'beforeinput', 'beforepaste', 'contextmenu', 'keydown', 'keypress']);

const AUTOCOMPLETE = { username: 'username', account_id: undefined, password: 'current-password', current_password: 'current-password', new_password: 'new-password', new_password_again: 'new-password' };

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

// Part 1 of the design, attribute by attribute, in every sampled page.
function attributes(samples) {
  const wrong = new Set();
  let fields = 0;
  for (const page of samples.pages) {
    const html = samples.text(page.file).toString();
    if (/autocomplete="off"|onpaste|\smaxlength=|\splaceholder=|\srequired[\s>=]/.test(html)) wrong.add(`${page.locale} ${page.name}: hinders filling in`);
    for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
      if (attribute(tag, 'type') === 'hidden') continue;
      fields += 1;
      const name = attribute(tag, 'name');
      const say = (what) => wrong.add(`${page.name} ${name}: ${what}`);
      if (!(name in AUTOCOMPLETE)) say('is a field that the design does not know');
      if (attribute(tag, 'autocomplete') !== AUTOCOMPLETE[name]) say(`autocomplete="${attribute(tag, 'autocomplete')}"`);
      if (attribute(tag, 'aria-hidden') === 'true') continue;
      if (attribute(tag, 'autocapitalize') !== 'none' || attribute(tag, 'spellcheck') !== 'false') say('is corrected while it is typed');
      if (attribute(tag, 'type') === 'text' && attribute(tag, 'autocorrect') !== 'off') say('is corrected while it is typed');
      if (name === 'new_password' && !attribute(tag, 'passwordrules')) say('has no passwordrules');
    }
  }
  return { wrong: [...wrong], fields };
}

// The browser's own commands: what a menu or a key would do, events included.
const command = (page, name) => page.cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', commands: [name] });

async function copyText(world) {
  world.server.plant('/clip.html', `<!DOCTYPE html><html lang="en"><title>Clip</title><textarea>${TEXT}</textarea><input>`);
  const page = await chromium.open(world.browser);
  await page.goto(`${world.server.url}/clip.html`);
  await chromium.ask(page, "document.querySelector('textarea').select()");
  await command(page, 'copy');
  await chromium.ask(page, "document.querySelector('input').focus()");
  await command(page, 'paste');
  const there = await chromium.ask(page, "document.querySelector('input').value");
  await page.leave();
  if (there !== TEXT) throw new Error(`the clipboard holds "${there}", so nothing can be said about pasting`);
}

async function handlers(page, name) {
  const found = [];
  for (const target of [`document.querySelector('[name="${name}"]:not([aria-hidden])')`, `document.querySelector('[name="${name}"]:not([aria-hidden])').form`, 'document.body', 'document', 'window']) {
    const { result } = await page.cdp.send('Runtime.evaluate', { expression: target });
    const { listeners } = await page.cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
    found.push(...listeners.filter(({ type }) => HANDLERS.has(type)).map(({ type }) => `${target} listens for ${type}`));
  }
  return found;
}

async function pasteInto(person, name) {
  const { page } = person;
  await person.click(`input[name="${name}"]:not([aria-hidden])`);
  await command(page, 'paste');
  const value = await chromium.ask(page, `document.querySelector('[name="${name}"]:not([aria-hidden])').value`);
  const where = `${new URL(page.url()).pathname} ${name}`;
  const found = (await handlers(page, name)).map((what) => `${where}: ${what}`);
  return value === TEXT ? found : [...found, `${where}: pasting gave "${value}"`];
}

export async function measure(world) {
  const { report, portal, samples } = world;
  await report.measure([19], async () => {
    const { wrong, fields } = attributes(samples);
    await portal.user({ username: 'paste.person', firstName: 'Ava', email: 'paste@mail.example', password: PASSWORD });
    await copyText(world);
    let pasted = 0;
    for (const scripts of [true, false]) {
      const person = await Person.open(world, { scripts });
      const paste = async (pages) => {
        for (const [path, names] of Object.entries(pages)) {
          await person.open(path);
          for (const name of names) {
            wrong.push(...await pasteInto(person, name));
            pasted += 1;
          }
        }
      };
      await paste({ '/sign-in': ['username', 'password'], '/password-reset': ['account_id', 'username'] });
      await person.signIn('paste.person', PASSWORD);
      await paste({ '/change-password': ['current_password', 'new_password', ...(scripts ? [] : ['new_password_again'])], '/launch/reports': ['password'] });
      await person.leave();
    }
    report.add(19, { passed: wrong.length === 0 && 0 < fields, figure: `${pasted} fields pasted into, ${fields} read: ${wrong.length ? `${wrong.length} findings` : '100 %'}`, details: wrong });
  });
}
