// Items 22, 23 and 24 on letters that were really sent.

import * as chromium from './chromium.mjs';
import { Person } from './person.mjs';
import { linkIn, secretIn } from './mailbox.mjs';
import { LARGEST } from './letters.mjs';
import { PEOPLE } from './people.mjs';
import { ACCOUNT, SUPPORT } from './portal.mjs';

const HEADERS = ['auto-submitted', 'reply-to', 'message-id', 'date'];
const COLUMNS = 72, LINK_COLUMNS = 76, QUIET_START = 150;

const notification = (letter) => !linkOf(letter);
const linkOf = (letter) => /\/reset\/[a-z2-7]{32}$/m.exec(letter.text)?.[0];
const header = (letter, key) => letter.headers.find((one) => one.key === key)?.line;

function unquoted(raw) {
  const bytes = raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const compact = (text) => text.toLowerCase().replace(/[\s-]/g, '');

function secrets(letter, person) {
  const found = [];
  const everywhere = [letter.raw, unquoted(letter.raw), letter.text, letter.html, letter.headers.map(({ line }) => line).join('\n')];
  for (const [what, word] of [['username', person.username], ['Account ID', person.account], ['last name', person.lastName]]) {
    const inside = everywhere.some((text) => text.toLowerCase().includes(word.toLowerCase())) || compact(letter.text + letter.html).includes(compact(word));
    if (inside) found.push(`the ${what} stands in it`);
  }
  return found;
}

function addresses(letter, portal) {
  const found = [...letter.html.matchAll(/(?:href|src|background|action|srcset)\s*=\s*"([^"]*)"|url\(([^)]*)\)/gi)].map(([, attribute, style]) => attribute ?? style);
  const written = letter.text.match(/https?:\/\/[^\s>)]+/g) ?? [];
  const ours = (url) => url === portal || url.startsWith(`${portal}/`) || url.startsWith(`mailto:${SUPPORT.email}`);
  const remote = [...found, ...written].filter((url) => !ours(url)).map((url) => `leads elsewhere: ${url}`);
  const loaded = /<(img|link|script|iframe|object|video|audio)\b/i.exec(letter.html);
  return loaded ? [...remote, `loads something: ${loaded[0]}`] : remote;
}

// The text part alone has to do: whom to ask, what to open or type, and each thing alone on its line.
function textPart(letter, portal) {
  const found = [];
  const lines = letter.text.split('\n').map((line) => line.trimEnd());
  for (const wanted of ['Client Admin Portal', SUPPORT.email]) if (!letter.text.includes(wanted)) found.push(`the text part does not say ${wanted}`);
  for (const line of lines) {
    const most = line.startsWith(portal) ? LINK_COLUMNS : COLUMNS;
    if (most < [...line.replace(/\p{Mn}|\p{Cf}/gu, '')].length) found.push(`a line of more than ${most}: ${line}`);
  }
  if (/[{}]|%7B|&(amp|lt|gt|quot);/.test(letter.text.replace('{{ name }}', '').replace('{ $name }', ''))) found.push('the text part shows its making');
  return found;
}

function preheader(html) {
  return /<div style="display:none[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1] ?? '';
}

function keepsSecret(letter) {
  const secret = secretIn(letter);
  const places = { subject: letter.subject, headers: letter.headers.map(({ line }) => line).join('\n'), preheader: preheader(letter.html), 'first 150 characters': letter.text.slice(0, QUIET_START) };
  const found = Object.entries(places).filter(([, text]) => compact(text).includes(secret)).map(([place]) => `the temporary password stands in its ${place}`);
  return letter.html.includes(secret) ? found : [...found, 'the temporary password is not in one piece in the HTML part'];
}

export async function measure(world) {
  const { report, portal, mail, samples } = world;
  const sent = [];
  await report.measure([22], async () => {
    const details = [];
    for (const person of PEOPLE) {
      await portal.cli(['account', 'add', person.account, '--name', `Account of ${person.lastName}`]);
      // What the program refuses as a first name cannot stand in a letter; its owner is then greeted without one.
      await portal.user(person).catch(() => portal.user({ ...person, firstName: '' }));
      await portal.ask('POST', '/password-reset', { form: { account_id: person.account, username: person.username } });
    }
    for (const person of PEOPLE) {
      const first = await letterTo(mail, person, linkOf);
      await portal.ask('POST', new URL(linkIn(first, portal.url)).pathname, { form: {} });
      const second = await letterTo(mail, person, notification);
      for (const [letter, name] of [[first, 'request'], [second, 'notification']]) {
        sent.push(letter);
        const found = [...secrets(letter, person), ...addresses(letter, portal.url), ...textPart(letter, portal.url), ...(name === 'notification' ? keepsSecret(letter) : [])];
        details.push(...found.map((what) => `${name} to "${person.firstName}": ${what}`));
      }
    }
    report.add(22, { passed: details.length === 0 && sent.length === 2 * PEOPLE.length, figure: `${sent.length} letters: ${details.length} findings`, details });
  });

  await report.measure([24], async () => {
    const sizes = [...samples.letters.map((one) => ({ where: `${one.locale} ${one.name}`, bytes: samples.text(one.html).length })), ...sent.map((one) => ({ where: one.to[0], bytes: Buffer.byteLength(one.html) }))];
    const details = sizes.filter(({ bytes }) => LARGEST < bytes).map(({ where, bytes }) => `${where}: ${bytes} bytes`);
    for (const letter of mail.letters) {
      for (const key of HEADERS) if (!header(letter, key)) details.push(`"${letter.subject}" to ${letter.to}: no ${key}`);
      if (header(letter, 'auto-submitted') !== 'Auto-Submitted: auto-generated') details.push(`"${letter.subject}": ${header(letter, 'auto-submitted')}`);
    }
    report.add(24, { passed: details.length === 0 && 0 < mail.letters.length, figure: `${(Math.max(...sizes.map(({ bytes }) => bytes)) / 1024).toFixed(1)} KB; ${details.length ? 'not all' : 'all'}`, details });
  });

  await report.measure([23], () => copying(world));
}

// Letters come in the language of the person, so they are known by what they carry.
async function letterTo(mail, person, kind) {
  return mail.such((letter) => letter.to.includes(person.email) && kind(letter), `letter to ${person.email}`);
}

async function copying(world) {
  const { report, portal, mail, browser, server } = world;
  const person = { username: 'copy.paste', firstName: 'Ava', email: 'copy@mail.example' };
  await portal.user(person);
  await portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username: person.username } });
  await portal.ask('POST', new URL(linkIn(await mail.request(person.email), portal.url)).pathname, { form: {} });
  const letter = await mail.notification(person.email);
  const secret = secretIn(letter);
  server.plant('/en/letters/sent.html', letter.html);

  const page = await chromium.open(browser, { width: 700 });
  await page.goto(`${server.url}/en/letters/sent.html`);
  const selected = await chromium.ask(page, `(() => {
    getSelection().selectAllChildren(document.querySelector('td.code'));
    return getSelection().toString();
  })()`);
  const { x, y } = await chromium.ask(page, "(({ x, y, height }) => ({ x: x + 60, y: y + height / 2 }))(document.querySelector('td.code').getBoundingClientRect())");
  await page.mouse.click(x, y, { count: 2 });
  const doubleClicked = await chromium.ask(page, 'getSelection().toString()');
  await page.leave();

  const details = [];
  if (selected !== secret) details.push(`the cell gives "${selected}"`);
  if (doubleClicked.trim() !== secret) details.push(`a double click gives "${doubleClicked}"`);
  const groups = secret.toUpperCase().match(/..../g);
  const typed = ` ${groups[0]}-${groups[1]} ${groups[2]}-${groups[3].toLowerCase()} `;
  const visitor = await Person.open(world);
  await visitor.signIn(person.username, typed).catch((error) => details.push(`with blanks, hyphens and capitals: ${error.message}`));
  await visitor.leave();
  report.add(23, { passed: details.length === 0, figure: details.length ? 'no' : `${selected.length} characters; signs in`, details });
}
